"""Small questions to YAML nodes; raises UnusableError where a node is of another form than asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from reportgen.case.limits import UnusableError

if TYPE_CHECKING:
    import yaml

LONGEST_TEXT = 2_000

_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_FORMS = {"scalar": "a single value", "sequence": "a list", "mapping": "a section of settings"}


def line(node: yaml.Node) -> int:
    """The line a node begins on, counted from 1."""
    return int(node.start_mark.line) + 1


def form(node: yaml.Node) -> str:
    """`scalar`, `sequence` or `mapping`."""
    return cast("yaml.ScalarNode | yaml.SequenceNode | yaml.MappingNode", node).id


def is_empty(node: yaml.Node) -> bool:
    """Whether there is no value: nothing behind the colon, `~` or `null`."""
    return node.tag == "tag:yaml.org,2002:null"


def scalar(node: yaml.Node) -> str:
    """The text of a single value, on one line, as the file has it."""
    if form(node) != "scalar":
        raise UnusableError(
            f"is {_FORMS[form(node)]}, but a single value is expected; write it on the line of its name."
        )
    text = " ".join(node.value.split())
    if _NOT_TEXT.search(text):
        raise UnusableError("holds a control character; remove it.")
    if len(text) > LONGEST_TEXT:
        raise UnusableError(f"has {len(text):,} characters; write at most {LONGEST_TEXT:,}.")
    return text


def items(node: yaml.Node) -> list[yaml.Node]:
    """The items of a list; a single value is a list of one."""
    if form(node) == "mapping":
        raise UnusableError("is a section of settings, but a list is expected; write it as [first, second].")
    return list(node.value) if form(node) == "sequence" else [node]


def pairs(node: yaml.Node) -> list[tuple[str, yaml.Node, yaml.Node]]:
    """The settings of a section: name, node of the name, node of the value."""
    if form(node) != "mapping":
        raise UnusableError(
            f"is {_FORMS[form(node)]}, but a section is expected; write settings as 'name: value', indented under it."
        )
    return [(scalar(key), key, value) for key, value in node.value]
