"""Addresses of the screen of API tokens."""

from __future__ import annotations

from django.urls import URLPattern, path

from tawthiq.workbench.review import tokens

urlpatterns: list[URLPattern] = [
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/make/", tokens.make, name="make_token"),
    path("tokens/<int:pk>/revoke/", tokens.revoke, name="revoke_token"),
    path("tokens/all/", tokens.everyones, name="all_tokens"),
    path("tokens/all/<int:pk>/revoke/", tokens.revoke_any, name="revoke_any_token"),
]
