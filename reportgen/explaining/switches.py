"""What switches a line or input on, in words."""

from __future__ import annotations

from reportgen.explaining.subjects import declared

#: Feature of a case → when it is there.
FEATURES = {
    "measured": "the survey has a second wave",
    "counted_before": "the survey says how many people answered the first wave",
    "counted_after": "the survey says how many people answered the last wave",
    "spread_before": "the survey holds the answers of several people in the first wave",
    "spread_after": "the survey holds the answers of several people in the last wave",
    "designed_before": "people of the first wave were chosen by strata or clusters",
    "designed_after": "people of the last wave were chosen by strata or clusters",
    "designed_change": "people of both waves were chosen by strata or clusters",
    "compared": "the survey holds the answers of several people in both waves",
    "paired": "the same people answered both waves",
    "welch": "other people answered the last wave than the first",
    "finite_population": "the case corrects for a finite population",
    "policy_as_is": "the survey can be counted with rows as they are",
    "policy_strict": "the survey can be counted with exact rows only",
    "target_shares": "there is one wave and the case sets a target for each activity",
    "target_value_share": "there is one wave and the case sets no target for each activity",
    "models_shipped": "the case states the models shipped a year",
    "experiments_per_week": "the case states the experiments a week",
    "debugging_hours": "the case states the debugging time of an incident",
    "multiplier": "the case states the multiplier of productivity",
    "time_levers": "the case has a lever that frees time",
    "outcomes": "the case states outcomes",
    "measured_outcome": "the case states an outcome with figures of its own",
    "overlap": "freed time is counted and so are the models shipped with it",
    "custom": "the case states a benefit of its own",
}
"""Benefits that are lines of their own have a feature of their name without `_gain`."""


def condition(when: str | None) -> str:
    """`the survey has a second wave, but not where …`; empty for what is always on."""
    return "; or ".join(_choice(choice.split(" and ")) for choice in when.split(" or ")) if when else ""


def _choice(terms: list[str]) -> str:
    there = [_words(term) for term in terms if not term.startswith("not ")]
    missing = [_words(term.removeprefix("not ")) for term in terms if term.startswith("not ")]
    excepted = f"not where {' or '.join(missing)}" if missing else ""
    return ", but ".join(part for part in (" and ".join(there), excepted) if part)


def _words(feature: str) -> str:
    if feature in FEATURES:
        return FEATURES[feature]
    gain = declared().get(f"{feature}_gain")
    return f"the case has the benefit ‘{gain[0].label}’" if gain else f"the case has {feature.replace('_', ' ')}"
