"""Whether a text is a number that suits an input, and what to write where it is not."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.case.inputs import Input, Unit
from reportgen.case.numerals import LARGEST, Number, TooLargeError, read_measure, read_number

_EXAMPLES: Mapping[Unit, str] = {
    "share": "10% or 0.1",
    "money": "800_000, 800K or $800K",
    "money/year": "250_000, 250K or $250K",
    "flag": "true or false",
    "days": "2 or 1.5",
    "weeks": "8 or 2.5",
    "months": "3 or 4.5",
    "auc": "0.85",
    "auto": "24, 4.5, 40% or 5 months",
}
_FLAGS = {"true": 1.0, "yes": 1.0, "1": 1.0, "false": 0.0, "no": 0.0, "0": 0.0}


class UnusableError(ValueError):
    """A value that cannot be used; says what was found and what to write instead."""


def example(unit: Unit) -> str:
    """How a value of a unit may be written."""
    return _EXAMPLES.get(unit, "a plain number such as 12 or 2_080")


def number_for(text: str, given: Input) -> Number:
    """The number a text states for an input, inside the input's limits. Raises UnusableError."""
    if given.unit == "flag":
        return _flag(text)
    try:
        number = read_number(text)
    except TooLargeError:
        raise _too_large(text) from None
    except ValueError:
        raise UnusableError(f"'{text}' is not a number; write {example(given.unit)}.") from None
    if number.percent and given.unit != "share":
        raise UnusableError(f"'{text}' is a percentage, but this is no share; write {example(given.unit)}.")
    if number.currency and not given.unit.startswith("money"):
        raise UnusableError(
            f"'{text}' is an amount of money, but money is not asked for here; write {example(given.unit)}."
        )
    _check_limits(text, number, given)
    return number


def measure(text: str) -> Number:
    """The figure of an outcome: a number, a percentage or a duration. Raises UnusableError."""
    try:
        return read_measure(text)
    except TooLargeError:
        raise _too_large(text) from None
    except ValueError:
        raise UnusableError(f"'{text}' is not a number or a duration; write {example('auto')}.") from None


def _too_large(text: str) -> UnusableError:
    return UnusableError(f"'{text}' is larger than {LARGEST:,}, above or below 0; write a smaller number.")


def _flag(text: str) -> Number:
    if text.casefold() not in _FLAGS:
        raise UnusableError(f"'{text}' is neither true nor false; write {example('flag')}.")
    return Number(_FLAGS[text.casefold()])


def _check_limits(text: str, number: Number, given: Input) -> None:
    share = given.unit == "share"
    if given.minimum is not None and number.value < given.minimum:
        raise UnusableError(f"'{text}' is too low; write at least {_shown(given.minimum, share)}.")
    if given.maximum is not None and number.value > given.maximum:
        if share and not number.percent and number.value <= 100 * given.maximum:
            raise UnusableError(f"'{text}' is more than {_shown(given.maximum, share)}; write {text}%.")
        raise UnusableError(f"'{text}' is too high; write at most {_shown(given.maximum, share)}.")


def _shown(limit: float, share: bool) -> str:
    return f"{100 * limit:g} %" if share else f"{limit:,g}"
