"""Every rule on a workbook that keeps them all, and on the same workbook with one fault."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.packaging.relationship import Relationship
from openpyxl.styles import Border, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.external_link.external import ExternalBook, ExternalLink
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from reportgen.errors import InputError
from reportgen.notation import notation
from reportgen.workbook.audit import BUILD_RULES, RULES, audit, rule_name
from reportgen.workbook.book import Book
from reportgen.workbook.sheets.calculations import COLUMN_HEADINGS
from reportgen.workbook.sheets.cover import LIMITATIONS_SECTION, SIGNS_SECTION
from reportgen.workbook.styles import FORMULA_ROLES, KEY_ROLES, Styles
from reportgen.workbook.text import write_text
from reportgen.workbook.writer import ZIP_DATE, Value, workbook_bytes

Stored = dict[str, dict[tuple[int, int], Value]]

BUILD = {rule_name(rule) for rule in BUILD_RULES}
"""What only a build has to keep."""


#: The sheets of the clean workbook.
SHEETS = ("Cover", "Inputs", "Survey", "Cash flow", "Checks")


def _clean() -> tuple[Workbook, Stored]:
    """An input, two lines over three years, a table of two responses, the master check, and a cover that explains."""
    workbook = Workbook()
    styles = Styles(workbook, notation("USD"))
    workbook.worksheets[0].title = SHEETS[0]
    for title in SHEETS[1:]:
        workbook.create_sheet(title)
    stored: Stored = {
        "Cover": _add_cover(workbook["Cover"], styles),
        "Inputs": _add_inputs(workbook["Inputs"], styles),
        "Survey": _add_survey(workbook["Survey"], styles),
        "Cash flow": _add_cash_flow(workbook["Cash flow"], styles),
        "Checks": _add_checks(workbook["Checks"], styles),
    }
    workbook.defined_names["discount_rate"] = DefinedName("discount_rate", attr_text="Inputs!$D$9")
    workbook.defined_names["npv"] = DefinedName("npv", attr_text="'Cash flow'!$G$7")
    for sheet in workbook.worksheets:
        write_text(sheet["A1"], sheet.title, styles.name("title"))
        if sheet.title != "Checks":
            _put(sheet, "B3", "=Checks!B3", styles.name("check"))
            stored[sheet.title][3, 2] = "pass"
        sheet.freeze_panes = "A6"
        sheet.print_area = "A1:K9"
        sheet.print_title_rows = "1:5"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToHeight = 0
        sheet.protection.sheet = True
        sheet.column_dimensions["A"].width = 30
    workbook.worksheets[0].sheet_view.tabSelected = True
    return workbook, stored


def _add_cover(sheet: Any, styles: Styles) -> dict[tuple[int, int], Value]:
    for row, section in enumerate((SIGNS_SECTION, LIMITATIONS_SECTION), start=6):
        write_text(sheet[f"A{row}"], section, styles.name("section"))
    for row, role in enumerate(KEY_ROLES, start=8):
        write_text(sheet[f"C{row}"], f"the look of a {role}", styles.name("wording"))
        if role in FORMULA_ROLES:
            _put(sheet, f"A{row}", "=Checks!B3", styles.name(role))
        else:
            write_text(sheet[f"A{row}"], role, styles.name(role))
    return {(row, 1): "pass" for row, role in enumerate(KEY_ROLES, start=8) if role in FORMULA_ROLES}


def _add_inputs(sheet: Any, styles: Styles) -> dict[tuple[int, int], Value]:
    write_text(sheet["A9"], "Discount rate", styles.name("label"))
    write_text(sheet["B9"], "%", styles.name("unit"))
    _put(sheet, "C9", "=$D9", styles.name("calculation", "share"))
    _put(sheet, "D9", 0.1, styles.name("input", "share"))
    write_text(sheet["I9"], "assumed", styles.name("text input"))
    write_text(sheet["J9"], "finance", styles.name("text input"))
    _validate(sheet, "D9 I9:J9")
    return {(9, 3): 0.1}


def _validate(sheet: Any, places: str) -> None:
    validation = DataValidation(type="textLength", operator="lessThanOrEqual", formula1="2000")
    for place in places.split():
        validation.add(place)
    sheet.add_data_validation(validation)


def _add_cash_flow(sheet: Any, styles: Styles) -> dict[tuple[int, int], Value]:
    _add_headings(sheet, styles)
    for row, label in ((6, "Rate"), (7, "Rate until then")):
        write_text(sheet[f"A{row}"], label, styles.name("label"))
        write_text(sheet[f"B{row}"], "%", styles.name("unit"))
    for year, letter in enumerate("EFG"):
        _put(sheet, f"{letter}5", year, styles.name("figure heading", "year"))
        _put(sheet, f"{letter}6", f"=Inputs!$C$9*{letter}$5", styles.name("calculation", "share"))
        _put(sheet, f"{letter}7", f"=SUM($E6:{letter}6)", styles.name("total", "share"))
    return {(6, 5): 0.0, (6, 6): 0.1, (6, 7): 0.2, (7, 5): 0.0, (7, 6): 0.1, (7, 7): 0.3}


def _add_checks(sheet: Any, styles: Styles) -> dict[tuple[int, int], Value]:
    _add_headings(sheet, styles)
    _put(sheet, "B3", '=IF($C$6>0,"FAIL","pass")', styles.name("check"))
    write_text(sheet["A6"], "The rate is not below zero", styles.name("label"))
    _put(sheet, "C6", "=IF(Inputs!$C$9<0,1,0)", styles.name("calculation", "flag"))
    return {(3, 2): "pass", (6, 3): 0.0}


def _add_headings(sheet: Any, styles: Styles) -> None:
    for letter, heading in zip("ABC", COLUMN_HEADINGS, strict=True):
        write_text(sheet[f"{letter}5"], heading, styles.name("heading"))


def _add_survey(sheet: Any, styles: Styles) -> dict[tuple[int, int], Value]:
    for row in (6, 7):
        write_text(sheet[f"A{row}"], f"R00{row}", styles.name("label"))
        _put(sheet, f"B{row}", 0.4, styles.name("surveyed", "share"))
        _put(sheet, f"C{row}", 0.6, styles.name("surveyed", "share"))
        _put(sheet, f"D{row}", f"=B{row}+C{row}", styles.name("calculation", "share"))
    return {(6, 4): 1.0, (7, 4): 1.0}


def _put(sheet: Any, place: str, value: object, style: str) -> None:
    sheet[place].value = value
    sheet[place].style = style


def _written(fault: Callable[[Workbook], None]) -> bytes:
    """The clean workbook after `fault`; formulas that the fault adds get a stored value."""
    workbook, stored = _clean()
    fault(workbook)
    values: Stored = {
        sheet.title: {
            (cell.row, cell.column): stored.get(sheet.title, {}).get((cell.row, cell.column), 0.5)
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        }
        for sheet in workbook.worksheets
    }
    return workbook_bytes(workbook, values, datetime.date(2026, 3, 31))


def _calculates(formula: str) -> Callable[[Workbook], None]:
    """The fault of one more formula, on a row of its own."""
    return lambda workbook: _put(
        workbook["Cash flow"], "C9", formula, Styles(workbook, notation("USD")).name("calculation", "share")
    )


def _sets(sheet: str, place: str, value: object) -> Callable[[Workbook], None]:
    return lambda workbook: setattr(workbook[sheet][place], "value", value)


def _locks(sheet: str, place: str, locked: bool) -> Callable[[Workbook], None]:
    return lambda workbook: setattr(workbook[sheet][place], "protection", Protection(locked=locked))


def _names(name: str, text: str) -> Callable[[Workbook], None]:
    return lambda workbook: workbook.defined_names.add(DefinedName(name, attr_text=text))


def _links_to_a_file(workbook: Workbook) -> None:
    link = ExternalLink(externalBook=ExternalBook(id="rId1"))
    link.file_link = Relationship(type="externalLinkPath", Target="other.xlsx", TargetMode="External", Id="rId1")
    workbook._external_links.append(link)


def _bold_figure_in_a_column_for_plain_ones(workbook: Workbook) -> None:
    _put(workbook["Cash flow"], "C9", "=G6", "total share")
    workbook["Cash flow"].column_dimensions["C"].width = 5.8


def _unmarked_formula_text(sheet: str, place: str) -> Callable[[Workbook], None]:
    def fault(workbook: Workbook) -> None:
        cell = workbook[sheet][place]
        write_text(cell, "=1+1", cell.style)
        cell.quotePrefix = False

    return fault


def _holds_text(place: str, stored: str) -> Callable[[Workbook], None]:
    """Text as it is in the file, whatever openpyxl would make of it."""
    return lambda workbook: setattr(workbook["Survey"][place], "_value", stored)


def _input_on_the_survey(workbook: Workbook) -> None:
    _put(workbook["Survey"], "F6", 0.5, "input share")
    _validate(workbook["Survey"], "F6")


#: Rule, what is wrong, where it is found, words of the message.
FAULTS: tuple[tuple[str, Callable[[Workbook], None], str, str], ...] = (
    ("formulas readable", _calculates('=SUM("E6)'), "'Cash flow'!C9", "balance its quotes"),
    ("formulas readable", _calculates("=#REF!+E6"), "'Cash flow'!C9", "reads #REF!"),
    ("known functions", _calculates("=OFFSET(E6,0,1)"), "'Cash flow'!C9", "OFFSET is not among"),
    ("known functions", _calculates("=NPV(E6,F6:G6)"), "'Cash flow'!C9", "NPV is not among"),
    ("known functions", _calculates("=_xlfn.XLOOKUP(E6,E6:G6,E7:G7)"), "'Cash flow'!C9", "_XLFN.XLOOKUP is not among"),
    ("known functions", _calculates("=RAND()"), "'Cash flow'!C9", "RAND is not among"),
    ("no constants", _calculates("=E6*12"), "'Cash flow'!C9", "the figure 12"),
    ("no constants", _calculates("=E6+0.5"), "'Cash flow'!C9", "the figure 0.5"),
    ("no constants", _calculates("=E6*1%"), "'Cash flow'!C9", "a percentage"),
    ("short formulas", _calculates("=" + "+".join(["E6"] * 41)), "'Cash flow'!C9", "has 123 characters"),
    ("shallow formulas", _calculates("=ABS(MAX(MIN(SUM(E6:G6),0),0))"), "'Cash flow'!C9", "is 4 functions deep"),
    ("no nested if", _calculates("=IF(E6>0,IF(F6>0,1,0),0)"), "'Cash flow'!C9", "an IF inside an IF"),
    ("cell references only", _calculates("=discount_rate+E6"), "'Cash flow'!C9", "reads 'discount_rate'"),
    ("cell references only", _calculates("=SUM(E:E)"), "'Cash flow'!C9", "reads 'E:E'"),
    ("cell references only", _calculates("=SUM(Responses[weight])"), "'Cash flow'!C9", "reads 'Responses[weight]'"),
    ("no external links", _calculates("='[other.xlsx]Costs'!E6"), "'Cash flow'!C9", "reads ''[other.xlsx]Costs'!E6'"),
    ("no external links", _links_to_a_file, "workbook", "links to 1 other file"),
    ("same across years", _sets("Cash flow", "F6", "=Inputs!$C$9*E$5"), "'Cash flow'!F6", "=Inputs!$C$9*F$5; fill"),
    ("same across years", _sets("Cash flow", "G7", "=SUM(E6:G6)"), "'Cash flow'!G7", "=SUM($E6:G6); fill"),
    ("same down columns", _sets("Survey", "D7", "=B7+B7"), "'Survey'!D7", "its neighbours =B7+C7"),
    ("nothing typed over", _calculates("0.5"), "'Cash flow'!C9", "holds '0.5' where a formula belongs"),
    ("nothing hidden", lambda w: setattr(w["Survey"], "sheet_state", "hidden"), "'Survey'", "sheet is hidden"),
    ("nothing hidden", lambda w: setattr(w["Survey"], "sheet_state", "veryHidden"), "'Survey'", "sheet is hidden"),
    ("nothing hidden", lambda w: setattr(w["Survey"].row_dimensions[6], "hidden", True), "'Survey'!6:6", "The row"),
    ("nothing hidden", lambda w: setattr(w["Survey"].column_dimensions["F"], "hidden", True), "'Survey'!F:F", "column"),
    ("nothing hidden", lambda w: setattr(w["Survey"]["B6"], "number_format", ";;;"), "'Survey'!B6", "number format"),
    ("no merged cells", lambda w: w["Survey"].merge_cells("F6:G6"), "'Survey'!F6:G6", "merged"),
    ("named styles", _sets("Survey", "F6", "a note"), "'Survey'!F6", "no named style"),
    ("text stays text", _unmarked_formula_text("Inputs", "J9"), "'Inputs'!J9", "becomes a formula when edited"),
    ("text marked", _unmarked_formula_text("Survey", "A6"), "'Survey'!A6", "not marked as text"),
    ("no coded characters", _holds_text("A6", "R_x000D_1"), "'Survey'!A6", "holds _x000D_"),
    ("texts fit cells", _holds_text("A6", "R" * 32_768), "'Survey'!A6", "a text of 32,768 characters"),
    ("sheet names legal", lambda w: setattr(w["Survey"], "title", "History"), "'History'", "'History sheet'"),
    ("inputs apart", _input_on_the_survey, "'Survey'!F6", "move it to the sheet Inputs"),
    ("same columns everywhere", _sets("Cash flow", "A5", "Row"), "'Cash flow'!A5", "another column than 'Line'"),
    ("same columns everywhere", _sets("Cash flow", "F5", 2), "'Cash flow'!F5", "another column than year 1"),
    ("same columns everywhere", _sets("Cash flow", "B6", 3), "'Cash flow'!B6", "for something else"),
    ("inputs pinned", _calculates("=Inputs!C9"), "'Cash flow'!C9", "reads Inputs!C9; put a $"),
    ("no circles", _calculates("=C9+E6"), "'Cash flow'!C9", "=C9+E6 reads its own result"),
    ("never rounded", _calculates("=ROUND(E6,0)"), "'Cash flow'!C9", "rounds with ROUND"),
    ("inputs described", _sets("Inputs", "B9", None), "'Inputs'!D9", "has no unit"),
    ("inputs described", _sets("Inputs", "I9", None), "'Inputs'!D9", "has no kind"),
    ("inputs described", _sets("Inputs", "I9", "guessed"), "'Inputs'!D9", "of the kind 'guessed'"),
    ("inputs described", _sets("Inputs", "J9", None), "'Inputs'!D9", "has no source"),
    ("inputs framed", lambda w: setattr(w["Inputs"]["D9"], "border", Border()), "'Inputs'!D9", "without a frame"),
    ("colour key on cover", _sets("Cover", "A8", None), "'Cover'", "look 'sample input'"),
    ("signs and limitations on cover", _sets("Cover", "A6", "Signs"), "'Cover'", "no part 'Sign convention'"),
    ("years in sight", lambda w: setattr(w["Cash flow"], "freeze_panes", "A5"), "'Cash flow'", "The years in row 5"),
    ("master check in sight", _sets("Survey", "B3", None), "'Survey'", "the master check Checks!B3"),
    ("master check in sight", _sets("Survey", "B3", '="pass"'), "'Survey'", "the master check Checks!B3"),
    (
        "structure open",
        lambda w: setattr(w, "security", WorkbookProtection(lockStructure=True)),
        "workbook",
        "order of the sheets is locked",
    ),
    ("names for inputs and headline", _names("rate", "'Cash flow'!$E$6"), "workbook", "'rate' stands for"),
    ("names for inputs and headline", _names("npv", "Inputs!$D$9"), "workbook", "'npv' stands for"),
    ("names for inputs and headline", _names("rates", "Inputs!$D$9:$D$10"), "workbook", "'rates' stands for"),
    (
        "names for inputs and headline",
        lambda w: w["Survey"].defined_names.add(DefinedName("first", attr_text="Survey!$A$6")),
        "'Survey'",
        "'first' belongs to the sheet alone",
    ),
    (
        "nothing of time and machine",
        lambda w: setattr(w.properties, "lastModifiedBy", "ann"),
        "workbook",
        "says that ann saved it",
    ),
    (
        "left at the top",
        lambda w: setattr(w["Survey"].sheet_view, "tabSelected", True),
        "'Survey'",
        "choose that alone",
    ),
    ("left at the top", lambda w: setattr(w["Survey"].sheet_view, "zoomScale", 20), "'Survey'", "shown at 20 %"),
    ("panes frozen", lambda w: setattr(w["Survey"], "freeze_panes", None), "'Survey'", "no frozen panes"),
    ("ready to print", lambda w: setattr(w["Survey"], "print_area", None), "'Survey'", "no print area"),
    ("ready to print", lambda w: setattr(w["Survey"], "_print_rows", None), "'Survey'", "no title rows"),
    (
        "ready to print",
        lambda w: setattr(w["Survey"].sheet_properties.pageSetUpPr, "fitToPage", False),
        "'Survey'",
        "does not fit the page's width",
    ),
    ("ready to print", lambda w: setattr(w["Survey"].page_setup, "fitToWidth", 2), "'Survey'", "one page wide"),
    (
        "protected without password",
        lambda w: setattr(w["Survey"].protection, "sheet", False),
        "'Survey'",
        "is not protected",
    ),
    (
        "protected without password",
        lambda w: setattr(w["Survey"].protection, "password", "secret"),
        "'Survey'",
        "protected by a password",
    ),
    (
        "protected without password",
        lambda w: setattr(w["Survey"].protection, "hashValue", "c2VjcmV0"),
        "'Survey'",
        "protected by a password",
    ),
    ("only inputs unlocked", _locks("Survey", "B6", False), "'Survey'!B6", "is no input and not locked"),
    ("only inputs unlocked", _locks("Inputs", "D9", True), "'Inputs'!D9", "is an input and locked"),
    (
        "inputs validated",
        lambda w: _put(w["Inputs"], "G9", None, Styles(w, notation("USD")).name("input", "share")),
        "'Inputs'!G9",
        "accepts any entry",
    ),
    ("names valid", _names("npv", "#REF!"), "workbook", "'npv' stands for no cell"),
    ("names valid", _names("npv", "1+1"), "workbook", "'npv' stands for no cell"),
    ("names valid", _names("npv", "Costs!$C$5"), "workbook", "'Costs', which is no sheet"),
    (
        "figures fit",
        lambda w: _put(w["Cash flow"], "C9", 123_456_789, Styles(w, notation("USD")).name("surveyed", "money")),
        "'Cash flow'!C9",
        "make column C",
    ),
    ("figures fit", _bold_figure_in_a_column_for_plain_ones, "'Cash flow'!C9", "make column C 7.1 wide"),
    (
        "figures fit",
        lambda w: setattr(w["Survey"].column_dimensions["B"], "width", 3),
        "'Survey'!B6",
        "make column B",
    ),
)


#: Rule, what is wrong with the file, words of the message.
FILE_FAULTS: tuple[tuple[str, Callable[[bytes], bytes], str], ...] = (
    ("nothing that runs", lambda content: _with_parts(content, {"xl/vbaProject.bin": b"Sub"}), "holds macros"),
    ("nothing that runs", lambda content: _with_parts(content, {"xl/connections.xml": b"<c/>"}), "connections to data"),
    (
        "nothing of time and machine",
        lambda content: _with_parts(content, {}, date=(2026, 3, 31, 12, 0, 0)),
        "parts of the file carry dates",
    ),
    (
        "nothing of time and machine",
        lambda content: _replaced(
            content, "docProps/core.xml", b"31T00:00:00Z</dcterms:mod", b"31T12:01:00Z</dcterms:mod"
        ),
        "saved on 2026-03-31 12:01",
    ),
    (
        "nothing hidden",
        lambda content: _replaced(content, "xl/worksheets/sheet3.xml", b'<row r="6"', b'<row r="6" ht="0"'),
        "The row is hidden",
    ),
    (
        "nothing hidden",
        lambda content: _replaced(content, "xl/worksheets/sheet3.xml", b'width="30"', b'width="0"'),
        "The column is hidden",
    ),
    (
        "no error values",
        lambda content: _replaced(
            content, "xl/worksheets/sheet4.xml", b"<v>0.3</v></c>", b"<v>#DIV/0!</v></c>", b'r="G7"', b'r="G7" t="e"'
        ),
        "shows #DIV/0!",
    ),
)


def test_a_workbook_that_keeps_all_rules_has_no_findings() -> None:
    assert audit(_written(lambda _: None)) == []


@pytest.mark.parametrize(("rule", "fault", "place", "words"), FAULTS)
def test_one_fault_is_found_by_its_rule_alone(
    rule: str, fault: Callable[[Workbook], None], place: str, words: str
) -> None:
    findings = audit(_written(fault), built=rule in BUILD)
    assert {finding.rule for finding in findings} == {rule}
    first = str(findings[0])
    assert first.startswith(f"{place}: ")
    assert words in first
    assert first.endswith(f" [{rule}]")


@pytest.mark.parametrize(("rule", "fault", "words"), FILE_FAULTS)
def test_one_fault_of_the_file_is_found_by_its_rule_alone(
    rule: str, fault: Callable[[bytes], bytes], words: str
) -> None:
    findings = audit(fault(_written(lambda _: None)), built=rule in BUILD)
    assert {finding.rule for finding in findings} == {rule}
    assert words in findings[0].message


def test_what_only_a_build_keeps_is_no_fault_of_an_edited_workbook() -> None:

    def fault(workbook: Workbook) -> None:
        _unmarked_formula_text("Survey", "A6")(workbook)
        workbook["Survey"].sheet_view.tabSelected = True

    content = _with_parts(_written(fault), {}, date=(2026, 3, 31, 12, 0, 0))
    assert {finding.rule for finding in audit(content)} == BUILD
    assert audit(content, built=False) == []


def _saved(workbook: Workbook) -> bytes:
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def test_formulas_without_stored_values_are_found() -> None:
    """As in a file that a program saved without calculating it."""
    workbook, stored = _clean()
    findings = audit(_saved(workbook), built=False)
    assert {finding.rule for finding in findings} == {"values present"}
    assert len(findings) == sum(len(values) for values in stored.values())


def test_an_empty_text_is_a_stored_value() -> None:
    workbook, stored = _clean()
    _calculates('=IF(E6>0,"","")')(workbook)
    stored["Cash flow"][9, 3] = ""
    assert audit(workbook_bytes(workbook, stored, datetime.date(2026, 3, 31))) == []


def test_comments_are_found() -> None:
    workbook, _ = _clean()
    workbook["Survey"]["F6"].comment = Comment("why?", "a reader")
    assert ("no comments", "Survey", "F6") in {finding[:3] for finding in audit(_saved(workbook))}


@pytest.mark.parametrize("formula", [ArrayFormula("C9:C10", "=E6:E7"), DataTableFormula("C9:C10", dt2D=False, r1="E6")])
def test_array_formulas_and_data_tables_are_found(formula: object) -> None:
    workbook, _ = _clean()
    _put(workbook["Cash flow"], "C9", formula, "calculation share")
    assert ("no array formulas", "Cash flow", "C9") in {finding[:3] for finding in audit(_saved(workbook))}


def test_what_cannot_be_recalculated_is_said_once() -> None:
    workbook, _ = _clean()
    _put(workbook["Cash flow"], "C9", DataTableFormula("C9:C10", dt2D=False, r1="E6"), "calculation share")
    said = [finding.rule for finding in audit(_saved(workbook)) if "cannot be recalculated" in finding.message]
    assert said == ["figures fit"]


def _replaced(content: bytes, part: str, *replacements: bytes) -> bytes:
    """The file with some bytes of one part replaced: old, new, old, new, …"""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        data = archive.read(part)
    for before, after in zip(replacements[::2], replacements[1::2], strict=True):
        assert before in data
        data = data.replace(before, after)
    return _with_parts(content, {part: data})


def _with_parts(content: bytes, parts: dict[str, bytes], date: tuple[int, ...] = ZIP_DATE) -> bytes:
    """The file with these parts, in place of its own or added, all of one date."""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            new.writestr(zipfile.ZipInfo(name, date), parts[name] if name in parts else old.read(name))  # type: ignore[arg-type]
    return changed.getvalue()


def test_error_values_are_found_by_their_cell() -> None:
    content = _replaced(
        _written(lambda _: None),
        "xl/worksheets/sheet4.xml",
        b"<v>0.3</v></c>",
        b"<v>#N/A</v></c>",
        b'r="G7"',
        b'r="G7" t="e"',
    )
    assert [finding[:3] for finding in audit(content)] == [("no error values", "Cash flow", "G7")]


def test_a_cell_in_the_last_row_and_column_is_no_burden() -> None:
    """The cells between are not looked at one by one; neither are those of a validation of the whole sheet."""
    workbook, stored = _clean()
    _validate(workbook["Survey"], "A1:XFD1048576")
    write_text(workbook["Survey"]["XFD1048576"], "far out", "label")
    assert audit(workbook_bytes(workbook, stored, datetime.date(2026, 3, 31))) == []


def test_every_rule_has_a_fault_that_it_finds() -> None:
    elsewhere = {"values present", "no comments", "no array formulas"}
    found = {rule for rule, *_ in (*FAULTS, *FILE_FAULTS)} | elsewhere
    assert found == {rule_name(rule) for rule in (*RULES, *BUILD_RULES)}


def test_a_file_is_audited_by_its_path(tmp_path: Path) -> None:
    workbook, stored = _clean()
    path = tmp_path / "model.xlsx"
    path.write_bytes(workbook_bytes(workbook, stored, datetime.date(2026, 3, 31)))
    assert audit(path) == []


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_workbook_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"^model\.xlsx cannot be read as a workbook \(.*\); give an \.xlsx file"):
        audit(path)


def test_a_zip_that_is_no_workbook_is_named() -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("readme.txt", "nothing here")
    with pytest.raises(InputError, match="The workbook cannot be read as a workbook"):
        audit(content.getvalue())


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"^model\.xlsx cannot be read as a workbook \(No such file .*\); check the path"
    ):
        audit(tmp_path / "model.xlsx")


@pytest.mark.parametrize(
    ("text", "functions", "depth"),
    [("=A1+1", (), 0), ("=(A1+(1))", (), 0), ("=SUM(A1,MAX(B1,0))-abs(C1)", ("SUM", "MAX", "ABS"), 2)],
)
def test_functions_and_their_depth_are_counted_without_brackets(
    text: str, functions: tuple[str, ...], depth: int
) -> None:
    workbook = Workbook()
    workbook.worksheets[0]["D1"] = text
    (formula,) = Book(_saved(workbook)).formulas
    assert (formula.functions, formula.depth) == (functions, depth)
