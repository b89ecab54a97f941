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
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.external_link.external import ExternalBook, ExternalLink
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from reportgen.errors import InputError
from reportgen.workbook.audit import RULES, audit, rule_name
from reportgen.workbook.book import Book
from reportgen.workbook.finding import Finding
from reportgen.workbook.styles import Styles
from reportgen.workbook.text import write_text
from reportgen.workbook.writer import Value, workbook_bytes

Stored = dict[str, dict[tuple[int, int], Value]]


def _clean() -> tuple[Workbook, Stored]:
    """An input, two lines over three years, and a table of two responses."""
    workbook = Workbook()
    styles = Styles(workbook, "$")
    inputs = workbook.worksheets[0]
    inputs.title = "Inputs"
    _put(inputs, "C5", 0.1, styles.name("input", "share"))
    validation = DataValidation(type="decimal", operator="between", formula1="0", formula2="1")
    validation.add("C5")
    inputs.add_data_validation(validation)
    workbook.defined_names["discount_rate"] = DefinedName("discount_rate", attr_text="Inputs!$C$5")
    stored: Stored = {"Cash flow": _add_cash_flow(workbook, styles), "Survey": _add_survey(workbook, styles)}
    for sheet in workbook.worksheets:
        write_text(sheet["A1"], sheet.title, styles.name("title"))
        sheet.freeze_panes = "A6"
        sheet.print_area = "A1:G7"
        sheet.print_title_rows = "1:5"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToHeight = 0
        sheet.protection.sheet = True
        sheet.column_dimensions["A"].width = 30
    return workbook, stored


def _add_cash_flow(workbook: Workbook, styles: Styles) -> dict[tuple[int, int], Value]:
    sheet = workbook.create_sheet("Cash flow")
    for year, letter in enumerate("EFG"):
        _put(sheet, f"{letter}5", year, styles.name("figure heading", "year"))
        _put(sheet, f"{letter}6", f"=Inputs!$C$5*{letter}$5", styles.name("calculation", "share"))
        _put(sheet, f"{letter}7", f"=SUM($E6:{letter}6)", styles.name("total", "share"))
    return {(6, 5): 0.0, (6, 6): 0.1, (6, 7): 0.2, (7, 5): 0.0, (7, 6): 0.1, (7, 7): 0.3}


def _add_survey(workbook: Workbook, styles: Styles) -> dict[tuple[int, int], Value]:
    sheet = workbook.create_sheet("Survey")
    for row in (6, 7):
        write_text(sheet[f"A{row}"], f"R00{row}", styles.name("label"))
        _put(sheet, f"B{row}", 0.4, styles.name("surveyed", "share"))
        _put(sheet, f"C{row}", 0.6, styles.name("surveyed", "share"))
        _put(sheet, f"D{row}", f"=B{row}+C{row}", styles.name("calculation", "share"))
    return {(6, 4): 1.0, (7, 4): 1.0}


def _put(sheet: Any, place: str, value: object, style: str) -> None:
    sheet[place].value = value
    sheet[place].style = style


def _audited(fault: Callable[[Workbook], None]) -> list[Finding]:
    """What the audit finds in the clean workbook after `fault`; formulas that the fault adds get a stored value."""
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
    return audit(workbook_bytes(workbook, values, datetime.date(2026, 3, 31)))


def _calculates(formula: str) -> Callable[[Workbook], None]:
    """The fault of one more formula, on a row of its own."""
    return lambda workbook: _put(
        workbook["Cash flow"], "C9", formula, Styles(workbook, "$").name("calculation", "share")
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


def _unmarked_formula_text(workbook: Workbook) -> None:
    write_text(workbook["Survey"]["A6"], "=1+1", "label")
    workbook["Survey"]["A6"].quotePrefix = False


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
    ("same across years", _sets("Cash flow", "F6", "=Inputs!$C$5*E$5"), "'Cash flow'!F6", "=Inputs!$C$5*F$5; fill"),
    ("same across years", _sets("Cash flow", "G7", "=SUM(E6:G6)"), "'Cash flow'!G7", "=SUM($E6:G6); fill"),
    ("same down columns", _sets("Survey", "D7", "=B7+B7"), "'Survey'!D7", "its neighbours =B7+C7"),
    ("nothing typed over", _calculates("0.5"), "'Cash flow'!C9", "holds '0.5' where a formula belongs"),
    ("nothing hidden", lambda w: setattr(w["Survey"], "sheet_state", "hidden"), "'Survey'", "sheet is hidden"),
    ("nothing hidden", lambda w: setattr(w["Survey"], "sheet_state", "veryHidden"), "'Survey'", "sheet is hidden"),
    ("nothing hidden", lambda w: setattr(w["Survey"].row_dimensions[6], "hidden", True), "'Survey'!6:6", "The row"),
    ("nothing hidden", lambda w: setattr(w["Survey"].column_dimensions["F"], "hidden", True), "'Survey'!F:F", "column"),
    ("no merged cells", lambda w: w["Survey"].merge_cells("F6:G6"), "'Survey'!F6:G6", "merged"),
    ("named styles", _sets("Survey", "F6", "a note"), "'Survey'!F6", "no named style"),
    ("text stays text", _unmarked_formula_text, "'Survey'!A6", "becomes a formula when edited"),
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
    ("only inputs unlocked", _locks("Inputs", "C5", True), "'Inputs'!C5", "is an input and locked"),
    (
        "inputs validated",
        lambda w: _put(w["Inputs"], "D5", None, Styles(w, "$").name("input", "share")),
        "'Inputs'!D5",
        "accepts any entry",
    ),
    ("names valid", _names("npv", "#REF!"), "workbook", "'npv' stands for no cell"),
    ("names valid", _names("npv", "1+1"), "workbook", "'npv' stands for no cell"),
    ("names valid", _names("npv", "Costs!$C$5"), "workbook", "'Costs', which is no sheet"),
    (
        "figures fit",
        lambda w: _put(w["Cash flow"], "C9", 123_456_789, Styles(w, "$").name("surveyed", "money")),
        "'Cash flow'!C9",
        "make column C",
    ),
    ("figures fit", _bold_figure_in_a_column_for_plain_ones, "'Cash flow'!C9", "make column C 6.0 wide"),
    (
        "figures fit",
        lambda w: setattr(w["Survey"].column_dimensions["B"], "width", 3),
        "'Survey'!B6",
        "make column B",
    ),
)


