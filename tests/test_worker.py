"""What a process of its own makes is what is made here, and its errors arrive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.small_case import an_allocation, computed

from reportgen.errors import BrokenRulesError, OutputError
from reportgen.model.results import Results
from reportgen.options import Options
from reportgen.workbook import written_and_proved
from reportgen.workbook.book import Book
from reportgen.workbook.finding import Remark
from reportgen.workbook.layout import Layout, lay_out
from reportgen.worker import Worker


@pytest.fixture(scope="module")
def results() -> Results:
    return computed(an_allocation())


@pytest.fixture(scope="module")
def layout(results: Results) -> Layout:
    return lay_out(results.graph)


@pytest.mark.parametrize("cores", [1, 2])
def test_a_second_process_makes_the_same_workbook(
    tmp_path: Path, results: Results, layout: Layout, monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    monkeypatch.setattr("reportgen.worker.os.cpu_count", lambda: 3 - cores)
    with Worker() as worker:
        proof = worker.begin(written_and_proved, results, layout, tmp_path / "one.xlsx", "1", Options())()
    monkeypatch.setattr("reportgen.worker.os.cpu_count", lambda: cores)
    with Worker() as worker:
        assert worker.begin(written_and_proved, results, layout, tmp_path / "two.xlsx", "1", Options())() == proof
    assert proof.formulas > 100
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_an_error_of_the_other_process_is_raised_here(tmp_path: Path, results: Results, layout: Layout) -> None:
    path = tmp_path / "missing" / "model.xlsx"
    with Worker() as worker:
        answer = worker.begin(written_and_proved, results, layout, path, "1", Options())
        with pytest.raises(OutputError, match="model"):
            answer()


def test_a_workbook_that_breaks_a_rule_is_refused(
    tmp_path: Path, results: Results, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def every_formula_short(_: Book) -> Iterator[Remark]:
        yield Remark("Costs", "C7", "has 7 characters.")

    monkeypatch.setattr("reportgen.workbook.audit.RULES", (every_formula_short,))
    monkeypatch.setattr("reportgen.worker.os.cpu_count", lambda: 1)
    with Worker() as worker:
        answer = worker.begin(written_and_proved, results, layout, tmp_path / "model.xlsx", "1", Options())
        with pytest.raises(BrokenRulesError, match=r"^'Costs'!C7: has 7 characters\. \[every formula short\]$"):
            answer()


def test_a_process_that_ends_early_is_noticed(tmp_path: Path, results: Results, layout: Layout) -> None:
    with Worker() as worker:
        answer = worker.begin(written_and_proved, results, layout, tmp_path / "model.xlsx", "1", Options())
        assert worker._process is not None
        worker._process.kill()
        with pytest.raises(OutputError, match="ended early"):
            answer()


def test_a_process_that_was_gone_before_it_began_is_noticed(tmp_path: Path, results: Results, layout: Layout) -> None:
    with Worker() as worker:
        assert worker._process is not None
        worker._process.kill()
        worker._process.wait()
        answer = worker.begin(written_and_proved, results, layout, tmp_path / "model.xlsx", "1", Options())
        with pytest.raises(OutputError, match="ended early"):
            answer()


def test_tasks_are_done_one_after_the_other() -> None:
    with Worker() as worker:
        answers = [worker.begin(divmod, number, 3) for number in (7, 8)]
        assert [answer() for answer in answers] == [(2, 1), (2, 2)]


def test_a_process_that_is_asked_for_nothing_ends_with_its_block() -> None:
    with Worker() as worker:
        assert worker._process is not None
    assert worker._process.poll() is not None
