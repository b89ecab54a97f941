"""The columns of a file by its first records: what they are called, what they mean, and which are kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.survey.header_words import HEADERS, Meaning
from reportgen.survey.instructions import Instructions
from reportgen.survey.names import key
from reportgen.survey.respondents import identifies
from reportgen.survey.sample import Positions, Sample, sampled
from reportgen.survey.sources.source import Records, SetAside, Source
from reportgen.survey.stated import SINGLE_COLUMNS

_MOST_ACTIVITIES = 60
"""Different texts of a column, above which it hardly lists activities."""


@dataclass(frozen=True)
class Layout:
    """The columns of a file, and which of them are kept."""

    source: Source
    header_rows: int
    names: tuple[str, ...]
    """What the columns of the file are called, one a column."""
    full_names: tuple[str, ...]
    """The same with the question, where only the option of a question is the name."""
    columns: tuple[Positions, ...]
    """The kept columns, by the positions in the file they consist of: one, or several joined by a space."""
    meanings: Mapping[Meaning, int]
    """What follows from the source, by positions among the kept columns, as are all below."""
    metadata: frozenset[int]
    set_aside: tuple[tuple[int, SetAside], ...]
    times: tuple[int, ...]
    """When a response was begun and when it was ended; empty where the file does not say both."""
    dropped: tuple[str, ...]
    """What the columns with personal data are called that are not kept."""

    @property
    def header(self) -> tuple[str, ...]:
        """What the kept columns are called."""
        return tuple(_joined(self.names, column) for column in self.columns)

    @property
    def questions(self) -> tuple[str, ...]:
        """What was asked in the kept columns."""
        return tuple(_joined(self.full_names, column) for column in self.columns)


def laid_out(records: Records, instructions: Instructions) -> Layout:
    """The columns of a file by its first records, from the header on."""
    sample = sampled(records)
    personal, stated = sample.personal(), _stated(sample.names, instructions)
    person = _person(sample, personal - stated, stated)
    if instructions.columns.respondent and key(instructions.columns.respondent) != key(_joined(sample.names, person)):
        person = ()
    meant = _meant(sample, person)
    dropped = personal - stated - {*person, *(position for column in meant.values() for position in column)}
    columns = _kept(len(sample.names), dropped, person)
    places = {column: place for place, column in enumerate(columns)}
    source = sample.source
    return Layout(
        source=source,
        header_rows=sample.header_rows,
        names=sample.names,
        full_names=tuple(title.full or name for title, name in zip(sample.titles, sample.names, strict=True)),
        columns=columns,
        meanings={meaning: places[column] for meaning, column in meant.items()},
        metadata=frozenset(_placed(source.metadata, sample, places)),
        set_aside=tuple((at, rule) for rule in source.set_aside for at in _placed([rule.column], sample, places)),
        times=_times(sample, places),
        dropped=tuple(sample.names[position] for position in sorted(dropped)),
    )


def _joined(names: Sequence[str], column: Positions) -> str:
    """What a column is called that consists of one or several of the file."""
    return " ".join(names[position] for position in column)


def _stated(names: Sequence[str], instructions: Instructions) -> set[int]:
    """The columns that the user names, whatever as."""
    columns = instructions.columns
    single = [getattr(columns, meaning) for meaning in SINGLE_COLUMNS]
    wanted = {key(header) for header in (*single, *(columns.activities or ())) if header}
    return {position for position, name in enumerate(names) if key(name) in wanted}


def _kept(width: int, dropped: Collection[int], person: Positions) -> tuple[Positions, ...]:
    """All columns but those dropped; several that name a person together become the last."""
    gone = {*dropped, *(person if len(person) > 1 else ())}
    columns: list[Positions] = [(position,) for position in range(width) if position not in gone]
    return (*columns, person) if len(person) > 1 else tuple(columns)


def _person(sample: Sample, personal: Collection[int], stated: Collection[int]) -> Positions:
    """The column that tells people apart, or the columns that do together; none where people are anonymous.

    In a log of time, and in a file of somebody's own, it is a column of respondents in any case: what is wrong with it
    is said when it is used.
    """
    source = sample.source
    headers = {key(name): position for position, name in reversed(list(enumerate(sample.names)))}
    named = [headers[word] for word in HEADERS["respondent"] if word in headers]
    others = [(position,) for position in (*named, *filter(sample.names_people, sorted(personal)))]
    ignored = {*sample.known(source.metadata), *((position,) for position in stated)}
    candidates = [*_by_source(sample), *(column for column in others if column not in ignored)]
    most_of_one_person = len(sample.rows) if source.is_tracker else 2
    best = next((column for column in candidates if identifies(sample.column(column), most_of_one_person)), ())
    in_any_case = candidates[:1] if source.is_tracker else [(position,) for position in named[:1] if not source.name]
    return best or next(iter(in_any_case), ())


def _by_source(sample: Sample) -> Iterator[Positions]:
    """Respondents as the source has them."""
    yield from sample.known(sample.source.meanings.get("respondent", ()))
    together = tuple(position for (position,) in sample.known(sample.source.person))
    if together:
        yield together


def _meant(sample: Sample, person: Positions) -> dict[Meaning, Positions]:
    """The columns whose meaning follows from the source, or from telling people apart where their header does not."""
    meant: dict[Meaning, Positions] = {}
    if person and (sample.source.name or key(sample.names[person[0]]) not in HEADERS["respondent"]):
        meant["respondent"] = person
    for meaning, wanted in sample.source.meanings.items():
        if meaning == "respondent":
            continue
        different = {column: len(sample.column(column).present) for column in sample.known(wanted)}
        several = [column for column, texts in different.items() if 1 < texts <= _MOST_ACTIVITIES]
        filled = [column for column, texts in different.items() if texts]
        suitable = [*several, *filled, *different] if meaning == "activity" else filled
        if suitable:
            meant[meaning] = suitable[0]
    return meant


def _placed(wanted: Sequence[str], sample: Sample, places: Mapping[Positions, int]) -> list[int]:
    """Where among the kept columns those are that the source knows by these codes."""
    return [places[column] for column in sample.known(wanted) if column in places]


def _times(sample: Sample, places: Mapping[Positions, int]) -> tuple[int, ...]:
    begun, ended = (_placed(wanted, sample, places)[:1] for wanted in sample.source.times)
    return (*begun, *ended) if begun and ended else ()
