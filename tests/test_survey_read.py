"""The whole intake: real files, examples, and any bytes whatsoever."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.published import PublishedFigure
from support.survey_files import written

from reportgen.errors import InputError
from reportgen.survey import read
from reportgen.survey.allocation import Allocation

KAGGLE = (
    "TimeGatheringData", "TimeModelBuilding", "TimeProduction", "TimeVisualizing", "TimeFindingInsights",
    "TimeOtherSelect",
)  # fmt: skip


def test_the_kaggle_survey_is_read_without_a_mapping(surveys: Path) -> None:
    """Counts made independently: of 7,485 complete rows 7,225 add up to 100, 9 more to 95–105, 195 to 0."""
    allocation = read(surveys / "kaggle-2017-time.csv")
    (record,) = allocation.reading
    assert allocation.activities == KAGGLE
    assert (record.rows_read, record.complete, record.counted) == (16_716, 7_485, 7_225 + 9 + 46)
    assert (record.rescaled, record.blanks_as_zero) == (9, 46)
    assert record.left_out == {
        "no answer": 9_185,
        "a share over 100 %": 1,
        "adds up to 0": 195,
        "adds up to less than 95 %": 32,
        "adds up to more than 105 %": 23,
    }
    assert allocation.before.mean_share.sum() == pytest.approx(1, abs=1e-12)


def test_ratings_of_a_real_survey_are_refused_as_ratings(surveys: Path) -> None:
    with pytest.raises(InputError, match="the answers are ratings from 1 to 10, no shares of time") as refusal:
        read(surveys / "limesurvey-rse-2017-uk.csv")
    assert len(refusal.value.problems) == 1


def test_a_real_survey_about_something_else_is_refused(surveys: Path) -> None:
    with pytest.raises(InputError, match="no columns with shares of time found"):
        read(surveys / "qualtrics-export.csv")


@pytest.mark.parametrize("name", ["survey.csv", "published.csv"])
def test_the_insurance_example_has_the_published_means(
    root: Path, published_figures: Mapping[str, PublishedFigure], name: str
) -> None:
    allocation = read(root / "inputs" / "insurance" / name)
    assert allocation.after is not None
    change = (allocation.after.mean_share - allocation.before.mean_share) * 100
    published = [
        published_figures[f"case.delta.{activity}"].exact
        for activity in ("data_access", "environments", "deployment", "debugging", "model_development", "meetings")
    ]
    assert change.tolist() == pytest.approx(published, abs=1e-9)


def test_standard_input_serves_one_survey_only() -> None:
    with pytest.raises(InputError, match="Only one of the two surveys"):
        read("-", "-")


def test_importing_the_survey_package_loads_nothing_heavy() -> None:
    """The command line's help imports it."""
    program = "import sys, reportgen.survey; print({'numpy', 'pandas'} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"


EXAMPLES = (
    b"respondent,wave,role,A,B,C\nr1,before,x,10,20,70\nr2,before,y,30,30,40\nr1,after,x,50,20,30\nr2,after,y,25,25,50\n",
    b"respondent;wave;activity;share\na;1;X;20\na;1;Y;80\nb;1;X;50,5\nb;1;Y;49,5\na;2;X;10\na;2;Y;90\n",
    b"activity,before,after,n_before\nX,20,30,12\nY,80%,70%,12\nTotal,100,100,\n",
    b"A (hours),B (hours),number\n4,4,1\n3,5,2\n2,,3\n",
    b'sep=;\n"A";"B"\n"0,5";"0,5"\n"0,25";"0,75"\n',
)
PIECES = (
    b",", b";", b"\n", b"\r", b'"', b"\0", b"\xff", b"\x81", b"-1", b"1e999", b"NA", b"100", b"9" * 30, b"\xc2\xa0",
    b"\xc2\xb2", b"inf", b"22 mai", b"%", b"0", b"\xef\xbb\xbf", b"\xff\xfe", b"before", b"activity", b"respondent",
    b"1,250", b"<b>", b"share", b"wave", b"1.2.3", b"sep=", b"Total", b"hours", b"\t", b"|", b"2024", b"=1+1",
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good file with pieces put in, cut out or repeated."""
    content = draw(st.sampled_from(EXAMPLES))
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(start + 12, len(content))))
        middle = draw(st.sampled_from((*PIECES, b"", content[start:end] * 2)))
        content = content[:start] + middle + content[end:]
    return content


def _is_accounted_for(allocation: Allocation) -> bool:
    counted = [one for one in allocation.responses if one.counted]
    in_rows = sum(record.counted for record in allocation.reading)
    by_response = all(record.shape == "wide" for record in allocation.reading)
    return (
        all(
            np.isclose(wave.mean_share.sum(), 1, atol=1e-9) and (wave.mean_share >= 0).all()
            for wave in allocation.waves
        )
        and all(np.isclose(sum(one.shares), 1, atol=1e-9) for one in counted)
        and (not by_response or len(counted) == in_rows)
    )


def _read_or_refused(files: list[Path]) -> tuple[Allocation | None, tuple[str, ...]]:
    try:
        return read(*files), ()
    except InputError as error:
        return None, error.problems


@given(st.lists(st.one_of(mutated(), st.binary(max_size=200)), min_size=1, max_size=2))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]) -> None:
    """Never a traceback; read = counted + left out (which the record itself holds); counted shares add up to 1."""
    files = written(tmp_path_factory.mktemp("any"), *contents)
    allocation, problems = _read_or_refused(files)
    assert all(problem.endswith(".") for problem in problems)
    assert bool(problems) or (allocation is not None and _is_accounted_for(allocation))


@given(st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=3, max_size=30))
def test_every_row_is_counted_or_left_out(tmp_path_factory: pytest.TempPathFactory, rows: list[list[int]]) -> None:
    """With the last activity as the rest to 100, which is negative where the others are too much."""
    text = "A,B,C,D\n" + "".join(f"{a},{b},{c},{100 - a - b - c}\n" for a, b, c in rows) + "25,25,25,25\n" * len(rows)
    (path,) = written(tmp_path_factory.mktemp("rows"), text)
    (record,) = read(path).reading
    negative = sum(sum(row) > 100 for row in rows)
    assert record.rows_read == 2 * len(rows)
    assert record.left_out == ({"a negative share": negative} if negative else {})
