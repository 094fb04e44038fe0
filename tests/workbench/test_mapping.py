"""The map and the course of time: every mark and every bar opens as many incidents as it says, and shows nothing that a reader may not see."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest


def _listed(client: Any, address: str) -> int:
    """How many incidents a list holds, over all its pages."""
    found = 0
    while address:
        page = client.get(address).content.decode()
        found += page.count('<td class="day">')
        following = re.search(r'href="\?([^"]*after=[^"]*)"', page)
        address = f"/incidents/?{html.unescape(following[1])}" if following else ""
    return found


def _page(client: Any, **asked: str) -> str:
    return str(client.get("/map/", asked).content.decode())


def _places(page: str) -> dict[str, int]:
    rows = re.findall(
        r'<tr><th scope="row"><a href="([^"]+)">[^<]*</a>.*?<td class="fig"><a href="\1"><bdi class="n">(\d+)</bdi></a></td></tr>',
        page,
        re.S,
    )
    return {html.unescape(address): int(n) for address, n in rows}


def _bars(page: str) -> dict[str, int]:
    rows = re.findall(r'<a href="(\?[^"]+)" aria-label="[^"]*: (\d+)"><title>', page)
    return {html.unescape(address): int(n) for address, n in rows}


@pytest.mark.parametrize("asked", [{}, {"governorate": "Deir ez-Zor"}, {"actor": "gov", "from": "2016-01-01"}])
def test_every_place_and_every_bar_opens_its_incidents(client_of: Callable[..., Any], asked: dict[str, str]) -> None:
    client = client_of("analyst", "en")
    page = _page(client, **asked)
    places, bars = _places(page), _bars(page)
    assert places
    assert bars
    assert {address: _listed(client, address) for address in places} == places
    assert {address: _listed(client, "/incidents/" + address) for address in bars} == bars
    undated = re.search(r'undated=1"><bdi class="n">(\d+)', page)
    everything = _listed(client, "/incidents/?" + "&".join(f"{k}={v}" for k, v in asked.items()))
    assert sum(bars.values()) + (int(undated[1]) if undated else 0) == everything


def test_a_bar_can_be_opened_by_month(client_of: Callable[..., Any]) -> None:
    client = client_of("analyst", "en")
    year = next(address for address in _bars(_page(client)))
    assert re.search(r"from=\d{4}-01-01&to=\d{4}-12-31$", year)
    by_month = client.get("/map/" + year).content.decode()
    assert sum(_bars(by_month).values()) == _bars(_page(client))[year]


def test_arabic_time_runs_from_the_right(client_of: Callable[..., Any]) -> None:
    def order(lang: str) -> list[str]:
        page = _page(client_of("analyst", lang))
        drawn = re.findall(r'<text class="under" x="([\d.]+)" y="156">(\d{4})', page)
        return [year for x, year in sorted((float(x), year) for x, year in drawn)]

    assert order("ar") == sorted(order("en"), reverse=True)


def test_a_place_is_not_drawn_sharper_than_it_is_known(client_of: Callable[..., Any]) -> None:
    from tawthiq.workbench.register.models import Incident
    from tawthiq.workbench.register.revision import grow

    incident = Incident.objects.exclude(place_id="").filter(place_precision__in=("P3", "P4")).order_by("pk")[0]
    Incident.objects.filter(place_id=incident.place_id).update(place_precision="P9")
    grow()
    page = _page(client_of("analyst", "en"))
    mark = re.search(rf'place_id={re.escape(incident.place_id)}"[^>]*><circle class="spot (\w+)"', page)
    assert mark is not None
    assert mark[1] == "hatched"


def test_restricted_incidents_are_not_on_the_map_of_who_may_not_see_them(client_of: Callable[..., Any]) -> None:
    from tawthiq.workbench.register.models import Incident
    from tawthiq.workbench.register.revision import grow

    before = sum(_places(_page(client_of("collector", "en"))).values())
    hidden = Incident.objects.exclude(place_id="").exclude(state__in=("merged", "rejected")).order_by("pk")[0]
    Incident.objects.filter(pk=hidden.pk).update(access="sealed")
    grow()
    assert sum(_places(_page(client_of("collector", "en"))).values()) == before - 1
