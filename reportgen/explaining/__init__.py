"""What a line or assumption is, for `reportgen explain`: what it says, how it comes about and what follows from it.

`explain` says it of one, `catalogue` lists all, `as_text` and `as_json` print either.
"""

from reportgen.explaining.catalogue import Catalogue, catalogue
from reportgen.explaining.explanation import Explanation, explain
from reportgen.explaining.machine import as_json
from reportgen.explaining.subjects import named
from reportgen.explaining.text import as_text

__all__ = ["Catalogue", "Explanation", "as_json", "as_text", "catalogue", "explain", "named"]
