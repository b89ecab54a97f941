"""What completing a case finds: problems that stop it, and notes the user should read."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.case.benchmarks import BENCHMARK_CURRENCY
from reportgen.case.case import Assumption
from reportgen.language import LOCALES, spoken
from reportgen.notation import notation

MOST_SHOWN = 8
#: A column of a survey may have a whole paragraph as its header.
LONGEST_NAME = 120
#: Holds the place of a figure whose absence is noted as a problem, so that the rest can be checked too.
MISSING = Assumption(0.0, "assumed", "missing")


@dataclass(frozen=True)
class Findings:
    """Problems and notes, each a sentence, in the order they were found."""

    problems: list[str] = field(default_factory=list)
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Each note with the names of the inputs whose figures it is about."""

    def note(self, words: str, *about: str) -> None:
        self.notes[words] = about


def said_number(value: float, most: int = 10) -> str:
    """A number in a note, to so many digits, as the language of the report writes it."""
    return notation(BENCHMARK_CURRENCY, LOCALES[spoken()]).number(f"{Decimal(f'{value:.{most}g}'):f}")


def said_share(share: float) -> str:
    """A share in a note: `12.5 %`."""
    return f"{said_number(100 * share, 4)} %"


def nearest(name: str, known: Iterable[str]) -> str:
    """The remedy for an unknown name: the nearest known one whole, as it is to be copied, or what is known."""
    names = list(known)
    near = nearest_name(name, names)
    return f"known are {quoted(names)}." if near is None else f"did you mean '{near}'?"


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """The known name that is nearest to another; None where none is near."""
    return next(iter(difflib.get_close_matches(name, list(known), 1)), None)


def quoted(names: Iterable[str]) -> str:
    """Names in quotes, shortened, with commas between; of very many the first and how many more there are."""
    every = list(names)
    shown = ", ".join(f"'{shortened(name)}'" for name in every[:MOST_SHOWN])
    return f"{shown} and {len(every) - MOST_SHOWN} more" if len(every) > MOST_SHOWN else shown


def shortened(name: str) -> str:
    """The name, or its beginning and … where it is very long."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
