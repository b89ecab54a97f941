"""What a workbook carries of its making is enough to make it again, and holds no single answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.business_cases import told
from support.grouped_surveys import ROLES, grouped
from support.workbooks import RUN, computed, survey_file, text_file

from reportgen import document, workbook
from reportgen.model.results import Results, compute
from reportgen.options import Options
from reportgen.survey.allocation import Design
from reportgen.workbook.book import Book
from reportgen.workbook.carried import Source, document_of, restored, source_of
from reportgen.workbook.kept import kept_in
from reportgen.workbook.layout import SURVEY_SHEET, lay_out
from reportgen.workbook.opening import Package
from reportgen.workbook.sheets.survey_responses import read_responses

OPTIONS = Options(draws=200)
_NUMBER = re.compile(r"(?<=<v>)-?[0-9.]+(?:[eE][-+]?[0-9]+)?(?=</v>)")

Survey = Callable[[Path, Path], Results]
"""Gets the root of the repository and a scratch folder."""


def _example(name: str) -> Survey:
    return lambda root, _: computed(root / "inputs" / name / "survey.csv", root / "inputs" / name / "case.yaml")


def _of_text(text: str, case: str = "") -> Survey:
    def results(_: Path, folder: Path) -> Results:
        stated = text_file(folder / "case.yaml", case) if case else None
        return computed(text_file(folder / "survey.csv", text), stated)

    return results


def _random(activities: int, people: int, **options: Any) -> Survey:
    names = [f"Coding {number}" if number % 3 else f"Waiting {number}" for number in range(activities)]
    return lambda _, folder: computed(survey_file(folder / "survey.csv", names, people, **options))


def _grouped(**options: Any) -> Survey:
    return lambda *_: told(grouped(**options))


SURVEYS: dict[str, Survey] = {
    "insurance": _example("insurance"),
    "benchmark team": _example("benchmark-team"),
    "one respondent": _of_text("Waiting,Coding\n60,40\n"),
    "rows left out and rescaled": _of_text("Waiting,Coding\n60,40\n61,38\n10,10\n50,50\n70,30\n,\n"),
    "a table of means": _of_text("activity,before,after\nWaiting,60,30\nCoding,40,70\n"),
    "texts that look like code": _of_text('=1+1,"_x0041_ ""A"" &<é",Coding\n60,10,30\n50,10,40\n40,20,40\n'),
    "weights": _of_text(
        "id,weight,Waiting,Coding\na,1,60,40\nb,2.5,50,50\nc,0.7,30,70\nd,1,20,80\ne,3,45,55\n",
        "survey: {columns: {weight: weight}}\n",
    ),
    "forty activities": _random(40, 9),
    "three waves with roles and teams": _grouped(),
    "hidden groups": _grouped(hidden={"role": 2, "team": 1}),
    "independent waves": _grouped(waves=("before", "after"), paired=False),
    "strata": _grouped(design=Design(strata="Site")),
    "no single answers": _grouped(with_responses=False),
    "roles of one wave": _random(4, 40, waves=("now",), roles=ROLES),
}


@pytest.mark.parametrize("name", SURVEYS)
def test_what_is_carried_makes_the_same_workbook_and_document(root: Path, tmp_path: Path, name: str) -> None:
    results = _few_draws(SURVEYS[name](root, tmp_path))
    first = _written(results, tmp_path / "first.xlsx")
    book = Book(first)
    source = restored(kept_in(book.package).source)
    again = _results(source, book)
    for figure in results.values:
        np.testing.assert_array_equal(again.values[figure], results.values[figure], err_msg=figure)
    second = _written(again, tmp_path / "again.xlsx")
    assert _parts(second) == _parts(first)
    assert kept_in(Package(second)).source == kept_in(book.package).source
    assert _document(again) == _document(results)


def _few_draws(results: Results) -> Results:
    return compute(results.case, results.allocation, results.scenario, draws=OPTIONS.draws)


def _written(results: Results, path: Path) -> Path:
    workbook.write(results, lay_out(results.graph), path, run=RUN, options=OPTIONS)
    return path


def _parts(path: Path) -> dict[str, str]:
    """All parts but the record, numbers to 13 digits: openpyxl writes 16 of an answer, not all of them."""
    package = Package(path)
    names = [name for name in package.parts if name != "docProps/custom.xml"]
    return {
        name: _NUMBER.sub(lambda found: f"{round(float(found[0]), 13):.13g}", package.part(name).decode())
        for name in names
    }


def _results(source: Source, book: Book) -> Results:
    listed, count = source.responses, len(source.allocation.activities)
    responses = read_responses(book.workbook[SURVEY_SHEET], listed, count) if listed else ()
    allocation = replace(source.allocation, responses=responses)
    return compute(source.case, allocation, source.options.scenario, draws=source.options.draws)


def _document(results: Results) -> str:
    return document.html_and_styles(results, lay_out(results.graph), run=RUN)[0]


def test_no_single_answer_is_carried(tmp_path: Path) -> None:
    """Not of a survey whose answers are not shown, nor of one whose answers stand on the sheet and may be deleted."""
    answers = "id,role,Waiting,Coding\n" + "".join(f"p{n},{ROLES[n % 2]},{13.57 + n},{86.43 - n}\n" for n in range(12))
    results = computed(text_file(tmp_path / "survey.csv", answers))
    for responses in ("full", "aggregate"):
        path = tmp_path / f"{responses}.xlsx"
        options = Options(responses=responses)  # type: ignore[arg-type]
        workbook.write(results, lay_out(results.graph), path, run=RUN, options=options)
        carried = kept_in(Package(path)).source
        assert carried["allocation"]["responses"] == []
        assert "0.1357" not in json.dumps(carried)


@pytest.mark.parametrize(
    "damage",
    [
        lambda document: document.pop("case"),
        lambda document: document["case"].update(horizon="three"),
        lambda document: document["allocation"]["waves"][0].update(covariance=[[1], [1, 2]]),
        lambda document: document["allocation"]["reading"][0].update(rows_read=-5),
        lambda document: document["case"]["assumptions"]["realisation"][0].update(kind="certain"),
    ],
)
def test_what_was_damaged_is_refused(root: Path, tmp_path: Path, damage: Callable[[Any], object]) -> None:
    document = document_of(source_of(SURVEYS["insurance"](root, tmp_path), OPTIONS, None))
    damage(document)
    with pytest.raises(ValueError, match=r"\S"):
        restored(document)
