"""What every process under test needs, loaded once: each is forked from a server that imported this."""

from __future__ import annotations

import django  # noqa: F401
import duckdb  # noqa: F401

import tawthiq.cli.backup
import tawthiq.cli.build
import tawthiq.cli.restore
import tawthiq.pipeline  # noqa: F401
from tawthiq.extract.matcher import the_matcher

the_matcher()
