"""What was run, on what, with what: `results.json` for machines and `record.yaml` for whoever builds it again."""

from __future__ import annotations

import hashlib
import platform
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

import reportgen
from reportgen.case.features import POLICY_PREFIXES
from reportgen.case.inputs import KINDS
from reportgen.language import say, spoken
from reportgen.model.line import Line
from reportgen.model.policies import FIGURES
from reportgen.model.results import HEADLINE, Results
from reportgen.model.versions import Version
from reportgen.model.whatif import SCENARIOS, scenario_value
from reportgen.survey.allocation import Policy, ReadingRecord
from reportgen.workbook.layout import Layout


def run_id(results: Results, parameters: Mapping[str, Any]) -> str:
    """Twelve hexadecimal digits that follow from the code's version, the files and the parameters alone."""
    parts = [
        reportgen.__version__,
        *(reading.sha256 for reading in results.allocation.reading),
        results.case.sha256,
        results.case.date.isoformat(),
        repr(sorted(parameters.items())),
        *map(repr, results.versions),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def headline(results: Results, scenario: str | None = None) -> dict[str, float | None]:
    """The headline figures by name; None where a figure has no value."""
    return {name: results.value(name, scenario=scenario) for name in HEADLINE}


def results_document(results: Results, layout: Layout, run: str) -> dict[str, Any]:
    """The content of `results.json`."""
    case = results.case
    return {
        "case": {
            "name": case.name,
            "company": case.company.name,
            "currency": case.company.currency,
            "locale": case.company.locale,
            "language": spoken(),
            "date": case.date.isoformat(),
            "horizon": case.horizon,
            "scenario": results.scenario,
            "run": run,
        },
        "headline": headline(results),
        "lines": {line.name: _line(results, layout, line) for line in results.graph.lines.values()},
        "cases": _cases(results),
        "checks": {
            "failed": list(map(say, results.failed_checks)),
            "alerts": list(map(say, results.raised_alerts)),
            "passed": [say(label) for label in results.items("check_fails") if label not in results.failed_checks],
        },
        "survey": _survey(results),
        "assumptions": _assumptions(results),
        "versions": [_version(version) for version in results.versions],
    }


def record_document(
    results: Results, parameters: Mapping[str, Any], outputs: Mapping[str, bytes], run: str
) -> dict[str, Any]:
    """The content of `record.yaml`; `outputs` are the finished files by name."""
    case = results.case
    packages = _packages()
    files = [
        {"file": reading.file, "sha256": reading.sha256, "rows": reading.rows_read}
        for reading in results.allocation.reading
    ]
    if case.file:
        files.append({"file": case.file, "sha256": case.sha256})
    files += [{"file": version.reviewed, "sha256": version.reviewed_sha256} for version in results.versions]
    return {
        "run": {"id": run, "date": case.date.isoformat()},
        "code": {"version": reportgen.__version__, **_git()},
        "data": files,
        "environment": {
            "python": platform.python_version(),
            "packages": packages,
            "packages_sha256": hashlib.sha256(repr(sorted(packages.items())).encode()).hexdigest(),
        },
        "parameters": {"horizon": case.horizon, **parameters, "generator": results.simulation.generator},
        "headline": headline(results),
        "outputs": {name: hashlib.sha256(content).hexdigest() for name, content in outputs.items()},
    }


def _line(results: Results, layout: Layout, line: Line) -> dict[str, Any]:
    reads = results.graph.needs(line)
    sources = [
        assumption.source
        for need in reads
        for assumption in results.case.assumptions.get(need, ())
        if assumption.source
    ]
    return {
        "label": say(line.label),
        "unit": line.unit,
        "axis": list(line.axes) if len(line.axes) > 1 else next(iter(line.axes), None),
        "items": _items(results, line),
        "value": _value(results, line),
        "cell": layout.cell(line.name).address,
        "kind": results.kinds[line.name],
        "definition": say(line.definition),
        "reads": list(reads),
        "source": "; ".join(dict.fromkeys(sources)),
    }


def _items(results: Results, line: Line) -> list[Any]:
    """Labels along the line's axis; a list for each axis where it has two."""
    labels = [list(results.graph.axes[axis]) for axis in line.axes]
    return labels if len(labels) > 1 else [label for axis in labels for label in axis]


def _value(results: Results, line: Line) -> Any:
    items, years = results.graph.shape(line.axes)
    table = [[results.value(line.name, item, year) for year in range(years)] for item in range(items)]
    if "year" in line.axes:
        return table if len(line.axes) > 1 else table[0]
    return [row[0] for row in table] if line.axes else table[0][0]


def _cases(results: Results) -> dict[str, Any]:
    """What-ifs: the headline of each scenario by its name, then what was asked of the base case."""
    return {
        **{scenario: headline(results, scenario) for scenario in SCENARIOS},
        "tornado": [asdict(bar) for bar in results.tornado],
        "grid": asdict(results.grid),
        "switching": [asdict(switching) for switching in results.switching],
        "simulation": asdict(results.simulation),
    }


def _survey(results: Results) -> dict[str, Any]:
    allocation = results.allocation
    return {
        "files": [_file(reading) for reading in allocation.reading],
        "people": allocation.people,
        "matched": allocation.matched,
        "comparison": allocation.comparison,
        "waves": {wave.name: wave.respondents for wave in allocation.waves},
        "design": {
            "weights": allocation.design.weights,
            "strata": allocation.design.strata,
            "clusters": allocation.design.clusters,
            "weighted_to_headcount": allocation.design.post_stratified,
            "finite_population": "finite_population" in results.case.features,
        },
        "intervals": _intervals(results),
        "policies": _policies(results),
        "hidden_groups": dict(allocation.hidden_segments),
        "smallest_group": allocation.smallest_group,
    }


def _version(version: Version) -> dict[str, Any]:
    """What a review changed, with the net present value by scenario."""
    return {
        "number": version.number,
        "date": version.date.isoformat(),
        "reviewed": {"file": version.reviewed, "sha256": version.reviewed_sha256, "run": version.reviewed_run},
        "changes": [
            {
                "edits": [
                    {"label": edit.label, "part": edit.part, "unit": edit.unit, "was": edit.was, "is": edit.now}
                    for edit in change.edits
                ],
                "npv_effect": _by_scenario(change.effects) if change.effects else None,
            }
            for change in version.changes
        ],
        "npv_was": _by_scenario(version.was),
        "npv_is": _by_scenario(version.now),
        "npv_effect_together": _by_scenario(version.together),
    }


def _by_scenario(figures: Sequence[float]) -> dict[str, float]:
    return dict(zip(SCENARIOS, figures, strict=True))


def _file(reading: ReadingRecord) -> dict[str, Any]:
    """The account of the rows of one file of the survey."""
    return {
        "file": reading.file,
        "source": reading.source,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "shape": reading.shape,
        "unit": reading.unit,
        "rows_read": reading.rows_read,
        "counted": reading.counted,
        "left_out": dict(reading.left_out),
        "answered_all": reading.complete,
        "blanks_as_zero": reading.blanks_as_zero,
        "rescaled": reading.rescaled,
        "missing_share_assigned": reading.missing_assigned,
        "flags": dict(reading.flags),
        "warnings": list(reading.warnings),
    }


def _intervals(results: Results) -> dict[str, list[float | None]]:
    """Both ends by name of the line between them, as far as single answers are known."""
    names = ("value_share_before", "value_share_change", "value_hours_change", "productivity_gain")
    return {
        name: [results.value(f"{name}_low"), results.value(f"{name}_high")]
        for name in names
        if results.has(f"{name}_low")
    }


def _policies(results: Results) -> dict[Policy, dict[str, float | None]]:
    """Value work and its gain under each policy for rows that do not add up."""
    return {
        policy: {name: results.value(prefix + name) for name in FIGURES}
        for policy, prefix in POLICY_PREFIXES.items()
        if results.has(f"{prefix}value_share_change") and results.allocation.policies
    }


def _assumptions(results: Results) -> dict[str, list[dict[str, Any]]]:
    """Every assumption under its kind, the strongest kind first."""
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for name, assumptions in results.case.assumptions.items():
        declared = results.graph.inputs[name]
        axes = [results.graph.axes[axis] for axis in declared.axes]
        for position, assumption in enumerate(assumptions):
            found[assumption.kind].append(
                {
                    "name": name,
                    "label": say(declared.label),
                    "item": _item(axes, position),
                    "unit": declared.unit,
                    "value": assumption.value,
                    "low": assumption.low,
                    "high": assumption.high,
                    "conservative": scenario_value(assumption, declared, "conservative"),
                    "optimistic": scenario_value(assumption, declared, "optimistic"),
                    "source": assumption.source,
                }
            )
    return found


def _item(axes: list[tuple[str, ...]], position: int) -> str | None:
    """Label of an item of flattened axes, the last axis running fastest."""
    labels: list[str] = []
    for axis in reversed(axes):
        position, place = divmod(position, len(axis))
        labels.insert(0, axis[place])
    return ", ".join(labels) or None


def _packages() -> dict[str, str]:
    """Installed versions of what the program stands on."""
    required = [one for one in metadata.requires("reportgen") or [] if "extra ==" not in one]
    names = [re.split(r"[\s<>=!~;\[(]", requirement, maxsplit=1)[0] for requirement in required]
    return {name: metadata.version(name) for name in sorted(names, key=str.lower)}


def _git() -> dict[str, Any]:
    """Commit and branch of the code, all None where it does not run from a git checkout."""
    unknown: dict[str, Any] = {"commit": None, "branch": None, "dirty": None}
    command = ["git", "-C", str(Path(__file__).parent), "status", "--porcelain=v2", "--branch"]
    try:
        status = subprocess.run(command, capture_output=True, text=True, check=True, timeout=10).stdout
    except (OSError, subprocess.SubprocessError):
        return unknown
    facts = dict(line[2:].split(" ", 1) for line in status.splitlines() if line.startswith("# branch."))
    return {
        "commit": facts.get("branch.oid"),
        "branch": facts.get("branch.head"),
        "dirty": any(not line.startswith("#") for line in status.splitlines()),
    }
