"""Roots that have no closed form, for many cases at once."""

from __future__ import annotations

from typing import Any

import numpy as np

HIGHEST_RATE = 1e12
STEPS = 200


def internal_rate_of_return(net: Any) -> Any:
    """The positive rate at which net amounts of shape (…, years) are worth nothing today, shape (…, 1).

    NaN where the present value does not fall from above zero to below it between a rate of 0 and
    `HIGHEST_RATE`.
    """
    years = np.arange(net.shape[-1])

    def present_value(rate: Any) -> Any:
        return np.sum(net * (1 + rate) ** -years, axis=-1, keepdims=True)

    low = np.zeros((*net.shape[:-1], 1))
    high = np.full_like(low, HIGHEST_RATE)
    exists = (present_value(low) > 0) & (present_value(high) < 0)
    for _ in range(STEPS):
        middle = (low + high) / 2
        above = present_value(middle) > 0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
        if np.all(high - low <= 1e-15 * (1 + high)):
            break
    return np.where(exists, (low + high) / 2, np.nan)
