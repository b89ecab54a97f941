"""The shape of the program: one direction, and nothing heavy before it is needed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from support.programs import run
from support.sources import Module, imported, modules

#: What both documents are written with.
WRITING = {
    "errors", "garbage", "theme", "notation", "language", "options", "survey", "case", "model", "reportgen",
}  # fmt: skip
#: What each part may import of the others; every part may also import itself. `survey.allocation` stands for that
#: module alone, `reportgen` for the package's version.
MAY_IMPORT = {
    "errors": set(),
    "garbage": set(),
    "theme": set(),
    "notation": set(),
    "language": set(),
    "options": {"language", "model.draw_counts"},
    "survey": {"errors", "language"},
    "case": {"errors", "notation", "language", "survey.allocation", "survey.instructions"},
    "questionnaire": {"errors", "survey", "case", "workbook.styles", "workbook.text", "workbook.writer"},
    "model": {"errors", "language", "survey", "case"},
    "workbook": WRITING,
    "document": WRITING | {"workbook.layout"},
    "record": {"errors", "language", "survey", "case", "model", "workbook.layout", "reportgen"},
}
#: What puts the parts together and may import all: the package itself, one build, the command line.
ASSEMBLY = {
    "", "report", "publishing", "summary", "inspecting", "inspection_text", "first_case", "explaining", "cli",
    "starting", "translations", "verifying", "worker", "verification_text", "refreshing",
}  # fmt: skip

HEAVY = {
    "babel", "ironcalc", "jinja2", "lxml", "numpy", "openpyxl", "pandas", "python_calamine", "scipy",
    "weasyprint", "yaml",
}  # fmt: skip


def _part(module: str) -> str:
    return module.split(".")[0]


def _allowed(name: str, part: str) -> bool:
    within = name.removeprefix("reportgen.")
    return any(within == one or within.startswith(f"{one}.") for one in {part, *MAY_IMPORT[part]})


def _wrong_imports(module: Module) -> list[str]:
    part = _part(module.name)
    return [
        f"{module.name}, line {line}: {part} may not import {name}"
        for name, line in imported(module.path)
        if name.split(".")[0] == "reportgen" and not _allowed(name, part)
    ]


def test_every_module_has_its_place(root: Path) -> None:
    """A new part of the program is given its place in the direction above."""
    parts = {_part(module.name) for module in modules(root / "reportgen")}
    assert parts <= MAY_IMPORT.keys() | ASSEMBLY


def test_imports_go_one_way(root: Path) -> None:
    """survey and case, then model, then workbook, document and record, then the command line; never back."""
    wrong = [
        line
        for module in modules(root / "reportgen")
        if _part(module.name) in MAY_IMPORT
        for line in _wrong_imports(module)
    ]
    assert not wrong, "\n".join(wrong)


def test_a_wrong_import_is_seen(tmp_path: Path) -> None:
    """Also one inside a function, and one by `from … import …`."""
    path = tmp_path / "reading.py"
    path.write_text(
        "import reportgen.model\n"
        "from reportgen import case, errors\n"
        "from reportgen.survey.allocation import Wave\n"
        "def read():\n"
        "    from reportgen.document.charts import waterfall\n"
    )
    assert _wrong_imports(Module("survey.reading", path)) == [
        "survey.reading, line 1: survey may not import reportgen.model",
        "survey.reading, line 2: survey may not import reportgen.case",
        "survey.reading, line 5: survey may not import reportgen.document.charts.waterfall",
    ]


@pytest.mark.parametrize("command", ["", "explain", "verify"])
def test_help_imports_no_heavy_library(command: str) -> None:
    """`reportgen --help` answers at once: no library is loaded that only a build needs."""
    script = (
        "import sys\n"
        "from reportgen.cli import main\n"
        f"sys.argv = ['reportgen', *'{command}'.split(), '--help']\n"
        "try:\n"
        "    main()\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code\n"
        "print('loaded:', *{name.partition('.')[0] for name in sys.modules})\n"
    )
    loaded = run(sys.executable, "-c", script).rpartition("loaded:")[2].split()
    assert "click" in loaded
    assert not HEAVY & set(loaded)
