"""Questions asked of the model: each is a list of cases, evaluated together along the case axis.

A case is the inputs with some of them changed. Nothing here knows a line of the model but the ones it asks for.
"""

from reportgen.model.whatif.grid import Axis, Grid
from reportgen.model.whatif.ranges import Ranged
from reportgen.model.whatif.scenarios import SCENARIOS, scenario_end, scenario_value
from reportgen.model.whatif.simulation import OPTIMISTIC, SURVEY_NOT_DRAWN, WARNING_RANK, Simulation
from reportgen.model.whatif.switching import SwitchingValue
from reportgen.model.whatif.tornado import Bar, moving_and_still

__all__ = [
    "OPTIMISTIC",
    "SCENARIOS",
    "SURVEY_NOT_DRAWN",
    "WARNING_RANK",
    "Axis",
    "Bar",
    "Grid",
    "Ranged",
    "Simulation",
    "SwitchingValue",
    "moving_and_still",
    "scenario_end",
    "scenario_value",
]
