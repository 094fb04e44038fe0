"""What the public projection keeps back of a place: by what happened there, and by what the place is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tawthiq.domain.span import Quote, Span
from tawthiq.domain.where import Place, PlaceMention
from tawthiq.publish import public
from tawthiq.publish.titles import public_title
from tawthiq.publish.wording import wording
from tests.publish.registers import made


def at(name_en: str, name_ar: str, level: str = "landmark", precision: str = "P2") -> PlaceMention:
    place = Place("sy.x", level, name_en, name_ar, "sy.aleppo", "sy", "sy.aleppo", 36.1791, 37.1402)
    return PlaceMention(place, "Syria", "Aleppo", precision, Quote("x", Span(0, 1)))


@pytest.mark.parametrize(
    ("name_en", "name_ar"),
    [
        ("al-Quds Hospital", "مشفى القدس"),
        ("National Clinic of Salah", "مستوصف صلاح"),
        ("Sednaya Prison", "سجن صيدنايا"),
        ("", "المُستشفى الوطني"),
        ("M10", "مشفى M10"),
        ("White Helmets centre", ""),
    ],
)
def test_a_hospital_prison_or_shelter_is_coarsened_whatever_happened_there(name_en: str, name_ar: str) -> None:
    incident = replace(made(1)[1], place=at(name_en, name_ar))
    assert public.is_blurred(incident)
    assert public.place_name(incident, "en") == public.place_name(incident, "ar") == ""
    assert public.coordinates(incident) == (37.1, 36.2)
    assert public.precision(incident) == "P7"
    for lang in ("ar", "en"):
        title = public_title(incident, wording(lang))
        assert not any(name and name in title for name in (name_en, name_ar))


@pytest.mark.parametrize(
    ("name_en", "name_ar", "level", "precision"),
    [
        ("Bab al-Hawa", "باب الهوى", "landmark", "P2"),
        ("Shifa market", "سوق الشفاء", "landmark", "P2"),
        ("al-Mashfa", "حي المشفى", "neighbourhood", "P3"),
        ("Medicalia", "طبيبة", "landmark", "P2"),
    ],
)
def test_other_places_keep_their_precision(name_en: str, name_ar: str, level: str, precision: str) -> None:
    incident = replace(made(1)[1], place=at(name_en, name_ar, level, precision))
    assert not public.is_blurred(incident)
    assert public.place_name(incident, "en") == name_en


@pytest.mark.parametrize(
    ("own", "outside"),
    [
        ("2012-09-25-al-joura-3f9c1a2b", "incident-3f9c1a2b"),
        ("2012-09-25-al-joura-0123456789abcdef01234567-2", "incident-0123456789abcdef01234567-2"),
        ("undated-nowhere-3f9c1a2b", "incident-3f9c1a2b"),
        ("incident-3f9c1a2b", "incident-3f9c1a2b"),
    ],
)
def test_a_sealed_id_keeps_the_hash_alone(own: str, outside: str) -> None:
    assert public.sealed_id(own) == outside
    assert public.sealed_id(public.sealed_id(own)) == outside


@pytest.mark.parametrize("own", ["quds-hospital", "مشفى القدس", "2012-09-25-quds", "x\ud800"])
def test_an_id_of_another_make_is_hashed_whole(own: str) -> None:
    sealed = public.sealed_id(own)
    assert sealed.startswith("incident-")
    assert own not in sealed
    assert "quds" not in sealed
    assert public.sealed_id(sealed) == sealed


def test_only_what_is_kept_back_is_sealed() -> None:
    incident = made(1)[1]
    assert public.public_id(incident) == incident.id
    for kept in (
        replace(incident, kind="sexual_violence"),
        replace(incident, place=at("al-Quds Hospital", "مشفى القدس")),
    ):
        assert public.public_id(kept) == public.sealed_id(incident.id) != incident.id