def test_a_workbook_that_keeps_all_rules_has_no_findings() -> None:
    assert _audited(lambda _: None) == []


@pytest.mark.parametrize(("rule", "fault", "place", "words"), FAULTS)
def test_one_fault_is_found_by_its_rule_alone(
    rule: str, fault: Callable[[Workbook], None], place: str, words: str
) -> None:
    findings = _audited(fault)
    assert {finding.rule for finding in findings} == {rule}
    first = str(findings[0])
    assert first.startswith(f"{place}: ")
    assert words in first
    assert first.endswith(f" [{rule}]")


def _saved(workbook: Workbook) -> bytes:
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def test_formulas_without_stored_values_are_found() -> None:
    """As in a file that a program saved without calculating it."""
    workbook, stored = _clean()
    findings = audit(_saved(workbook))
    assert {finding.rule for finding in findings} == {"values present"}
    assert len(findings) == sum(len(values) for values in stored.values())


def test_an_empty_text_is_a_stored_value() -> None:
    workbook, stored = _clean()
    _calculates('=IF(E6>0,"","")')(workbook)
    stored["Cash flow"][9, 3] = ""
    assert audit(workbook_bytes(workbook, stored, datetime.date(2026, 3, 31))) == []


def test_comments_are_found_although_the_engine_refuses_them() -> None:
    workbook, _ = _clean()
    workbook["Survey"]["F6"].comment = Comment("why?", "a reader")
    findings = audit(_saved(workbook))
    assert ("no comments", "Survey", "F6") in {finding[:3] for finding in findings}
    assert any("cannot be recalculated" in finding.message for finding in findings if finding.rule == "figures fit")


@pytest.mark.parametrize("formula", [ArrayFormula("C9:C10", "=E6:E7"), DataTableFormula("C9:C10", dt2D=False, r1="E6")])
def test_array_formulas_and_data_tables_are_found(formula: object) -> None:
    workbook, _ = _clean()
    _put(workbook["Cash flow"], "C9", formula, "calculation share")
    assert ("no array formulas", "Cash flow", "C9") in {finding[:3] for finding in audit(_saved(workbook))}


def test_error_values_are_found() -> None:
    workbook, stored = _clean()
    content = workbook_bytes(workbook, stored, datetime.date(2026, 3, 31))
    sheet = "xl/worksheets/sheet2.xml"
    findings = audit(_with_part(content, sheet, b"<v>0.3</v></c>", b"<v>#DIV/0!</v></c>", b'r="G7"', b'r="G7" t="e"'))
    assert [finding[:3] for finding in findings] == [("no error values", "Cash flow", "G7")]
    assert findings[0].message.startswith("shows #DIV/0!")


def _with_part(content: bytes, part: str, *replacements: bytes) -> bytes:
    """The file with some bytes of one part replaced: old, new, old, new, …"""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            for before, after in zip(replacements[::2], replacements[1::2], strict=True) if name == part else ():
                assert before in data
                data = data.replace(before, after)
            new.writestr(name, data)
    return changed.getvalue()


def test_every_rule_has_a_fault_that_it_finds() -> None:
    elsewhere = {"values present", "no comments", "no array formulas", "no error values"}
    assert {rule for rule, *_ in FAULTS} | elsewhere == {rule_name(rule) for rule in RULES}


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
    with pytest.raises(InputError, match=r"^model\.xlsx cannot be read as a workbook"):
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
