"""The map: shared borders, outlines near the truth, marks never sharper than the place is known."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tawthiq.domain.register import Register
from tawthiq.publish.map import HEIGHT, WIDTH, draw, project, shade_labels, shade_of
from tawthiq.publish.outlines import Outline, Point, outlines
from tawthiq.publish.statistics import counted
from tawthiq.publish.wording import wording

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "syr_admin1_simplified.geojson"
Grid = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def _inside(ring: tuple[Point, ...], x: Grid, y: Grid) -> Mask:
    found = np.zeros(x.shape, dtype=bool)
    for (x1, y1), (x2, y2) in pairwise(ring):
        if y1 != y2:
            found ^= ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return found


def _mask(rings: tuple[tuple[Point, ...], ...], x: Grid, y: Grid) -> Mask:
    found = np.zeros(x.shape, dtype=bool)
    for ring in rings:
        found ^= _inside(ring, x, y)
    return found


def test_fourteen_governorates_share_their_borders() -> None:
    assert len(outlines()) == 14
    edges = Counter(frozenset((a, b)) for one in outlines() for ring in one.rings for a, b in pairwise(ring))
    assert set(edges.values()) == {1, 2}, "an edge belongs to one governorate or to two neighbours"
    outer = [edge for edge, owners in edges.items() if owners == 1]
    ends = Counter(point for edge in outer for point in edge)
    assert set(ends.values()) == {2}, "the outer border is one closed line"


def test_no_point_lies_in_two_governorates() -> None:
    x, y = np.meshgrid(np.arange(35.55, 42.4, 0.0503), np.arange(32.3, 37.35, 0.0507))
    owners = sum(_mask(one.rings, x, y).astype(int) for one in outlines())
    assert int(np.max(owners)) == 1


@pytest.mark.parametrize("outline", outlines(), ids=lambda outline: outline.id)
def test_outlines_lie_where_the_governorates_are(outline: Outline) -> None:
    if not REFERENCE.exists():
        pytest.skip("no reference boundaries on this machine")
    features = json.loads(REFERENCE.read_text(encoding="utf-8"))["features"]
    shape = next(f["geometry"] for f in features if f["properties"]["ADM1_PCODE"] == outline.pcode)
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    truth = tuple(tuple((p[0], p[1]) for p in ring) for polygon in polygons for ring in polygon)
    lon, lat = [p[0] for p in outline.rings[0]], [p[1] for p in outline.rings[0]]
    step = max(max(lon) - min(lon), max(lat) - min(lat)) / 120
    x, y = np.meshgrid(np.arange(min(lon) - 0.6, max(lon) + 0.6, step), np.arange(min(lat) - 0.6, max(lat) + 0.6, step))
    ours, theirs = _mask(outline.rings, x, y), _mask(truth, x, y)
    assert (ours & theirs).sum() / (ours | theirs).sum() >= 0.7


def test_north_is_up_and_everything_fits() -> None:
    assert project(38, 36)[1] < project(38, 34)[1]
    assert project(36, 35)[0] < project(40, 35)[0]
    for one in outlines():
        for lon, lat in (*one.rings[0], one.label):
            x, y = project(lon, lat)
            assert 0 < x < WIDTH
            assert 0 < y < HEIGHT


def test_marks_show_how_precisely_the_place_is_known(register: Register) -> None:
    drawing = draw(counted(register), wording("en"))
    kinds = {ident: mark.kind for mark in drawing.marks for ident in mark.incidents}
    assert kinds == {
        "inc-joura": "ring",
        "inc-hamidiyah": "ring",
        "inc-hospital": "area",
        "inc-market": "ring",
        "inc-mine": "hatched",
        "inc-shell": "ring",
    }, "the hospital is known to the street but shown by district"
    joura = next(mark for mark in drawing.marks if "inc-joura" in mark.incidents)
    assert joura.incidents == ("inc-joura", "inc-hamidiyah"), "two quarters of one town are one mark with a number"
    assert {shape.id: shape.incidents for shape in drawing.shapes if shape.incidents} == {
        "sy.deir-ez-zor": 2,
        "sy.aleppo": 1,
        "sy.idlib": 1,
        "sy.daraa": 2,
    }


def test_what_cannot_be_drawn_is_listed(register: Register) -> None:
    market = register.incidents[3]
    assert market.place is not None
    nowhere = replace(market, id="nowhere", place=None)
    country = replace(market, id="country", place=replace(market.place, precision="P10"))
    abroad = replace(market, id="abroad", place=replace(market.place, place=replace(market.place.place, lon=44.4)))
    assert draw((nowhere, country, abroad), wording("ar")).off == ("nowhere", "country", "abroad")


def test_shades() -> None:
    assert [shade_of(n) for n in (0, 1, 2, 4, 5, 24, 25, 400)] == [0, 1, 2, 2, 3, 4, 5, 5]
    assert shade_labels(2) == ("0", "1", "2–4")
    assert shade_labels(5)[-1] == "25+"
