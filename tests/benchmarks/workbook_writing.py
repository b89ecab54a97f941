"""`python workbook_writing.py FOLDER RUNS`: the workbook of the insurance case, by the program and by bare openpyxl.

The program traces every formula, lays out the sheets, checks that each formula has its value and draws charts; openpyxl
writes the same values, formulas and cell styles. What the model computes is computed before, for both.
"""

from __future__ import annotations

import sys
from pathlib import Path

from floor import write_workbook
from measuring import median_seconds
from recording import cells_of
from simulation import example

from reportgen import workbook
from reportgen.workbook.layout import lay_out


def main() -> None:
    folder, runs = Path(sys.argv[1]), int(sys.argv[2])
    results = example()
    layout, written = lay_out(results.graph), folder / "written.xlsx"

    def by_program() -> None:
        workbook.write(results, layout, written, run="0123456789ab")

    by_program()
    cells = cells_of(written)
    ours, bare = median_seconds(runs, by_program, lambda: write_workbook(cells, folder / "bare.xlsx"))
    print(ours, bare, sum(map(len, cells.values())))


if __name__ == "__main__":
    main()
