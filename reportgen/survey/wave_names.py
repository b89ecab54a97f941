"""What the name of a wave says: before or after, a date or a number, or a target that is no wave."""

from __future__ import annotations

import re

BEFORE, AFTER = "before", "after"


def _words(text: str) -> frozenset[str]:
    return frozenset(_PART.findall(text.casefold()))


_PART = re.compile(r"[0-9]{1,9}|[^\W\d_]+")

_EARLY = _words(f"{BEFORE} pre baseline previous previously vorher zuvor vorjahr avant antes prima voor")
_LATE = _words(f"{AFTER} post followup endline nachher danach après apres después despues dopo afterwards")
_PRESENT = _words("current currently now today present aktuell heute jetzt actuel actuellement actual hoy")
_TARGET = _words(
    "target targets targeted desired goal goals plan planned ideal objective wish wished future expected "
    "ziel soll wunsch geplant cible objectif objetivo"
)
_STATISTIC = _words(
    "n count median sd std stdev stddev deviation se sem error min max minimum maximum variance "
    "change difference delta diff rank benchmark industry standardabweichung"
)
_MEAN = _words("mean means average avg mittelwert durchschnitt")
_MONTH_NAMES = (
    "jan january januar jänner janvier",
    "feb february februar février fevrier",
    "mar march mär märz maerz mrz mars",
    "apr april avr avril",
    "may mai",
    "jun june juni juin",
    "jul july juli juillet",
    "aug august août aout",
    "sep sept september septembre",
    "oct october okt oktober octobre",
    "nov november novembre",
    "dec december dez dezember déc décembre decembre",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
#: Words that may stand beside the number or the date of a wave.
_BESIDE_NUMBERS = _words(
    "wave survey round runde welle vague phase period time point timepoint zeitpunkt erhebung befragung messung t w "
    "q quarter quartal h half halbjahr s semester kw cw week woche month monat monate months year jahr fy sprint "
    "spring summer autumn fall winter frühling frühjahr sommer herbst percent hours share of in the"
)
_SHORT_YEAR = re.compile(  # Q4/24, 4Q24, 24Q4, KW 12/24
    r"(?P<period>(?:[qh]|kw|cw) ?[0-9]{1,2}|[1-4] ?[qh])[^0-9a-z]*(?P<year>[0-9]{2})"
    r"|(?P<first_year>[0-9]{2})[^0-9a-z]*(?P<last_period>(?:[qh]|kw|cw) ?[0-9]{1,2})"
)
_CENTURY = 2000


def end_of(name: str) -> int:
    """-1 for a name that says it comes before all others, 1 for one that says it comes after, else 0."""
    words = _words(name)
    early = bool(words & _EARLY or {"last", "year"} <= words)
    late = bool(words & _LATE or {"follow", "up"} <= words)
    return late - early


def is_target(name: str) -> bool:
    """Whether a name says what is aimed at, which nobody has answered yet."""
    return bool(_words(name) & _TARGET)


def is_statistic(name: str) -> bool:
    """Whether a name says that a column holds counts, deviations or figures of others."""
    return bool(_words(name) & _STATISTIC) or is_mean(name)


def is_mean(name: str) -> bool:
    """Whether a name says no more than that a column holds means."""
    return _words(name) <= _MEAN


def is_wave(name: str) -> bool:
    """Whether a name says when people were asked: before or after, now, a date, or a number (`wave 1`, `T0`)."""
    words = _words(name)
    if is_target(name) or is_statistic(name):
        return False
    if end_of(name) or words & _PRESENT:
        return True
    return any(part.isdecimal() or part in _MONTHS for part in words) and all(
        part.isdecimal() or part in _MONTHS or part in _BESIDE_NUMBERS | _MEAN for part in words
    )


def without_wave(name: str) -> str:
    """A name without what it says of before, after and years: `wait` for `Wait before`; itself when it says nothing."""
    parts = without_signs(name).split()
    return " ".join(part for part in parts if part not in _EARLY | _LATE and not _is_year(part))


def without_signs(name: str) -> str:
    """The words and numbers of a name, in lower case."""
    return " ".join(_PART.findall(name.casefold()))


def moment_of(name: str) -> tuple[int, ...] | None:
    """The numbers of a name, years first (`Q1 2024`, `Q4/24`, `Mar 2024`, `05.03.2024`, `wave 2`).

    None without numbers and where they leave the order in doubt: months without a year, `12/24`, American dates.
    """
    lowered = name.casefold()
    short = _SHORT_YEAR.fullmatch(lowered.strip())
    if short:
        year, period = short["year"] or short["first_year"], short["period"] or short["last_period"]
        return _CENTURY + int(year), int(re.sub("[^0-9]", "", period))
    parts = _PART.findall(lowered)
    numbers = [int(part) for part in parts if part.isdecimal()]
    months = [_MONTHS[part] for part in parts if part in _MONTHS]
    years = [int(part) for part in parts if _is_year(part)]
    rest = [number for number in numbers if number not in years]
    if months:
        return _month_moment(months, years, rest, parts)
    if len(numbers) == len(parts) > 1 and not years:  # 03.24 or 05.03.24: which is the year?
        return (rest[2], rest[1], rest[0]) if len(rest) == 3 and "." in name else None
    if years and numbers[-1] == years[-1] and len(rest) > 1:  # day first, unless slashes leave it open
        return None if "/" in name else (*years, *reversed(rest))
    return (*years, *rest) or None


def _month_moment(months: list[int], years: list[int], rest: list[int], parts: list[str]) -> tuple[int, ...] | None:
    """Year, month, day; two digits behind the month are a year where no other is named."""
    if not years and rest and parts[-1].isdecimal() and len(parts[-1]) == 2:
        years, rest = [_CENTURY + rest[-1]], rest[:-1]
    return (*years, *months, *rest) if years else None


def _is_year(part: str) -> bool:
    return part.isdecimal() and 1900 <= int(part) <= 2200
