"""The addresses of persons and parties. No name stands in an address (standards §5.6): persons are known by their number."""

from __future__ import annotations

from django.urls import URLPattern, path

from tawthiq.workbench.review import parties, people

urlpatterns: list[URLPattern] = [
    path("people/", people.people, name="people"),
    path("people/same/", people.same, name="same_people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/access/", people.access, name="person_access"),
    path("people/<int:pk>/merge/", people.merge, name="merge_person"),
    path("people/<int:pk>/apart/", people.apart, name="apart_person"),
    path("people/<int:pk>/split/", people.split, name="split_person"),
    path("actors/", parties.parties, name="parties"),
    path("actors/<str:code>/", parties.party, name="party"),
]
