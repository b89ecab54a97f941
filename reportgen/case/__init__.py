"""The case: what is assumed about a team, with a source for every figure.

`load` reads a case file, `read` does so with its problems inside; `complete` fills its gaps from the survey, the
benchmarks and stated conventions.
"""

from reportgen.case.completing import complete
from reportgen.case.loading import load, read

__all__ = ["complete", "load", "read"]
