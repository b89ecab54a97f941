"""How sentences are put together from figures and names."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.language import noted_as, say, say_as, say_counted, spoken
from reportgen.notation import Notation

_NUMBERS = (
    noted_as("number", "no"),
    noted_as("number", "one"),
    noted_as("number", "two"),
    noted_as("number", "three"),
    noted_as("number", "four"),
    noted_as("number", "five"),
    noted_as("number", "six"),
    noted_as("number", "seven"),
    noted_as("number", "eight"),
    noted_as("number", "nine"),
    noted_as("number", "ten"),
    noted_as("number", "eleven"),
    noted_as("number", "twelve"),
)

#: Names longer than this are shortened inside sentences.
LONGEST_NAME = 60
#: Tables show names whole, as long as they are names and not paragraphs.
LONGEST_NAME_IN_TABLE = 120


def counted(notation: Notation, count: int, one: str, many: str, **places: object) -> str:
    """`one person`, `40 activities`; in `many`, `{count}` stands for the number, a small one in words."""
    return say_counted(count, one, many, count=in_words(notation, count), **places)


def every(notation: Notation, count: int, one: str, both: str, many: str) -> str:
    """`the one benefit`, `both benefits`, or with its `{count}` filled in `all {count} benefits`."""
    return say(both) if count == 2 else say(one if count == 1 else many, count=in_words(notation, count))


def people(notation: Notation, count: int) -> str:
    """`one person`, `twelve people`, `1,300 people`."""
    return counted(notation, count, "one person", "{count} people")


def in_words(notation: Notation, count: int) -> str:
    """`three`, `40`."""
    return say_as("number", _NUMBERS[count]) if count < len(_NUMBERS) else notation.count(count)


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return say("{items} and {last}", items=", ".join(items[:-1]), last=items[-1])


def quoted(name: str) -> str:
    """A name of the user's inside a sentence."""
    return say("“{name}”", name=brief(name))


def quoted_list(names: Sequence[str], most: int = 3) -> str:
    """The first names, and how many more there are."""
    shown = [quoted(name) for name in names[:most]]
    if len(names) > most:
        shown.append(say("{count} more", count=f"{len(names) - most:,}"))
    return listed(shown)


def brief(text: str, most: int = LONGEST_NAME) -> str:
    """The text in one line, cut and ended with … where it has more characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def capital(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """As it is written inside a sentence: `AUC` and `ML engineers` keep their capitals, and every noun of German."""
    if spoken() != "en":
        return text
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def sentences(*texts: str) -> str:
    """Those that say something, one after the other."""
    return " ".join(text for text in texts if text)
