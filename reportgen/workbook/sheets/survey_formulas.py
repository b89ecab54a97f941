"""The formulas of the Survey sheet over its own rows.

With weights w, which are 1 on average, and differences d of the shares from their mean, the covariance of two
activities is the sum of w·d times w·d over the people less one. Divided by the people it is the squared standard error
that R's `survey` gives a weighted mean.
"""

from __future__ import annotations

from reportgen.survey.allocation import Allocation
from reportgen.workbook.formula_rules import LONGEST_FORMULA
from reportgen.workbook.layout import letters
from reportgen.workbook.sheets.survey_columns import COUNTED, FIRST_SHARE, WEIGHT
from reportgen.workbook.sheets.survey_figures import Group, SurveyFigures, What, rows_of

#: Products of two answers that the covariances of a group may take: a million keep Excel and the proof half a second.
MOST_PRODUCTS = 1_000_000


def figure_formulas(allocation: Allocation, figures: SurveyFigures, group: Group, what: What) -> list[str] | None:
    """The formula of a figure for each activity; None where it is a value, as nothing on the sheet gives it."""
    found = [_figure(allocation, figures, group, what, column) for column in _columns(allocation)]
    formulas = [formula for formula in found if formula is not None and len(formula) <= LONGEST_FORMULA]
    return formulas if len(formulas) == len(found) else None


def covariance_formulas(
    allocation: Allocation, figures: SurveyFigures, group: Group, first_row: int
) -> list[list[str]] | None:
    """The formulas of the covariances, activities × activities; None where they are values.

    That is where the responses do not give them, and where the formulas would be too slow or longer than can be read.
    """
    assert group.people is not None
    count = len(allocation.activities)
    if not group.is_live or count**2 * group.people > MOST_PRODUCTS:
        return None
    columns = _columns(allocation)
    formulas = [
        [_covariance(allocation, figures, group, row, column) for column in columns]
        for row in range(first_row, first_row + count)
    ]
    return formulas if max(len(each) for row in formulas for each in row) <= LONGEST_FORMULA else None


def mean_formula(allocation: Allocation, group: Group, row: int) -> str:
    """The mean of the activity whose number stands in the row of covariances."""
    columns = _columns(allocation)
    means = f"${columns[0]}${group.row('mean')}:${columns[-1]}${group.row('mean')}"
    return f"=INDEX({means},${letters(COUNTED)}{row})"


def _columns(allocation: Allocation) -> list[str]:
    """The columns of the activities."""
    return [letters(FIRST_SHARE + place) for place in range(len(allocation.activities))]


def _figure(allocation: Allocation, figures: SurveyFigures, group: Group, what: What, column: str) -> str | None:
    rows = {name: f"{column}${row}" for name, row in (group.rows or {}).items()}
    if group.policy is not None or what == "degrees":
        return None
    if group.wave is None and what == "mean":
        return f"={column}${figures.of('after').row('mean')}-{column}${figures.of('before').row('mean')}"
    if figures.responses:
        return _over_people(allocation, figures, group, what, column, rows)
    if what == "deviation" and "squares" in rows:
        return f"=SQRT({rows['squares']}/({rows['respondents']}-1))"
    return f"={rows['sum']}/{rows['respondents']}" if what == "mean" and "sum" in rows else None


def _over_people(
    allocation: Allocation, figures: SurveyFigures, group: Group, what: What, column: str, rows: dict[What, str]
) -> str | None:
    """A figure over a row a person: the responses of a wave, or the changes of people in both."""
    weights, shares = _weights(figures, group), _shares(figures, group, column)
    is_weighted = allocation.design.is_weighted
    if what == "respondents":
        return f'=COUNTIFS({weights},">0")' if is_weighted else f"=SUM({weights})"
    if what == "mean":
        return f"=SUMPRODUCT({weights},{shares})/" + (f"SUM({weights})" if is_weighted else rows["respondents"])
    if not group.is_live:
        return None
    difference = f"({shares}-{rows['mean']})"
    squares = f"{weights}*{difference}," + (f"{weights}*{difference}" if is_weighted else difference)
    return f"=SQRT(SUMPRODUCT({squares})/({rows['respondents']}-1))"


def _covariance(allocation: Allocation, figures: SurveyFigures, group: Group, row: int, column: str) -> str:
    """The covariance of the activity of the row with that of the column."""
    columns, weights = _columns(allocation), _weights(figures, group)
    first, last = rows_of(figures, group)
    of_row = f"INDEX(${columns[0]}${first}:${columns[-1]}${last},0,${letters(COUNTED)}{row})-${letters(WEIGHT)}{row}"
    of_column = f"{_shares(figures, group, column)}-{column}${group.row('mean')}"
    squared = f"{weights}*{weights}" if allocation.design.is_weighted else weights
    return f"=SUMPRODUCT({squared},{of_column},{of_row})/({column}${group.row('respondents')}-1)"


def _weights(figures: SurveyFigures, group: Group) -> str:
    first, last = rows_of(figures, group)
    return f"${letters(WEIGHT)}${first}:${letters(WEIGHT)}${last}"


def _shares(figures: SurveyFigures, group: Group, column: str) -> str:
    """Shares of a wave, or their changes, down a column."""
    first, last = rows_of(figures, group)
    return f"{column}${first}:{column}${last}"
