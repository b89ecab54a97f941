"""Named styles and number formats, as LibreOffice shows them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from openpyxl import Workbook, load_workbook

from reportgen.case.inputs import Unit
from reportgen.notation import notation
from reportgen.workbook.number_formats import compact, number_format
from reportgen.workbook.styles import INPUT_ROLES, Role, Styles, mark_failures, role_of, style_name

#: Unit, figure, and how people see it.
SHOWN: tuple[tuple[Unit, float, str], ...] = (
    ("share", 0.4114, "41.1%"),
    ("points", 0.05, "+5.0%"),
    ("points", -0.17, "-17.0%"),
    ("points", 0, "0.0%"),
    ("money", 6_600_000, "$6,600,000"),
    ("money", -800_000, "($800,000)"),
    ("money", 0, "–"),
    ("money/year", 250_000.5, "$250,001"),
    ("money/hour", 120.1923, "$120.19"),
    ("hours", 12.34, "12.3"),
    ("hours/year", 2_080, "2,080"),
    ("days", 2, "2.0"),
    ("weeks", 7.6, "7.6"),
    ("months", 1.4545, "1.5"),
    ("people", 24, "24"),
    ("people", 2.5, "2.5"),
    ("people", 0.3 + 9.3, "9.6"),
    ("people", -3, "-3"),
    ("people", 7_485, "7,485"),
    ("people/year", 2.9411764705882, "2.9"),
    ("number", 12, "12.00"),
    ("number", -1234.5, "(1,234.50)"),
    ("number", 0, "0"),
    ("number", 0.000001, "0.000001"),
    ("auc", 0.88, "0.880"),
    ("multiple", 3, "3.00×"),
    ("factor", 0.826446, "0.8264"),
    ("flag", 1, "1"),
    ("year", 3, "Year 3"),
    ("auto", 4.6, "4.6"),
)


def test_libreoffice_prints_figures_as_people_write_them(
    tmp_path: Path, workbook_as_pdf: Callable[[Path], Path], page_texts: Callable[[Path], list[str]]
) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    styles = Styles(workbook, notation("USD"))
    for row, (unit, value, _) in enumerate(SHOWN, start=1):
        sheet.cell(row, 1, value).style = styles.name("calculation", unit)
    sheet.column_dimensions["A"].width = 30
    workbook.save(tmp_path / "formats.xlsx")
    (page,) = page_texts(workbook_as_pdf(tmp_path / "formats.xlsx"))
    assert [line.strip() for line in page.splitlines() if line.strip()] == [shown for *_, shown in SHOWN]


def test_every_unit_has_a_format() -> None:
    assert all(number_format(unit, notation("USD")) for unit in get_args(Unit))
    assert {unit for unit, *_ in SHOWN} == set(get_args(Unit))


@pytest.mark.parametrize(
    ("currency", "locale", "expected"),
    [
        ("EUR", "en_US", '"€"#,##0_);("€"#,##0);"–"_)'),
        ("CHF", "en_US", '"CHF\u00a0"#,##0_);("CHF\u00a0"#,##0);"–"_)'),
        ("EUR", "de_DE", '#,##0"\u00a0"[$€-407]_);(#,##0"\u00a0"[$€-407]);"–"_)'),
        ("CHF", "de_CH", '[$CHF-807]"\u00a0"#,##0_);([$CHF-807]"\u00a0"#,##0);"–"_)'),
        ("GBP", "en_GB", '[$£-809]#,##0_);([$£-809]#,##0);"–"_)'),
    ],
)
def test_money_stands_where_the_locale_puts_it(currency: str, locale: str, expected: str) -> None:
    """The numbers behind the hyphen are Microsoft's: 0407 German of Germany, 0807 of Switzerland, 0809 British."""
    assert number_format("money", notation(currency, locale)) == expected


@pytest.mark.parametrize(
    ("currency", "locale", "most", "expected"),
    [
        ("USD", "en_US", 6_280_000, '"$"#,##0.0,,"M";-"$"#,##0.0,,"M";0'),
        ("EUR", "de_DE", 6_280_000, '#,##0.0,,"\u00a0Mio.\u00a0"[$€-407];-#,##0.0,,"\u00a0Mio.\u00a0"[$€-407];0'),
        # There is no German word for thousands, and none of the Japanese words is a power of a thousand below 10^12.
        ("EUR", "de_DE", 628_000, '#,##0"\u00a0"[$€-407];-#,##0"\u00a0"[$€-407];0'),
        ("JPY", "ja_JP", 628_000_000, "[$￥-411]#,##0;-[$￥-411]#,##0;0"),
    ],
)
def test_charts_show_magnitudes_in_words_of_the_locale(currency: str, locale: str, most: float, expected: str) -> None:
    assert compact(notation(currency, locale), most, zero="0") == expected


def _styled(tmp_path: Path, *roles: Role) -> Workbook:
    workbook = Workbook()
    styles = Styles(workbook, notation("USD"))
    for row, role in enumerate(roles, start=1):
        workbook.worksheets[0].cell(row, 1, 1).style = styles.name(role, "share")
    workbook.save(tmp_path / "styles.xlsx")
    return load_workbook(tmp_path / "styles.xlsx")


def test_styles_survive_saving_by_name(tmp_path: Path) -> None:
    roles = get_args(Role)
    sheet = _styled(tmp_path, *roles).worksheets[0]
    assert [sheet.cell(row, 1).style for row in range(1, len(roles) + 1)] == [f"{role} share" for role in roles]


def test_the_gallery_holds_only_what_is_used(tmp_path: Path) -> None:
    assert _styled(tmp_path, "label", "label").named_styles == ["Normal", "label share"]


def test_inputs_are_unlocked_and_told_by_a_border(tmp_path: Path) -> None:
    """Colour is never the only sign; all other cells are locked."""
    roles = get_args(Role)
    sheet = _styled(tmp_path, *roles).worksheets[0]
    for row, role in enumerate(roles, start=1):
        cell = sheet.cell(row, 1)
        assert cell.protection.locked is (role not in INPUT_ROLES), role
        boxed = all(getattr(side, "style", None) for side in (cell.border.left, cell.border.right))
        assert boxed is (role in INPUT_ROLES or role.startswith("sample ")), role


def test_an_input_that_follows_another_has_another_border(tmp_path: Path) -> None:
    sheet = _styled(tmp_path, "input", "following input").worksheets[0]
    assert sheet["A1"].border.left.style != sheet["A2"].border.left.style


def test_the_role_is_read_from_the_name() -> None:
    assert role_of(style_name("input", "money/year")) == "input"
    assert role_of(style_name("following input", "share")) == "following input"
    assert role_of(style_name("heading")) == "heading"
    assert role_of("inputs of mine") == ""
    assert role_of("Normal") == ""


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (2, 4, 6))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("role", get_args(Role))
def test_text_can_be_read_on_its_fill(tmp_path: Path, role: Role) -> None:
    """4.5:1 at least, after WCAG 2."""
    cell = _styled(tmp_path, role).worksheets[0]["A1"]
    ground = _luminance(cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else "00FFFFFF")
    assert (ground + 0.05) / (_luminance(cell.font.color.rgb) + 0.05) >= 4.5


def test_a_failing_check_stands_out(tmp_path: Path) -> None:
    workbook = Workbook()
    mark_failures(workbook.worksheets[0], "C6:C9")
    workbook.save(tmp_path / "checks.xlsx")
    (cells,) = load_workbook(tmp_path / "checks.xlsx").worksheets[0].conditional_formatting
    assert str(cells.sqref) == "C6:C9"
    assert cells.rules[0].formula == ['C6<>"pass"']
