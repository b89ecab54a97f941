"""`python tests/reference/make_survey.py`: writes survey.csv, which survey.R and the tests read.

809 people answered before and 794 after, 420 of them both times; some of these have another role, region, squad or
weight by then. Squads work alike, so that clusters matter, and regions and roles differ, so that strata do.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

ACTIVITIES = ("Build", "Debug", "Meet", "Wait")
ROLES, REGIONS, TEAMS = ("Engineer", "Analyst", "Manager", "Support"), "NESW", ("Data", "Apps", "Ops")
PEOPLE = {"before": range(1, 810), "after": range(390, 1184)}
SQUADS_IN_A_REGION, MOVED = 8, 0.1
PROFILE = {"before": (30, 25, 25, 20), "after": (38, 21, 24, 17)}


class People:
    """Who people are, and what they answer."""

    def __init__(self) -> None:
        self.generator = np.random.default_rng(809_794)
        self.known: dict[int, list[str]] = {}
        self.squads = {
            f"{region}{number}": self.generator.gamma(12, size=len(ACTIVITIES))
            for region in REGIONS
            for number in range(SQUADS_IN_A_REGION)
        }

    def row(self, person: int, wave: str) -> list[str]:
        if person not in self.known or self.generator.random() < MOVED:
            self.known[person] = self.described()
        likely = self.squads[self.known[person][3]] * PROFILE[wave]
        likely[ROLES.index(self.known[person][0])] *= 1.5
        habits = self.generator.dirichlet(8 * likely / likely.sum())
        shares = self.generator.multinomial(100, habits)
        return [f"P{person:04}", wave, *self.known[person], *map(str, shares)]

    def described(self) -> list[str]:
        """Role, team, region, squad and weight."""
        region = self.generator.choice(list(REGIONS), p=(0.4, 0.3, 0.2, 0.1))
        return [
            self.generator.choice(ROLES, p=(0.45, 0.3, 0.15, 0.1)),
            self.generator.choice(TEAMS),
            region,
            f"{region}{self.generator.integers(SQUADS_IN_A_REGION)}",
            f"{self.generator.gamma(4) / 4 + 0.2:.1f}",
        ]


def main() -> None:
    people = People()
    with (Path(__file__).parent / "survey.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["respondent", "wave", "role", "team", "region", "squad", "factor", *ACTIVITIES])
        table.writerows(people.row(person, wave) for wave, numbers in PEOPLE.items() for person in numbers)


if __name__ == "__main__":
    main()
