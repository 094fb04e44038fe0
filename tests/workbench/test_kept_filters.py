"""Filters that an officer keeps under a name: on every list that has them, one's own only, and gone when one takes them away."""

from __future__ import annotations

from typing import Any

import pytest

SCREENS = {
    "incidents": "governorate=Idlib",
    "search": "q=2012",
    "map": "kind=airstrike",
    "statistics": "by=kind&across=year",
    "queues/leads": "lang=ar",
}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_filter_is_kept_offered_and_taken_away(screen: str, client_of: Any) -> None:
    client, query = client_of("analyst", "en"), SCREENS[screen]
    page = client.get(f"/{screen}/?{query}").content.decode()
    assert f'<input type="hidden" name="screen" value="{screen}">' in page
    assert client.post("/team/filter/", {"screen": screen, "name": "the east", "query": query}).status_code == 302
    kept = client.user.filters.get()
    link = f'<a class="tag" href="?{query.replace("&", "&amp;")}"><bdi>the east</bdi></a>'
    assert link in client.get(f"/{screen}/").content.decode()
    assert f'href="/{screen}/?' in client.get("/queues/mine/").content.decode()
    assert "the east" not in client_of("reviewer", "en").get(f"/{screen}/").content.decode()
    assert client_of("reviewer").post(f"/team/filter/{kept.pk}/forget/").status_code == 404
    assert client.post(f"/team/filter/{kept.pk}/forget/", {"next": f"/{screen}/"})["Location"] == f"/{screen}/"
    assert link not in client.get(f"/{screen}/").content.decode()


@pytest.mark.parametrize("screen", ["/evil.example", "office", "", "queues/leads/../.."])
def test_only_lists_with_filters_keep_some(screen: str, client_of: Any) -> None:
    client = client_of("analyst")
    client.post("/team/filter/", {"screen": screen, "name": "x", "query": "q=x"})
    assert not client.user.filters.exists()
