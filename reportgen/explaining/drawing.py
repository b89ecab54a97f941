"""Trees and tables drawn with characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.explaining.tables import Table
from reportgen.explaining.tree import Node
from reportgen.survey.names import abbreviated

#: Of all that is printed, in characters.
WIDTH = 100
_GOES_ON = {"": "", "above": " (above)", "deeper": " …"}
#: What is shorter than this says nothing.
_LEAST_TEXT = 12


def branches(nodes: Sequence[Node], before: str = "  ") -> Iterator[str]:
    """A tree, one line a node, up to `WIDTH` characters wide."""
    for number, node in enumerate(nodes, start=1):
        is_last = number == len(nodes)
        yield _node(node, before + ("└── " if is_last else "├── "))
        yield from branches(node.nodes, before + ("    " if is_last else "│   "))


def _node(node: Node, before: str) -> str:
    behind = f" ({node.name})  {node.value}{_GOES_ON[node.goes_on]}"
    text = f"{before}{begun(node.label, max(WIDTH - len(before) - len(behind), _LEAST_TEXT))}{behind}"
    room = WIDTH - len(text) - len("  []")
    if not node.bases or room < _LEAST_TEXT:
        return text
    bases = "; ".join(basis.words for basis in node.bases)
    return f"{text}  [{begun(bases, room)}]"


def begun(text: str, most: int) -> str:
    """The text, or its beginning where there is no room for more."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else f"{one_line[: most - 1].rstrip(' :;,')}…"


def columns(table: Table) -> Iterator[str]:
    """A table, figures to the right; labels of rows are as long as there is room, heads about as long as figures."""
    widths = [max(map(len, cells)) for cells in zip(*table.rows, strict=True)]
    heads = [begun(head, max(width, _LEAST_TEXT)) for head, width in zip(table.heads, widths, strict=True)]
    widths = [max(width, len(head)) for head, width in zip(heads, widths, strict=True)]
    first = min(widths[0], WIDTH - 2 - sum(width + 2 for width in widths[1:]))
    for label, *figures in (heads, *table.rows):
        cells = "".join(f"  {figure:>{width}}" for figure, width in zip(figures, widths[1:], strict=True))
        yield f"  {abbreviated(label, first):<{first}}{cells}".rstrip()
    more = [_more(count, noun) for count, noun in ((table.more_rows, "row"), (table.more_columns, "column"))]
    if any(more):
        yield f"  … and {' and '.join(filter(None, more))}; --json has all"


def _more(count: int, noun: str) -> str:
    return f"{count:,} more {noun}{'s' * (count != 1)}" if count else ""
