"""The workbench's figures are the reports' figures: the same range, the same plus, the same dash where nobody gives a number."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def test_an_incident_has_the_figure_that_the_reports_give_it(built: Path, office: Path) -> None:
    from tawthiq.cli.register_folder import read_whole_register
    from tawthiq.publish.figures import headline
    from tawthiq.publish.trace import Trace
    from tawthiq.workbench.register.models import Incident

    register = read_whole_register(built, None, "", lambda *_: None)
    toll_of = Trace(register).toll
    rows = {i.key: i for i in Incident.objects.all()}
    opened = 0
    for incident in register.incidents:
        for harm in ("killed", "injured"):
            figure, row = headline(incident, harm, toll_of), rows[incident.id]
            of_row = tuple(getattr(row, f"{harm}_{part}") for part in ("min", "max", "open"))
            assert of_row == ((figure.low, figure.high, figure.open) if figure else (None, None, False)), incident.id
            opened += bool(figure and figure.open and figure.high > figure.low)
    assert opened, "an open range whose highest number stands before the plus"


def test_an_incident_weighed_anew_keeps_its_figure(office: Path) -> None:
    from tawthiq.workbench.register.models import Incident
    from tawthiq.workbench.register.reweigh import reweigh

    for incident in Incident.objects.filter(killed_open=True):
        before = (incident.killed_min, incident.killed_max)
        after = reweigh(incident)
        assert (after.killed_min, after.killed_max) == before


@pytest.fixture
def uncounted(office: Path) -> str:
    """A kind of incident of which none gives a number of people; the heading of its row."""
    from tawthiq.workbench.register.models import Incident
    from tawthiq.workbench.register.revision import grow

    Incident.objects.filter(kind="siege").delete()
    likeness = Incident.objects.order_by("pk")[0]
    likeness.pk, likeness.key, likeness.kind, likeness.background_only, likeness.grade = (
        None,
        "siege-1",
        "siege",
        False,
        "G1",
    )
    likeness.killed_min = likeness.killed_max = None
    likeness.killed_open = False
    likeness.save()
    grow()
    return "siege"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_row_in_which_nobody_gives_a_number_has_a_dash_and_no_zero(
    client_of: Callable[..., Any], uncounted: str, lang: str
) -> None:
    page = client_of("analyst", lang).get("/statistics/", {"by": "kind", "measure": "killed"}).content.decode()
    row = re.search(rf"""<a href="/incidents/\?kind={uncounted}"><bdi[^>]*>([^<]*)<""", page)
    assert row is not None
    assert row[1] == "—"
    listed = client_of("analyst", lang).get("/incidents/", {"kind": uncounted}).content.decode()
    assert re.search(r"""<td class="fig"[^>]*><span class="dim">—</span></td>""", listed)


def test_what_reports_leave_out_can_be_left_out(client_of: Callable[..., Any], built: Path) -> None:
    from tawthiq.cli.register_folder import read_whole_register
    from tawthiq.publish.statistics import counted
    from tawthiq.workbench.register.models import Incident

    Incident.objects.filter(pk=Incident.objects.order_by("pk")[0].pk).update(background_only=True)
    of_report = {i.id for i in counted(read_whole_register(built, None, "", lambda *_: None))} - {
        Incident.objects.order_by("pk")[0].key
    }
    client = client_of("analyst", "en")
    listed = client.get("/incidents/", {"counted": "1"}).content.decode()
    assert set(re.findall(r'href="/incidents/([^/"?]+)/"', listed)) == of_report
    assert "only what reports count" in listed


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_filters_are_words_not_codes(client_of: Callable[..., Any], lang: str) -> None:
    asked = {"responsible": "joint:gov+rus", "weapon": "barrel_bomb", "conflict": "any", "group": "child"}
    page = client_of("analyst", lang).get("/incidents/", asked).content.decode()
    form = page[page.index('class="filters') : page.index("</form>", page.index('class="filters'))]
    words = re.sub(r"<[^>]+>", " ", form)
    assert not re.search(r"joint:gov|barrel_bomb|: any|: child\b", words)
    assert 'name="responsible" value="joint:gov+rus" checked' in form


@pytest.mark.parametrize(("lang", "together"), [("ar", "مع غيرها"), ("en", "jointly")])
def test_the_page_of_an_incident_says_how_the_accused_stand_to_each_other(
    client_of: Any, lang: str, together: str
) -> None:
    from tawthiq.workbench.register.models import Incident

    joint = next(one for one in Incident.objects.order_by("pk") if len(one.record["actors"]) > 1)
    for actor in joint.record["actors"]:
        actor["mode"] = "joint"
    joint.save()
    page = client_of("analyst", lang).get(f"/incidents/{joint.key}/").content.decode()
    assert f"({together})" in page
