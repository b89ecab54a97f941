"""What people install is what stands in the repository."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Sequence
from email.message import Message
from email.parser import Parser
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support.programs import run
from support.sources import modules, third_party_imports

import reportgen

#: Where each folder of the repository lies once installed.
INSTALLED_AS = {"reportgen": "reportgen", "templates": "reportgen/templates", "inputs": "reportgen/inputs"}


@pytest.fixture(scope="module")
def distributions(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution, and the wheel that was built from it and not from the repository."""
    source = tmp_path_factory.mktemp("source")
    for name in INSTALLED_AS:
        shutil.copytree(root / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, source)
    target = tmp_path_factory.mktemp("distributions")
    # Without isolation no download is needed: the test extra brings the build's requirements.
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", target, source)
    return target


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> Path:
    return next(distributions.glob("reportgen-*.whl"))


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(name).decode())


@pytest.fixture(scope="module")
def installation(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a fresh environment with the wheel in it; the dependencies are borrowed, not downloaded."""
    folder = tmp_path_factory.mktemp("installed") / "environment"
    builder = venv.EnvBuilder(symlinks=True)
    builder.create(folder)
    scripts = Path(builder.ensure_directories(folder).bin_path)
    run(sys.executable, "-m", "pip", "--python", scripts / "python", "install", "--no-deps", "--no-index", wheel)
    packages = Path(run(scripts / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    # A path is all that is added: the .pth files in that folder, so the editable installation, stay without effect.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return scripts


def _run_elsewhere(folder: Path, *command: str | os.PathLike[str]) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=180)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _files(folder: Path) -> Sequence[Path]:
    return [
        path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]


@pytest.mark.parametrize("folder", INSTALLED_AS)
def test_every_file_is_in_the_wheel(folder: str, root: Path, wheel: Path) -> None:
    """Modules, templates and examples are all installed, with the content they have in the repository."""
    with zipfile.ZipFile(wheel) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    files = _files(root / folder)
    assert files
    for file in files:
        name = f"{INSTALLED_AS[folder]}/{file.as_posix()}"
        assert packed.get(name) == (root / folder / file).read_bytes(), f"{name} is missing from the wheel or differs"


def test_the_wheel_holds_nothing_but_the_package(wheel: Path) -> None:
    """No test, no top-level `templates` and no build leftover is installed beside the package."""
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert tops == {"reportgen", wheel.name.removesuffix("-py3-none-any.whl") + ".dist-info"}


def test_the_source_distribution_carries_licence_and_readme(distributions: Path) -> None:
    with tarfile.open(next(distributions.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"LICENSE", "README.md", "setup.cfg", "pyproject.toml"} <= names


def test_the_metadata_of_setup_cfg_reach_the_wheel(root: Path, metadata: Message) -> None:
    """A [project] table in pyproject.toml would empty them without a word."""
    written = configparser.ConfigParser()
    written.read(root / "setup.cfg", encoding="utf-8")
    assert metadata["Name"] == "reportgen"
    assert metadata["Version"] == reportgen.__version__
    assert metadata["Summary"] == written["metadata"]["description"]
    assert metadata["Requires-Python"] == ">=3.10"
    assert metadata["License"] == "MIT"
    assert str(metadata.get_payload()).strip() == (root / "README.md").read_text(encoding="utf-8").strip()
    assert len(metadata.get_all("Requires-Dist")) > 10


def test_every_library_that_is_imported_is_required(root: Path, metadata: Message) -> None:
    """A library that only comes along with another one would vanish with it."""
    requirements = [Requirement(text) for text in metadata.get_all("Requires-Dist")]
    required = {canonicalize_name(requirement.name) for requirement in requirements if requirement.marker is None}
    providers = packages_distributions()
    for module in modules(root / "reportgen"):
        for library in third_party_imports(module.path):
            names = {canonicalize_name(name) for name in providers.get(library, [library])}
            assert names & required, f"{module.name} imports {library}, which setup.cfg does not require"


def test_templates_and_examples_are_found_from_any_folder(installation: Path, tmp_path: Path, root: Path) -> None:
    """An installed program has its templates and examples, wherever it is run."""
    listing = (
        "from importlib.resources import files, as_file\n"
        "for package in ('reportgen.templates', 'reportgen.inputs'):\n"
        "    with as_file(files(package)) as folder:\n"
        "        print(*(p.relative_to(folder).as_posix() for p in folder.rglob('*') if p.is_file()), sep='\\n')\n"
    )
    found = _run_elsewhere(tmp_path, installation / "python", "-c", listing).splitlines()
    for file in [*_files(root / "templates"), *_files(root / "inputs")]:
        assert file.as_posix() in found


def test_the_installed_package_is_the_one_that_is_imported(installation: Path, tmp_path: Path) -> None:
    """The tests above judge the wheel and not the repository by another way."""
    place = _run_elsewhere(tmp_path, installation / "python", "-c", "import reportgen; print(reportgen.__file__)")
    assert Path(place.strip()).is_relative_to(installation.parent)


def test_the_installed_command_builds_the_example(installation: Path, tmp_path: Path, root: Path) -> None:
    """The wheel alone, run in an empty folder, makes both documents."""
    example = root / "inputs" / "insurance"
    command = [installation / "reportgen", "build", example / "survey.csv", "--case", example / "case.yaml"]
    _run_elsewhere(tmp_path, *command, "--output", tmp_path)
    assert {path.name for path in (tmp_path / "insurance").iterdir()} == {
        "insurance-model.xlsx",
        "insurance-business-case.pdf",
        "insurance-business-case.html",
        "results.json",
        "record.yaml",
    }
