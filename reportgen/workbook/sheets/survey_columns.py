"""The columns of the Survey sheet; those of role, team and remarks follow the last activity."""

from __future__ import annotations

PERSON, WAVE, COUNTED, WEIGHT, FIRST_SHARE = 1, 2, 3, 4, 5
