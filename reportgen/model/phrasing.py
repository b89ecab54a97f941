"""A formula that has been taken apart, said in words: operators as signs, functions as phrases, nothing of Excel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from reportgen.errors import ModelError
from reportgen.language import noted, say
from reportgen.model.parsing import Call, Negative, Number, Operation, Piece, Read, Words

# How tightly words hold together, from half a sentence to a single name.
CHOICE, COMPARISON, PHRASE, SUM, PRODUCT, NAME = range(6)

_SIGNS = {"+": ("+", SUM), "-": ("−", SUM), "*": ("×", PRODUCT), "/": ("÷", PRODUCT)}
_COMPARED = {"<": noted("is below"), "<=": noted("is at most"), ">": noted("is above"), ">=": noted("is at least")}


@dataclass(frozen=True)
class Said:
    """Words, and how tightly they hold together."""

    text: str
    binds: int = NAME

    def within(self, at_least: int) -> str:
        """In brackets where the words would fall apart among others that hold together as tightly as `at_least`."""
        return self.text if self.binds >= at_least else f"({self.text})"


class Voice(Protocol):
    """How that is told which a formula reads: by labels or by figures."""

    def one(self, read: Read) -> Said:
        """A single figure."""

    def several(self, read: Read) -> str:
        """All figures along an axis."""

    def total(self, *factors: Read) -> Said:
        """The sum along an axis; of products, where there are several factors."""

    def extreme(self, is_highest: bool, read: Read) -> Said:
        """The highest or the lowest figure along an axis."""

    def count(self, read: Read, compared: str, limit: Piece) -> Said:
        """How many figures along an axis are as compared with a limit."""


def said(piece: Piece, voice: Voice) -> Said:
    """A formula, or a part of it, in the words of a voice. Raises ModelError where there are none."""
    match piece:
        case Read():
            return voice.one(piece)
        case Number(text):
            return Said(text)
        case Words(text):
            return Said(say("“{name}”", name=text))
        case Negative(of):
            return Said("−" + said(of, voice).within(PRODUCT), SUM)
        case Operation():
            return _operation(piece, voice)
        case Call("SUM" | "SUMPRODUCT" | "MAX" | "MIN", arguments) if any(map(_is_series, arguments)):
            return _over_an_axis(piece, voice)
        case Call("SUMPRODUCT"):
            return _over_an_axis(piece, voice)
        case _:
            return _statistic(piece, voice) or _phrase(piece, voice)


def _operation(piece: Operation, voice: Voice) -> Said:
    left, right = said(piece.left, voice), said(piece.right, voice)
    if piece.sign == "^":
        # Words have no order of operations, so that a power stands in brackets among products.
        return Said(
            say("{base} to the power of {exponent}", base=left.within(NAME), exponent=right.within(NAME)), PHRASE
        )
    if piece.sign in _COMPARED:
        return Said(f"{left.within(PHRASE)} {say(_COMPARED[piece.sign])} {right.within(PHRASE)}", COMPARISON)
    sign, binds = _SIGNS[piece.sign]
    return Said(f"{left.within(binds)} {sign} {right.within(binds + 1)}", binds)


def _is_series(piece: Piece) -> bool:
    return isinstance(piece, Read) and bool(piece.axis)


def _over_an_axis(piece: Call, voice: Voice) -> Said:
    match piece.function, piece.arguments:
        case "SUM" | "SUMPRODUCT", (Read() as first, *others):
            return voice.total(first, *(each for each in others if isinstance(each, Read)))
        case "SUMPRODUCT", (Call("MMULT", (Read() as matrix, Read() as line)),):
            return voice.total(matrix, line)
        case "SUMPRODUCT", (Operation("*", Number("1"), Operation(sign, Read() as read, limit)),):
            return voice.count(read, say(_COMPARED[sign]), limit)
        case "MAX" | "MIN", (Read() as read,):
            return voice.extreme(piece.function == "MAX", read)
    raise _no_words(piece)


def _statistic(piece: Piece, voice: Voice) -> Said | None:
    """The quantiles and probabilities that spreadsheets only know by way of another distribution."""
    one = Number("1")
    match piece:
        case Call(
            "SQRT",
            (
                Operation(
                    "*",
                    degrees,
                    Operation("-", Operation("/", _, Call("BETAINV", (Operation("-", _, confidence), *_)))),
                ),
            ),
        ):
            name, of, given = noted("Student’s two-sided t quantile for {of} with {given}"), confidence, degrees
        case Call("BETADIST", (ratio, Operation("*", degrees, _), _)):
            name, of, given = noted("Student’s two-sided t probability for {of} with {given}"), ratio, degrees
        case Call("NORMSINV", (Operation("*", Operation("+", left, confidence), _),)) if left == one:
            return Said(say("the two-sided normal quantile for {of}", of=said(confidence, voice).within(NAME)), PHRASE)
        case _:
            return None
    return Said(say(name, of=said(of, voice).within(NAME), given=said(given, voice).within(NAME)), PHRASE)


def _phrase(piece: Piece, voice: Voice) -> Said:
    match piece:
        case Call("IF", (condition, Call("IFERROR", (sought, Words(text))), Words(words))) if text == words:
            # One answer is enough for what has none in either case.
            return said(Call("IF", (condition, sought, Words(text))), voice)
        case Call("IF", (condition, yes, no)):
            question = said(condition, voice).text
            answers = [said(answer, voice).within(PHRASE) for answer in (yes, no)]
            return Said(say("{yes} if {question}, else {no}", yes=answers[0], question=question, no=answers[1]), CHOICE)
        case Call("AND", conditions):
            return Said(say(" and ").join(said(each, voice).within(COMPARISON) for each in conditions), CHOICE)
        case Call("MAX" | "MIN", (first, second)):
            which = (
                noted("the larger of {first} and {second}")
                if piece.function == "MAX"
                else noted("the smaller of {first} and {second}")
            )
            texts = said(first, voice).within(SUM), said(second, voice).text
            return Said(say(which, first=texts[0], second=texts[1]), PHRASE)
        case Call("ABS", (of,)):
            return Said(say("the absolute value of {of}", of=said(of, voice).within(NAME)), PHRASE)
        case Call("SQRT", (of,)):
            return Said(say("the square root of {of}", of=said(of, voice).within(NAME)), PHRASE)
        case Call("IFERROR", (sought, Words(text))):
            figure = said(sought, voice).within(PHRASE)
            return Said(say("{found} (“{words}” where there is none)", found=figure, words=text), PHRASE)
        case Call("IRR", (Read() as net, Read() as least)):
            rate = say(
                "the internal rate of return of {flows}, sought from {least} on",
                flows=voice.several(net),
                least=said(least, voice).text,
            )
            return Said(rate, PHRASE)
    raise _no_words(piece)


def _no_words(piece: Piece) -> ModelError:
    function = piece.function if isinstance(piece, Call) else type(piece).__name__
    return ModelError(f"there are no words for {function} as it is used here; add them to reportgen.model.phrasing.")
