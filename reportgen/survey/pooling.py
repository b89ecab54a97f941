"""All responses of one or two files together: the same activities, people and waves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reportgen.survey.allocation import Array
from reportgen.survey.cleaning import Judged, Verdict, Verdicts, refuse_unless_counted, with_blank_activities
from reportgen.survey.names import positions_of, refuse_different_activities
from reportgen.survey.repetition import merely_numbered, refuse_many_repetitions
from reportgen.survey.table import Codes, Column, Mask
from reportgen.survey.wave_names import BEFORE
from reportgen.survey.waves import compared, of_two_files, order_in_doubt


@dataclass(frozen=True, eq=False)
class Responses:
    """One row a response of any file, in the order of the files."""

    activities: tuple[str, ...]
    waves: tuple[str, ...]
    """The waves that are compared, in time order."""
    shares: Array
    """Responses × activities, fractions; NaN where left out."""
    verdicts: Verdicts
    complete: Mask
    """Whether every activity is answered."""
    rescaled_from: Array
    wave: Codes
    """Position in `waves`; -1 for no wave or one that is not compared."""
    wave_names: Column
    person: Codes
    """The same number for the same person, counted in the order of first appearance."""
    identified: Mask
    """Whether the file says who answered; all others are people of their own."""
    role: Column | None
    team: Column | None
    rows: Codes
    entries: Codes
    file: Codes
    """Position of the response's file."""
    warnings: tuple[str, ...]

    @property
    def counted(self) -> Mask:
        return np.asarray(self.verdicts == Verdict.COUNTED)


def pool(files: Sequence[Judged], waves: tuple[str, str] | None = None) -> Responses:
    """The responses of one file, or of the file before and the file after.

    `waves` picks the first and the last wave by name. Raises InputError when the files have different activities, an
    unknown wave is asked for, or a wave has no response that counts.
    """
    answers = [judged.answers for judged in files]
    if len(files) == 2:
        files = _with_blank_activities(files)
        answers = [judged.answers for judged in files]
        refuse_different_activities([(one.table.file, one.activities) for one in answers])
    sizes = [len(one.rows) for one in answers]
    place = " and ".join(one.table.file for one in answers)
    wave_names = _wave_names(files, sizes)
    waves_compared = compared(wave_names.present, waves, place)
    in_doubt = order_in_doubt(waves_compared, place) if waves is None and len(files) == 1 else ()
    wave = _positions(wave_names, waves_compared)
    numbered = merely_numbered(answers)
    person, identified = _people([None if numbered else one.respondent for one in answers], sizes)
    verdicts = np.concatenate([judged.verdicts for judged in files])
    verdicts[wave < 0] = np.where(wave_names.blank[wave < 0], Verdict.NO_WAVE, Verdict.OTHER_WAVE)
    verdicts[_second_responses(verdicts, person, identified, wave)] = Verdict.DUPLICATE
    refuse_many_repetitions(files, verdicts)
    for position, name in enumerate(waves_compared):
        refuse_unless_counted(f"{place}, wave '{name}'", verdicts[wave == position])
    activities = answers[0].activities
    return Responses(
        activities=activities,
        waves=tuple(waves_compared),
        shares=np.concatenate([_in_order(judged, activities) for judged in files]),
        verdicts=verdicts,
        complete=np.concatenate([judged.complete for judged in files]),
        rescaled_from=np.concatenate([judged.rescaled_from for judged in files]),
        wave=wave,
        wave_names=wave_names,
        person=person,
        identified=identified,
        role=_joined([one.role for one in answers], sizes),
        team=_joined([one.team for one in answers], sizes),
        rows=np.concatenate([one.rows for one in answers]),
        entries=np.concatenate([one.entries for one in answers]),
        file=np.repeat(np.arange(len(files)), sizes),
        warnings=(*numbered, *in_doubt),
    )


def _with_blank_activities(files: Sequence[Judged]) -> list[Judged]:
    """Both files with the activities that one has and the other has a column without answers for: there they took no
    time, as the other answers add up."""
    first, second = files
    return [with_blank_activities(first, second.answers), with_blank_activities(second, first.answers)]


def _in_order(judged: Judged, activities: Sequence[str]) -> Array:
    return judged.shares[:, positions_of(activities, judged.answers.activities, judged.answers.table.file)]


def _wave_names(files: Sequence[Judged], sizes: Sequence[int]) -> Column:
    """The wave of each response; empty where a file with waves names none."""
    columns = [judged.answers.wave for judged in files]
    if len(files) == 1:
        return columns[0].regardless_of_case() if columns[0] else _constant(BEFORE, sizes[0])
    names = of_two_files(
        [
            (judged.answers.table.file, column.regardless_of_case().present if column else ())
            for judged, column in zip(files, columns, strict=True)
        ]
    )
    return Column.joined([_constant(name, size) for name, size in zip(names, sizes, strict=True)])


def _positions(names: Column, ordered: Sequence[str]) -> Codes:
    """The position of each row's wave among the ordered ones, -1 when it is none of them."""
    positions = {name: position for position, name in enumerate(ordered)}
    return np.array([positions.get(text, -1) for text in names.texts], dtype=np.intp)[names.codes]


def _people(respondents: Sequence[Column | None], sizes: Sequence[int]) -> tuple[Codes, Mask]:
    """A number for each person, and who is identified. The same text in any case is the same person."""
    names = _joined(respondents, sizes)
    if names is None:
        return np.arange(sum(sizes)), np.zeros(sum(sizes), dtype=bool)
    names = names.mapped(str.casefold)
    anonymous = names.blank
    codes = names.codes.copy()
    codes[anonymous] = len(names.texts) + np.arange(np.count_nonzero(anonymous))
    return np.asarray(pd.factorize(codes)[0], dtype=np.intp), ~anonymous


def _second_responses(verdicts: Verdicts, person: Codes, identified: Mask, wave: Codes) -> Codes:
    """Rows of people of whom an earlier response of the same wave counts already."""
    rows = np.flatnonzero((verdicts == Verdict.COUNTED) & identified)
    key = person[rows] * (wave.max(initial=0) + 1) + wave[rows]
    first = np.unique(key, return_index=True)[1]
    return np.delete(rows, first)


def _joined(columns: Sequence[Column | None], sizes: Sequence[int]) -> Column | None:
    """The columns of all files below each other, empty where a file lacks it; None when no file has it."""
    if all(column is None for column in columns):
        return None
    return Column.joined([column or _constant("", size) for column, size in zip(columns, sizes, strict=True)])


def _constant(text: str, size: int) -> Column:
    return Column(np.zeros(size, dtype=np.intp), (text,))
