"""The questions, the same in all forms: who answers, and what percent of their time goes where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from reportgen.case.activities import guessed_kind
from reportgen.case.case import ActivityKind
from reportgen.case.case_file import CaseFile
from reportgen.survey.instructions import SMALLEST_GROUP
from reportgen.survey.names import key
from reportgen.survey.wave_names import AFTER, BEFORE

TITLE = "Where does your working time go?"
HOW_TO_ANSWER = (
    "Think of the last four weeks: what percent of your working time went into each activity?",
    "Estimates are fine; leave empty what takes no time, and let all of it add up to 100.",
)


@dataclass(frozen=True)
class Question:
    """What is asked about the respondent: the title that answers are recognised by, and what to say of it."""

    title: str
    help: str


ROLE = Question("Role", "What you mostly work as")
TEAM = Question("Team", "Optional")
RESPONDENT = Question(
    "Respondent ID",
    "Optional: a name or code of your choice, the same each time you are asked; it only matches before and after",
)
WAVE = Question("Wave", "Filled in before this is sent out; please leave it as it is")


@dataclass(frozen=True)
class Activity:
    """Something that time goes into, what it is in a case, and in one line what belongs there."""

    name: str
    kind: ActivityKind
    explanation: str = ""


#: What teams do that bring models into use, such that no time is without a place and none has two.
USUAL_ACTIVITIES = (
    Activity("Waiting for data access", "friction", "Requests and approvals, until the data you need can be used"),
    Activity("Data preparation", "friction", "Finding, cleaning, joining and labelling data"),
    Activity("Setting up environments", "friction", "Installing, permissions, computing power, versions that clash"),
    Activity("Model development", "value", "Exploring, building features, training, experiments, evaluation"),
    Activity("Manual deployment coordination", "friction", "Handing over, tickets, waiting until a model is released"),
    Activity("Debugging production issues", "friction", "Failures, incidents and surprises of what is in use"),
    Activity("Documentation and reporting", "overhead", "Writing down, presenting, keeping others informed"),
    Activity("Meetings", "overhead", "Meetings, e-mail and chat that belong to none of the above"),
    Activity("Other work", "overhead", "Everything else, without holidays and sick leave"),
)
USUAL_ROLES = ("Data scientist", "ML engineer", "Data engineer", "Software engineer", "Other")


@dataclass(frozen=True)
class Questionnaire:
    """What is asked of one team."""

    activities: tuple[Activity, ...] = USUAL_ACTIVITIES
    roles: tuple[str, ...] = USUAL_ROLES
    waves: tuple[str, str] = (BEFORE, AFTER)
    smallest_group: int = SMALLEST_GROUP

    @property
    def privacy(self) -> str:
        """What respondents may rely on."""
        return (
            f"Names and codes appear in no result; roles and teams are shown only from {self.smallest_group} people on."
        )


def questionnaire_for(case_file: CaseFile) -> Questionnaire:
    """The questions for a case: its activities, roles and waves, or the usual ones where it states none."""
    instructions = case_file.instructions
    stated = tuple(case_file.section("survey", "activities")) or tuple((instructions.columns.activities or {}).values())
    return Questionnaire(
        activities=tuple(_activity(name, case_file) for name in stated) or USUAL_ACTIVITIES,
        roles=tuple(case_file.section("team")) or USUAL_ROLES,
        waves=instructions.waves or (BEFORE, AFTER),
        smallest_group=instructions.smallest_group,
    )


def _activity(name: str, case_file: CaseFile) -> Activity:
    """With the explanation of the usual activity whose name it holds, as `Actual model development` does."""
    kind = case_file.text("survey", "activities", name, default=guessed_kind(name))
    explanations = (usual.explanation for usual in USUAL_ACTIVITIES if key(usual.name) in key(name))
    return Activity(name, cast(ActivityKind, kind), next(explanations, ""))
