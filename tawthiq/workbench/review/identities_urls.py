"""Addresses of the screens of sources and witnesses: by pseudonym, never by name."""

from __future__ import annotations

from django.urls import URLPattern, path

from tawthiq.workbench.review import identities

urlpatterns: list[URLPattern] = [
    path("identities/", identities.identities, name="identities"),
    path("identities/take/", identities.take, name="take_identity"),
    path("identities/<str:pseudonym>/", identities.identity, name="identity"),
    path("identities/<str:pseudonym>/ask/", identities.ask_to_show, name="ask_identity"),
    path("identities/<str:pseudonym>/open/", identities.show, name="open_identity"),
    path("identities/<str:pseudonym>/consent/", identities.consent, name="give_consent"),
    path("identities/<str:pseudonym>/withdraw/<int:pk>/", identities.withdraw_consent, name="withdraw_consent"),
    path("identities/<str:pseudonym>/destroy/", identities.destroy_identity, name="destroy_identity"),
]
