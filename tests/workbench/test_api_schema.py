"""The API answers as its own description says, to whatever schemathesis makes of it: good values, bad ones and broken ones."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import pytest

warnings.filterwarnings("ignore", category=DeprecationWarning, module="schemathesis")


@pytest.fixture
def schema(officer: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Any, str]]:
    """The description as a holder of a token gets it, and that token."""
    import schemathesis
    from django.conf import settings
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    from tawthiq.workbench.register.actions.tokens import SCOPES, make_token
    from tawthiq.workbench.wsgi import application

    monkeypatch.setattr(settings, "API_REQUESTS_PER_MINUTE", 10**6)
    _, token = make_token(officer("senior"), "schemathesis", list(SCOPES), expires=None)
    for signal in (
        request_started,
        request_finished,
    ):  # they would close the connection, and with it the test's transaction
        signal.disconnect(close_old_connections)
    yield (
        schemathesis.openapi.from_wsgi(
            "/api/v1/openapi.json", application, headers={"Authorization": f"Bearer {token}"}
        ),
        token,
    )
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_no_answer_breaks_the_description(schema: tuple[Any, str]) -> None:
    from schemathesis import GenerationMode

    described, token = schema
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) >= 16
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            _call(operation, mode, token)


def _call(operation: Any, mode: Any, token: str) -> None:
    """Calls an operation with made-up values, all checks of schemathesis on."""
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from schemathesis import GenerationMode
    from schemathesis.core.parameters import ParameterLocation
    from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

    # whether a correction is a good one depends on the claim and the vocabularies, which no description can say
    left = [positive_data_acceptance] if operation.path.endswith("/correct") else []

    @seed(20)
    @settings(
        max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        wrong = {where for where, part in case.meta.components.items() if part.mode == GenerationMode.NEGATIVE}
        # A header that nobody knows is no fault of a request; and a list for a single value is lost on the way to a WSGI
        # application, so that what arrives is right (a value given twice is tested in test_api.py).
        lost = any(isinstance(value, list | dict) for value in (case.query or {}).values())
        passed = [*left, negative_data_rejection] if lost or ParameterLocation.HEADER in wrong else left
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=passed)

    check()
