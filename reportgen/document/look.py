"""How a document looks: colours, fonts and running texts of a brand, and templates of the user."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.document.fonts import FACES, Face
from reportgen.document.theme import THEME, Theme

#: The address of the logo, which only the document itself can ask for.
LOGO = "brand:logo"


@dataclass(frozen=True)
class Logo:
    media_type: str
    """`image/png` or `image/svg+xml`."""
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Brand:
    """What a brand file says; without one the packaged colours and fonts."""

    theme: Theme = THEME
    faces: tuple[Face, ...] = FACES
    logo: Logo | None = None
    logo_text: str = ""
    """What is read aloud in place of the logo."""
    footer: str = ""
    confidentiality: str = ""
    file: str = ""

    @property
    def running_texts(self) -> bool:
        """Whether pages have more in their margins than usual."""
        return bool(self.footer or self.confidentiality)


@dataclass(frozen=True, eq=False)
class Look:
    brand: Brand = Brand()
    templates: Mapping[str, str] = field(default_factory=dict)
    """Texts of the user's own templates and style sheets by file name; they stand in for the packaged ones."""
    folder: str = ""
    """Where those are, as the user calls it."""

    @property
    def record(self) -> dict[str, str]:
        """What was used and a hash of it, for the record of the build."""
        parts = {
            "brand": (self.brand.file, repr(self.brand).encode() + b"".join(self._binaries())),
            "templates": (self.folder, repr(sorted(self.templates.items())).encode()),
        }
        return {
            name: f"{file}, SHA-256 {hashlib.sha256(content).hexdigest()}"
            for name, (file, content) in parts.items()
            if file
        }

    def _binaries(self) -> list[bytes]:
        logo = self.brand.logo
        return [*(face.data for face in self.brand.faces), logo.content if logo is not None else b""]


#: Neither brand nor templates.
STANDARD = Look()
