"""All responses of one or two files together: the same activities, people and waves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import pandas as pd

from reportgen.errors import InputError
from reportgen.survey.allocation import Array, Design
from reportgen.survey.answers import Answers
from reportgen.survey.cleaning import Judged, Verdict, Verdicts, refuse_unless_counted, with_blank_activities
from reportgen.survey.instructions import Instructions
from reportgen.survey.names import positions_of, refuse_different_activities
from reportgen.survey.repetition import merely_numbered, refuse_many_repetitions
from reportgen.survey.shapes import NOTHING_SAID
from reportgen.survey.table import Codes, Column, Mask, rows_named
from reportgen.survey.wave_names import BEFORE
from reportgen.survey.waves import compared, of_two_files, order_in_doubt

_DesignMeaning = Literal["weight", "stratum", "cluster"]


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
    place: str
    """The files by name, as messages begin."""
    warnings: tuple[str, ...]
    design: Design = field(default_factory=Design)
    weight: Array | None = None
    """As in the files, on any scale; NaN where none is given. None without a column of weights."""
    stratum: Column | None = None
    cluster: Column | None = None
    headcounts: Mapping[str, float] | None = None
    """Role → people, where responses are to be weighted to them."""

    @property
    def counted(self) -> Mask:
        return np.asarray(self.verdicts == Verdict.COUNTED)


def pool(files: Sequence[Judged], instructions: Instructions = NOTHING_SAID) -> Responses:
    """The responses of one file, or of the file before and the file after.

    Raises InputError when the files have different activities, an unknown wave is asked for, a wave has no response
    that counts, or the design is not given for all of them.
    """
    if len(files) == 2:
        files = _with_same_activities(files)
    responses = _with_design(_below_each_other(files, instructions), [judged.answers for judged in files], instructions)
    responses = replace(responses, verdicts=_verdicts(responses))
    refuse_many_repetitions(files, responses.verdicts)
    for position, name in enumerate(responses.waves):
        verdicts = responses.verdicts[responses.wave == position]
        refuse_unless_counted(f"{responses.place}, wave '{name}'", verdicts)
    _refuse_blanks(responses, [judged.answers.table.file for judged in files])
    return responses


def _below_each_other(files: Sequence[Judged], instructions: Instructions) -> Responses:
    """The responses of all files with the verdicts they have in their own file."""
    answers = [judged.answers for judged in files]
    activities, sizes = answers[0].activities, [len(one.rows) for one in answers]
    place = " and ".join(one.table.file for one in answers)
    wave_names = _wave_names(answers, sizes)
    waves = compared(wave_names.present, instructions.waves, place)
    in_doubt = order_in_doubt(waves, place) if instructions.waves is None and len(files) == 1 else ()
    numbered = merely_numbered(answers)
    person, identified = _people([None if numbered else one.respondent for one in answers], sizes)
    return Responses(
        activities=activities,
        waves=tuple(waves),
        shares=np.concatenate([_in_order(judged, activities) for judged in files]),
        verdicts=np.concatenate([judged.verdicts for judged in files]),
        complete=np.concatenate([judged.complete for judged in files]),
        rescaled_from=np.concatenate([judged.rescaled_from for judged in files]),
        wave=_positions(wave_names, waves),
        wave_names=wave_names,
        person=person,
        identified=identified,
        role=_joined([one.role for one in answers], sizes),
        team=_joined([one.team for one in answers], sizes),
        rows=np.concatenate([one.rows for one in answers]),
        entries=np.concatenate([one.entries for one in answers]),
        file=np.repeat(np.arange(len(files)), sizes),
        place=place,
        warnings=(*numbered, *in_doubt),
    )


def _with_design(responses: Responses, answers: Sequence[Answers], instructions: Instructions) -> Responses:
    """With what the files and the instructions say of how people were chosen and weighted."""
    sizes = [len(one.rows) for one in answers]
    weights = _header_of("weight", [one.weight is not None for one in answers], answers)
    return replace(
        responses,
        design=Design(
            weights=weights,
            strata=_header_of("stratum", [one.stratum is not None for one in answers], answers),
            clusters=_header_of("cluster", [one.cluster is not None for one in answers], answers),
            post_stratified=instructions.headcounts is not None,
        ),
        weight=np.concatenate([one.weight for one in answers if one.weight is not None]) if weights else None,
        stratum=_regardless_of_case(_joined([one.stratum for one in answers], sizes)),
        cluster=_regardless_of_case(_joined([one.cluster for one in answers], sizes)),
        headcounts=instructions.headcounts,
    )


def _header_of(meaning: _DesignMeaning, given: Sequence[bool], answers: Sequence[Answers]) -> str:
    """The header of a column of the design in the first file, empty where no file has one.

    Raises InputError where only one of two files has it.
    """
    having = [one for one, has in zip(answers, given, strict=True) if has]
    if not having:
        return ""
    header = having[0].table.header[having[0].designation.by_meaning[meaning]]
    lacking = [one.table.file for one, has in zip(answers, given, strict=True) if not has]
    if lacking:
        raise InputError(
            f"{lacking[0]}: no {meaning} is given for any response, as it is in {having[0].table.file} ('{header}'); "
            "give both files such a column, or neither."
        )
    return header


def _regardless_of_case(column: Column | None) -> Column | None:
    return column.regardless_of_case() if column else None


def _with_same_activities(files: Sequence[Judged]) -> list[Judged]:
    """Both files with the activities that one has and the other has a column without answers for: there they took no
    time, as the other answers add up.

    Raises InputError where other activities are different.
    """
    first, second = files
    same = [with_blank_activities(first, second.answers), with_blank_activities(second, first.answers)]
    refuse_different_activities([(one.answers.table.file, one.answers.activities) for one in same])
    return same


def _in_order(judged: Judged, activities: Sequence[str]) -> Array:
    return judged.shares[:, positions_of(activities, judged.answers.activities, judged.answers.table.file)]


def _wave_names(answers: Sequence[Answers], sizes: Sequence[int]) -> Column:
    """The wave of each response; empty where a file with waves names none."""
    columns = [one.wave for one in answers]
    if len(answers) == 1:
        return columns[0].regardless_of_case() if columns[0] else _constant(BEFORE, sizes[0])
    names = of_two_files(
        [
            (one.table.file, column.regardless_of_case().present if column else ())
            for one, column in zip(answers, columns, strict=True)
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


def _verdicts(responses: Responses) -> Verdicts:
    """The verdicts of the files, and the one on responses without a compared wave or a weight and on second ones."""
    verdicts, wave = responses.verdicts.copy(), responses.wave
    verdicts[wave < 0] = np.where(responses.wave_names.blank[wave < 0], Verdict.NO_WAVE, Verdict.OTHER_WAVE)
    if responses.weight is not None:
        verdicts[(verdicts == Verdict.COUNTED) & np.isnan(responses.weight)] = Verdict.NO_WEIGHT
    verdicts[_second_responses(verdicts, responses.person, responses.identified, wave)] = Verdict.DUPLICATE
    return verdicts


def _refuse_blanks(responses: Responses, files: Sequence[str]) -> None:
    """Raises InputError naming the counted responses that are in no stratum or cluster."""
    columns = ((responses.stratum, responses.design.strata), (responses.cluster, responses.design.clusters))
    problems = [
        f"{file}, {rows_named(responses.rows[blank])}, '{header}': the cell is empty; "
        "every response that counts needs one, so fill it in or leave the column out of survey.columns."
        for position, file in enumerate(files)
        for column, header in columns
        if column and (blank := column.blank & responses.counted & (responses.file == position)).any()
    ]
    if problems:
        raise InputError(*problems)


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
