"""The colours of both documents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """Colours as `#rrggbb`, by their role."""

    ink: str = "#1d2733"
    muted: str = "#5b6875"
    rule: str = "#d3d9df"
    grid: str = "#e3e8ec"
    accent: str = "#0b5c8f"
    accent_bright: str = "#2f8fbf"
    accent_soft: str = "#b9d3e3"
    accent_tint: str = "#eef4f8"
    cover: str = "#0c2d48"
    cover_muted: str = "#b7d0e2"
    gain: str = "#1c8667"
    loss: str = "#e0936f"
    loss_soft: str = "#ecc9bc"
    friction: str = "#8b99a7"
    overhead: str = "#e1e6ea"


THEME = Theme()
