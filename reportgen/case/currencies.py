"""How amounts of a currency are written, the same in both documents."""

from __future__ import annotations

from collections.abc import Mapping

SYMBOLS: Mapping[str, str] = {
    "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "INR": "₹", "KRW": "₩", "TRY": "₺", "VND": "₫",
    "PHP": "₱", "AUD": "A$", "BRL": "R$", "CAD": "CA$", "HKD": "HK$", "MXN": "MX$", "NZD": "NZ$", "TWD": "NT$",
}  # fmt: skip


def currency_prefix(currency: str) -> str:
    """What stands before an amount: `$`, or the code and a no-break space for a currency without a sign."""
    return SYMBOLS.get(currency, f"{currency}\u00a0")
