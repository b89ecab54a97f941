"""What the workbook makes of weights, designs, waves between and other rules for rows, in three engines."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from support.workbooks import Built, computed, survey_file, text_file, written

from reportgen import workbook
from reportgen.model.results import Results
from reportgen.workbook.audit import audit
from reportgen.workbook.formula_rules import LONGEST_FORMULA
from reportgen.workbook.recalculation import Engine, agree
from reportgen.workbook.sheets import survey_formulas
from reportgen.workbook.sheets.limitations import limitations
from reportgen.workbook.sheets.summary_survey import HOLDS_ZERO, SHOWS_CHANGE
from reportgen.workbook.sheets.survey_columns import FIRST_SHARE
from reportgen.workbook.sheets.survey_figures import survey_figures

ACTIVITIES = ("Waiting for data", "Debugging", "Model development", "Analysis", "Meetings")
KINDS = (
    "survey: {activities: {Waiting for data: friction, Debugging: friction, Model development: value, Analysis: value}"
)
TEAM = "team: {Analyst: {headcount: 30}, Engineer: {headcount: 50}, Manager: {headcount: 20}}\n"
WEIGHTS, STRATA = "columns: {weight: factor}", "columns: {weight: factor, stratum: region}"
TWO, THREE = ("before", "after"), ("2023", "2024", "2025")

#: Name → waves, whether people are named, what the case file says of the survey, and the team.
CASES: dict[str, tuple[Sequence[str], bool, str, str]] = {
    "paired": (TWO, True, "", ""),
    "paired, weighted": (TWO, True, WEIGHTS, ""),
    "welch": (TWO, False, "", ""),
    "welch, weighted": (TWO, False, WEIGHTS, ""),
    "three waves": (THREE, True, "", ""),
    "three waves, weighted": (THREE, False, WEIGHTS, ""),
    "strata": (TWO, True, STRATA, ""),
    "strata, welch": (TWO, False, STRATA, ""),
    "to headcount": (TWO, False, "weights: headcount", TEAM),
    "finite": (TWO, True, "finite_population: yes", TEAM),
    "one wave": (TWO[:1], True, f"{WEIGHTS}, target: {{value_share: 60%}}", ""),
}


def _shares(dice: random.Random, step: int) -> list[int]:
    """Whole percent; one row in six falls short by what is rescaled or left out."""
    parts = [dice.random() + 0.05 + (0.4 * step if place == 2 else 0) for place in range(len(ACTIVITIES))]
    shares = [round(100 * part / sum(parts)) for part in parts]
    shares[0] += 100 - sum(shares)
    if dice.random() < 1 / 6:
        largest = shares.index(max(shares))
        shares[largest] -= dice.choice([2, 3, 9])
    return shares


def _survey(path: Path, waves: Sequence[str], people: int, *, named: bool) -> Path:
    dice = random.Random(5)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["respondent", "role", "region", "factor", "wave", *ACTIVITIES])
        for person in range(people):
            role, region = ("Analyst", "Engineer", "Manager")[person % 3], f"Region {person % 4}"
            factor = round(dice.uniform(0.4, 3), 2)
            for step, wave in enumerate(waves):
                name = f"person {person}" if named else ""
                rows.writerow([name, role, region, factor, wave, *_shares(dice, step)])
    return path


@pytest.fixture(scope="module")
def case_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Results]:
    """A function from the name of a case to its results."""
    folder = tmp_path_factory.mktemp("cases")

    @cache
    def results(name: str) -> Results:
        waves, named, said, team = CASES[name]
        survey = _survey(folder / f"{name}.csv", waves, 36, named=named)
        content = ", ".join(filter(None, [KINDS, said])) + "}\n" + team
        return computed(survey, text_file(folder / f"{name}.yaml", content))

    return results


@pytest.fixture(scope="module")
def built(case_of: Callable[[str], Results], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Built]:
    """A function from the name of a case to its workbook."""
    folder = tmp_path_factory.mktemp("workbooks")

    @cache
    def workbook_of(name: str, responses: Any = "full") -> Built:
        return written(case_of(name), folder / f"{name}-{responses}.xlsx", responses)

    return workbook_of


def _formula_cells(path: Path) -> Iterator[tuple[str, str, str]]:
    for sheet in load_workbook(path):
        for row in sheet.iter_rows():
            yield from ((sheet.title, cell.coordinate, cell.value) for cell in row if cell.data_type == "f")


def _plain(value: object) -> Any:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _texts(path: Path, sheet: str) -> list[str]:
    return [value for row in load_workbook(path, data_only=True)[sheet].values for value in row if type(value) is str]


def _rows(path: Path, *, values: bool = False) -> dict[str, list[Any]]:
    """The rows of the Survey sheet up to the last activity by their first cell, the first row of a label only."""
    found: dict[str, list[Any]] = {}
    for row in load_workbook(path, data_only=values)["Survey"].iter_rows():
        found.setdefault(str(row[0].value), [cell.value for cell in row[: FIRST_SHARE - 1 + len(ACTIVITIES)]])
    return found


@pytest.mark.parametrize("responses", ["full", "aggregate"])
@pytest.mark.parametrize("name", CASES)
def test_every_case_keeps_the_rules_and_is_proved(built: Callable[..., Built], name: str, responses: str) -> None:
    done = built(name, responses)
    assert audit(done.path) == []
    assert workbook.prove(done.path, done.results, done.layout).formulas > 400


@pytest.mark.parametrize(
    "name", ["paired", "paired, weighted", "welch, weighted", "three waves, weighted", "strata", "finite"]
)
def test_libreoffice_calculates_every_case_the_same(
    built: Callable[..., Built], recalculated: Callable[[Path], Workbook], name: str
) -> None:
    path = built(name).path
    stored, anew = load_workbook(path, data_only=True), recalculated(path)
    for sheet, cell, formula in _formula_cells(path):
        here, there = (_plain(book[sheet][cell].value) for book in (stored, anew))
        assert agree(here, there), f"{sheet}!{cell} {formula}: {here} {there}"


def test_a_weighted_mean_and_its_deviation_are_formulas_over_weights(built: Callable[..., Built]) -> None:
    rows = _rows(built("welch, weighted").path)
    people, mean, deviation = (
        rows[f"{what}, wave 'before'"][-1]
        for what in ("People in the means", "Mean share of time", "Standard deviation")
    )
    assert people.startswith("=COUNTIFS($D$")
    assert people.endswith('">0")')
    assert "/SUM($D$" in mean
    assert deviation.count("$D$") == 4


def test_rows_that_are_not_used_have_weight_0(built: Callable[..., Built], case_of: Callable[[str], Results]) -> None:
    """Left out or not matched: the weight is 0 whatever the file says; the used ones are 1 on average in each wave."""
    responses = case_of("paired, weighted").allocation.responses
    sheet = load_workbook(built("paired, weighted").path)["Survey"]
    table = sheet.tables["Responses"].ref
    written_weights = [row[3].value for row in sheet[table][1:]]
    assert any(not each.used for each in responses)
    expected = [each.weight if each.used else 0 for each in responses]
    assert written_weights == pytest.approx(expected)
    before = [each.weight for each in responses if each.used and each.wave == "before"]
    assert sum(before) / len(before) == pytest.approx(1)


def test_a_changed_answer_moves_mean_interval_and_gain(built: Callable[..., Built]) -> None:
    """The whole way from a response to money is formulas: ten points of waiting for one person become analysis."""
    done = built("welch, weighted")
    sheet = load_workbook(done.path)["Survey"]
    row = int("".join(sign for sign in sheet.tables["Responses"].ref.partition(":")[0] if sign.isdigit())) + 1
    waiting = next(cell.column for cell in sheet[row - 1] if cell.value == ACTIVITIES[0])
    engine = Engine(done.path)
    names = (
        "value_share_before",
        "value_share_change_standard_error",
        "value_share_change_low",
        "productivity_gain_low",
    )
    cells = [done.layout.cell(name) for name in names]
    figures = [engine.value(*cell) for cell in cells]
    shares = [sheet.cell(row, waiting + offset).value for offset in (0, 3)]
    changes = {("Survey", row, waiting): shares[0] - 0.1, ("Survey", row, waiting + 3): shares[1] + 0.1}
    with engine.changed(changes):
        moved = [engine.value(*cell) for cell in cells]
    assert all(abs(new - old) > 1e-6 for new, old in zip(moved, figures, strict=True))  # type: ignore[operator]


@pytest.mark.parametrize("name", ["paired", "paired, weighted"])
def test_a_changed_answer_of_a_pair_moves_the_interval_as_the_model_says(
    name: str, built: Callable[..., Built], case_of: Callable[[str], Results], tmp_path: Path
) -> None:
    """Ten points of an answer go from waiting to analysis: in the workbook, and in the file for the model."""
    done, responses = built(name), case_of(name).allocation.responses
    place, changed = next(
        (place, each) for place, each in enumerate(responses) if each.used and not each.reason and each.shares[0] > 0.1
    )
    table = _survey(tmp_path / "answers.csv", TWO, 36, named=True).read_text(encoding="utf-8")
    rows = list(csv.reader(table.splitlines()))
    for activity, more in ((ACTIVITIES[0], -10), (ACTIVITIES[3], 10)):
        column = rows[0].index(activity)
        rows[changed.row - 1][column] = str(int(rows[changed.row - 1][column]) + more)
    survey = text_file(tmp_path / "changed.csv", "\n".join(",".join(row) for row in rows))
    case = text_file(tmp_path / "case.yaml", ", ".join(filter(None, [KINDS, CASES[name][2]])) + "}\n")
    expected = computed(survey, case)

    sheet = load_workbook(done.path)["Survey"]
    row = sheet[sheet.tables["Responses"].ref][1 + place][0].row
    shares = {column: sheet.cell(row, column).value for column in (FIRST_SHARE, FIRST_SHARE + 3)}
    changes = {("Survey", row, FIRST_SHARE): shares[FIRST_SHARE] - 0.1}
    changes["Survey", row, FIRST_SHARE + 3] = shares[FIRST_SHARE + 3] + 0.1
    engine = Engine(done.path)
    names = (
        "value_share_change",
        "value_share_change_standard_error",
        "value_share_change_low",
        "value_share_change_high",
        "productivity_gain_low",
    )
    stored = [engine.value(*done.layout.cell(figure)) for figure in names]
    with engine.changed(changes):
        moved = [engine.value(*done.layout.cell(figure)) for figure in names]
    assert moved == pytest.approx([expected.number(figure) for figure in names], rel=1e-9)
    assert all(abs(new / old - 1) > 1e-4 for new, old in zip(moved, stored, strict=True))  # type: ignore[operator]


def test_formulas_of_a_large_weighted_survey_can_be_read(tmp_path: Path) -> None:
    """Nine hundred matched people in rows of four digits, and activities beyond column Z."""
    activities = [f"Activity {number}" for number in range(24)]
    plain = survey_file(tmp_path / "plain.csv", activities, 900)
    head, *rows = plain.read_text(encoding="utf-8").splitlines()
    weights = [f"{1 + place // 2 % 3 / 10}" for place in range(len(rows))]
    weighted = [f"{row},{weight}" for row, weight in zip(rows, weights, strict=True)]
    survey = text_file(tmp_path / "weighted.csv", "\n".join([f"{head},weight", *weighted]))
    case = text_file(tmp_path / "case.yaml", "survey: {activities: {Activity 0: value}}\n")
    results = computed(survey, case)
    figures = survey_figures(results, "full")
    change = figures.of("change")
    deviations = survey_formulas.figure_formulas(results.allocation, figures, change, "deviation")
    covariances = survey_formulas.covariance_formulas(results.allocation, figures, change, change.covariance_row or 0)
    assert deviations is not None
    assert covariances is not None
    longest = max(len(formula) for formulas in (deviations, *covariances) for formula in formulas)
    assert longest <= LONGEST_FORMULA


def test_covariances_are_formulas_unless_too_slow(
    built: Callable[..., Built], case_of: Callable[[str], Results], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def formulas(path: Path) -> list[bool]:
        sheet = load_workbook(path)["Survey"]
        found, starts = [], [cell.row for cell in sheet["A"] if str(cell.value).startswith("Covariance of shares")]
        for start in starts:
            found += [cell.data_type == "f" for cell in sheet[start + 2][FIRST_SHARE - 1 :][: len(ACTIVITIES)]]
        return found

    for name in ("paired", "paired, weighted", "welch, weighted"):
        assert formulas(built(name).path) == [True] * 10
        assert not any(text.startswith("As values") for text in _texts(built(name).path, "Survey"))
    monkeypatch.setattr(survey_formulas, "MOST_PRODUCTS", 100)
    slow = written(case_of("paired"), tmp_path / "slow.xlsx").path
    assert not any(formulas(slow))
    assert any(text.startswith("As values") for text in _texts(slow, "Survey"))
    assert audit(slow) == []


@pytest.mark.parametrize("name", ["strata", "strata, welch", "to headcount"])
def test_what_follows_a_design_is_a_value_and_said_so(built: Callable[..., Built], name: str) -> None:
    path = built(name).path
    rows = _rows(path)
    assert str(rows["Mean share of time, wave 'before'"][-1]).startswith("=")
    assert isinstance(rows["Standard deviation, wave 'before'"][-1], float)
    assert any("calculated outside this workbook" in text for text in _texts(path, "Survey"))
    assert any("not the intervals" in text for text in _texts(path, "Cover"))


def test_degrees_of_freedom_of_a_design_stand_on_the_sheet(built: Callable[..., Built]) -> None:
    """People less four regions, in each wave."""
    rows = _rows(built("strata, welch").path, values=True)
    people = rows["People in the means, wave 'before'"][-1]
    assert rows["Degrees of freedom of the design, wave 'before'"][-1] == people - 4


def test_every_wave_stands_on_the_sheet(built: Callable[..., Built]) -> None:
    rows = _rows(built("three waves").path)
    for wave in THREE:
        assert str(rows[f"Mean share of time, wave '{wave}'"][-1]).startswith("=SUMPRODUCT(")


def test_the_account_adds_up_on_the_sheet(built: Callable[..., Built], case_of: Callable[[str], Results]) -> None:
    record = case_of("paired").allocation.reading[0]
    path = built("paired").path
    rows = _rows(path, values=True)
    read = rows[f"Read from {record.file}"]
    parts = [rows["counted"][2], *(rows[f"left out: {reason}"][2] for reason in record.left_out)]
    assert read[2] == record.rows_read == sum(parts)
    assert rows["of those counted, rescaled to 100 %"][2] == record.rescaled > 0
    assert str(_rows(path)[f"Read from {record.file}"][2]).startswith("=SUM(")


def test_the_summary_shows_each_rule_for_rows(built: Callable[..., Built], case_of: Callable[[str], Results]) -> None:
    results, path = case_of("paired"), built("paired").path
    row = next(
        row
        for row in load_workbook(path, data_only=True)["Summary"].iter_rows(values_only=True)
        if str(row[4]).startswith("Change of the share of value work (")
    )
    names = ("value_share_change", "as_is_value_share_change", "strict_value_share_change")
    assert row[5:8] == pytest.approx([results.number(name) for name in names])
    assert len(set(row[5:8])) == 3


def test_the_sentence_on_zero_is_live(built: Callable[..., Built]) -> None:
    """At 50 % confidence the interval is on one side of zero, and the sentence turns once the change is taken away."""
    done = built("welch")
    sheet = load_workbook(done.path)["Summary"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if HOLDS_ZERO in str(cell.value))
    engine, confidence = Engine(done.path), done.layout.cell("confidence")
    base = ("Inputs", confidence.row, confidence.column + 1)
    said = set()
    for value in (0.5, 0.999):
        with engine.changed({base: value}):
            holds = engine.value(*done.layout.cell("value_share_change_holds_zero"))
            said.add(engine.value("Summary", cell.row, cell.column))
            assert engine.value("Summary", cell.row, cell.column) == (HOLDS_ZERO if holds else SHOWS_CHANGE)
    assert said == {HOLDS_ZERO, SHOWS_CHANGE}


def test_one_wave_has_the_interval_of_today(built: Callable[..., Built]) -> None:
    texts = _texts(built("one wave").path, "Summary")
    assert "Lower end of the interval of value work, before" in texts
    assert not {HOLDS_ZERO, SHOWS_CHANGE} & set(texts)


def test_limitations_say_how_answers_are_weighted() -> None:
    def weights(*features: str) -> list[str]:
        return [words for about, words in limitations(frozenset(features)) if about == "Weights"]

    for features in ((), ("weighted",), ("post_stratified",), ("weighted", "post_stratified")):
        assert len(weights(*features)) == 1
    assert "Every answer weighs the same" in weights()[0]
    assert "each role counts as its headcount" in weights("post_stratified")[0]
    assert "column of weights" in weights("weighted")[0]
