"""The addresses of the screens of the office's words."""

from __future__ import annotations

from django.urls import URLPattern, path

from tawthiq.workbench.review import vocabulary

urlpatterns: list[URLPattern] = [
    path("vocabulary/", vocabulary.vocabulary, name="vocabulary"),
    path("vocabulary/add/", vocabulary.add, name="add_word"),
    path("vocabulary/<int:pk>/state/", vocabulary.set_state, name="word_state"),
    path("vocabulary/read/", vocabulary.read_again, name="read_again"),
    path("vocabulary/readings/<int:pk>/", vocabulary.rereading, name="rereading"),
    path("vocabulary/readings/<int:pk>/accept/", vocabulary.accept, name="accept_rereading"),
    path("vocabulary/readings/<int:pk>/discard/", vocabulary.discard, name="discard_rereading"),
]
