"""The addresses of the screens of sources."""

from __future__ import annotations

from django.urls import URLPattern, path

from tawthiq.workbench.review import sources

urlpatterns: list[URLPattern] = [
    path("sources/", sources.sources, name="sources"),
    path("sources/<int:pk>/", sources.source, name="source"),
    path("sources/<int:pk>/type/", sources.set_type, name="source_type"),
    path("sources/<int:pk>/dependence/", sources.set_dependence, name="source_dependence"),
    path("sources/<int:pk>/access/", sources.set_access, name="source_access"),
]
