"""The hand-made register of `sample_register.py` and its two pages, made once for all tests of this room."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tawthiq.domain.register import Register
from tawthiq.publish.report import render


def _load() -> ModuleType:
    name = "publish_sample_register"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("sample_register.py"))
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    """The module of the sample, for its documents and hostile strings."""
    return _load()


@pytest.fixture(scope="session")
def register() -> Register:
    """The sample register."""
    made: Register = _load().sample_register()
    return made


@pytest.fixture(scope="session")
def pages(register: Register) -> dict[str, str]:
    """The report of the sample in both languages."""
    return {lang: render(register, lang) for lang in ("ar", "en")}
