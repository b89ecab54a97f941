"""How amounts of a currency are written, the same in both documents."""

from __future__ import annotations

from collections.abc import Mapping

NO_BREAK = "\u00a0"

SYMBOLS: Mapping[str, str] = {
    "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "INR": "₹", "KRW": "₩", "TRY": "₺", "VND": "₫",
    "PHP": "₱", "AUD": "A$", "BRL": "R$", "CAD": "CA$", "HKD": "HK$", "MXN": "MX$", "NZD": "NZ$", "TWD": "NT$",
}  # fmt: skip


def currency_prefix(currency: str) -> str:
    """What stands before an amount: `$`, or the code with a space behind it where the currency has no sign here."""
    return SYMBOLS.get(currency, f"{currency}{NO_BREAK}")
