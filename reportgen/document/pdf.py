"""From HTML to a PDF that is an archive (PDF/A-3a), accessible (PDF/UA-1) and the same for the same input.

WeasyPrint keeps its layout and its metadata in objects that are not part of its public interface; this
module and `tags` are the only ones that touch them, and the release is pinned.
"""

from __future__ import annotations

import datetime
import io
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import weasyprint
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reportgen.document import tags
from reportgen.document.fonts import FONT_SCHEME, face_at
from reportgen.document.look import LOGO, STANDARD, Brand
from reportgen.errors import OutputError

VARIANT = "pdf/a-3a"

#: PDF/A allows only metadata that it knows or that is described in the file: this says PDF/UA-1 and describes it.
_ACCESSIBILITY = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
  <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


@dataclass(frozen=True)
class AttachedFile:
    """A file inside the PDF from which its figures come."""

    name: str
    content: bytes
    description: str


def render(html: str, style_sheet: str, brand: Brand = STANDARD.brand) -> weasyprint.Document:
    """The document laid out in pages. Title, author and language are taken from the HTML's head.

    Nothing is read but the fonts and the logo of the brand and `data:` addresses; any other address is an OutputError.
    """
    fonts, fetcher = FontConfiguration(), _PartsOf(brand)
    try:
        styles = weasyprint.CSS(string=style_sheet, font_config=fonts, url_fetcher=fetcher)
        return weasyprint.HTML(string=html, url_fetcher=fetcher).render(
            stylesheets=[styles], font_config=fonts, pdf_variant=VARIANT
        )
    except FatalURLFetchingError as error:
        raise OutputError(str(error)) from None


def write(
    document: weasyprint.Document, attachments: Sequence[AttachedFile], identifier: str, date: datetime.date
) -> bytes:
    """The PDF. `identifier` (of the run) and `date` are all that tells two writings of a document apart."""
    moment = datetime.datetime.combine(date, datetime.time())
    metadata = _AccessibleMetadata(**vars(document.metadata))
    metadata.created = metadata.modified = date.isoformat()
    document.metadata = metadata
    with warnings.catch_warnings():
        # WeasyPrint leaves its own colour profile to be closed by Python.
        warnings.filterwarnings("ignore", r"unclosed file .*sRGB2014\.icc", ResourceWarning)
        content: bytes = document.write_pdf(
            pdf_variant=VARIANT,
            pdf_identifier=identifier.encode(),
            attachments=[_attachment(file, moment) for file in attachments],
            finisher=tags.mend,
        )
    return content


def _attachment(file: AttachedFile, moment: datetime.datetime) -> weasyprint.Attachment:
    return weasyprint.Attachment(
        file_obj=io.BytesIO(file.content),
        name=file.name,
        description=file.description,
        created=moment,
        modified=moment,
        relationship="Source",
    )


class _AccessibleMetadata(DocumentMetadata):  # type: ignore[misc]  # WeasyPrint has no types
    """WeasyPrint writes the metadata of one standard; this adds the other's."""

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        rdf: bytes = super().generate_rdf_metadata(variant, version, conformance)
        return rdf.replace(b"</rdf:RDF>", _ACCESSIBILITY + b"</rdf:RDF>")


class _PartsOf(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Answers for fonts, logo and `data:` addresses; everything else, files and web alike, stops the rendering."""

    def __init__(self, brand: Brand) -> None:
        super().__init__()
        self._brand = brand

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        logo = self._brand.logo
        if logo is not None and url == LOGO:
            return URLFetcherResponse(url, logo.content, {"Content-Type": logo.media_type})
        face = face_at(url, self._brand.faces)
        if face is None:
            raise FatalURLFetchingError(
                f"The document asks for '{url}', which is not part of it; "
                f"put images into the template as data: addresses (fonts: {FONT_SCHEME}:FILE of the packaged ones)."
            )
        return URLFetcherResponse(url, face.content(), {"Content-Type": "font/ttf"})
