"""The tools that survey files and time logs come from, each told by its header.

To add one, write a module with a `Source` (`source.py` says what there is to say of it) and put it into `SOURCES`;
reading, mapping and inspection go by what it says, and nothing else has to change.
"""

from __future__ import annotations

from reportgen.survey.sources.clockify import CLOCKIFY
from reportgen.survey.sources.google_forms import GOOGLE_FORMS
from reportgen.survey.sources.harvest import HARVEST
from reportgen.survey.sources.kobo import KOBO, ODK
from reportgen.survey.sources.limesurvey import LIMESURVEY
from reportgen.survey.sources.microsoft_forms import MICROSOFT_FORMS
from reportgen.survey.sources.qualtrics import QUALTRICS
from reportgen.survey.sources.source import Records, Source
from reportgen.survey.sources.surveymonkey import SURVEYMONKEY
from reportgen.survey.sources.tempo import TEMPO
from reportgen.survey.sources.toggl import TOGGL
from reportgen.survey.sources.typeform import TYPEFORM

#: Where a file fits several the first is taken, so those that are told by more come first.
SOURCES: tuple[Source, ...] = (
    QUALTRICS, SURVEYMONKEY, LIMESURVEY, KOBO, ODK, TYPEFORM, MICROSOFT_FORMS,
    CLOCKIFY, TOGGL, HARVEST, TEMPO,
    GOOGLE_FORMS,
)  # fmt: skip


#: Everything else, such as a sheet somebody has typed.
UNKNOWN = Source(name="", recognised=lambda _: True)


def recognise(records: Records) -> Source:
    """The tool that wrote a file, by its first records from the header on; `UNKNOWN` for any other file."""
    return next(source for source in (*SOURCES, UNKNOWN) if source.recognised(records))
