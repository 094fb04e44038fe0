"""The sources of the register: of what kind they are, for whom they speak, whom they republish, and which of them count as one voice (R1, R2, R4)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tawthiq.knowledge.parties import actor_names, actors
from tawthiq.publish.wording import clean, codes
from tawthiq.reconcile.independence import Independence
from tawthiq.reconcile.publishers import is_party
from tawthiq.workbench.register.actions import sources as on_sources
from tawthiq.workbench.register.deciding import decisions_on
from tawthiq.workbench.register.models import Document, Facet, Incident, Source
from tawthiq.workbench.register.models.documents import ACCESS
from tawthiq.workbench.register.protection import readable
from tawthiq.workbench.register.sources import VOICE, found_by, independence
from tawthiq.workbench.register.weighing import under_way
from tawthiq.workbench.review.acts import act, reason_of, version_of
from tawthiq.workbench.review.context import w_of
from tawthiq.workbench.review.guard import StaffRequest, incidents_for, levels, one, screen, seen, sources_for
from tawthiq.workbench.review.paging import Page
from tawthiq.workbench.staff.models import User

SIZE = 40
LATEST = 500
"""The evidence on a source's page is drawn from so many of its incidents, the latest."""


@dataclass
class Row:
    """A source as a list shows it. `one_with` is the source it counts as; None where it counts for itself."""

    source: Source
    languages: list[str] = field(default_factory=list)
    incidents: int = 0
    one_with: Source | None = None

    @property
    def is_party(self) -> bool:
        """Whether it speaks for a party: such a voice raises no grade (R4)."""
        return is_party(self.source.kind)


def _page(rows: QuerySet[Source], after: str) -> Page:
    """A page of sources, those that published most first."""
    documents, _, pk = after.partition(".")
    if documents.isascii() and documents.isdigit() and pk.isascii() and pk.isdigit() and len(after) < 30:
        rows = rows.filter(Q(documents__lt=int(documents)) | Q(documents=int(documents), pk__lt=int(pk)))
    found = list(rows.select_related("owner", "carries").order_by("-documents", "-pk")[: SIZE + 1])
    more = len(found) > SIZE
    found = found[:SIZE]
    return Page(found, f"{found[-1].documents}.{found[-1].pk}" if more else "")


def _rows(found: list[Source], user: User, ruled: Independence) -> list[Row]:
    """Sources with what is counted of them."""
    rows = {s.pk: Row(s) for s in found}
    by_key = {s.key: s.pk for s in found}
    for pk, lang in Document.objects.filter(source__in=rows).values_list("source", "lang").distinct().order_by("lang"):
        rows[pk].languages.append(lang)
    told = (
        Facet.objects.filter(readable(levels(user)), dimension=VOICE, code__in=by_key)
        .values_list("code")
        .annotate(n=Count("pk"))
    )
    for code, n in told:
        rows[by_key[code]].incidents = n
    ends = {key: ruled.one_with(key) for key in by_key}
    others = {s.key: s for s in sources_for(user).filter(key__in=set(ends.values()))}
    for key, end in ends.items():
        if end != key:
            rows[by_key[key]].one_with = others.get(end, Source(key=""))  # one that may not be seen has no name
    return list(rows.values())


@screen("see")
def sources(request: StaffRequest) -> HttpResponse:
    """All sources, those that published most first; by name, type, and whether they count for themselves."""
    asked = {name: request.GET.get(name, "").strip()[:300] for name in ("q", "type", "only")}
    rows = sources_for(request.user)
    if asked["q"]:
        rows = rows.filter(Q(name_ar__icontains=asked["q"]) | Q(name_en__icontains=asked["q"]) | Q(key=asked["q"]))
    if asked["type"]:
        rows = rows.filter(Q(source_type=asked["type"]) | Q(source_type="", known_type=asked["type"]))
    if asked["only"] == "dependent":
        rows = rows.exclude(owner=None, carries=None)
    elif asked["only"] == "publishers":
        rows = rows.filter(documents__gt=0)
    page = _page(rows, request.GET.get("after", ""))
    w = w_of(request)
    context = {
        "rows": _rows(page.rows, request.user, independence()), "after": page.after, "asked": asked, "weighing": under_way(),
        "types": [(c, w.label("source_types", c)) for c in codes("source_types")],
    }  # fmt: skip
    return render(request, "review/sources.html", context)


@dataclass(frozen=True, slots=True)
class Beside:
    """Another voice in the same incidents: in how many, and whether the two count apart."""

    source: Source
    incidents: int
    independent: bool


def _beside(source: Source, latest: list[int], user: User, ruled: Independence) -> list[Beside]:
    codes_there = Facet.objects.filter(dimension=VOICE, incident__in=latest).values_list("code", flat=True)
    tally = Counter(code for code in codes_there if code != source.key)
    most = [key for key, _ in sorted(tally.items(), key=lambda item: (-item[1], item[0]))[:30]]
    rows = {s.key: s for s in sources_for(user).filter(key__in=most)}
    mine = ruled.one_with(source.key)
    return [Beside(rows[key], tally[key], ruled.one_with(key) != mine) for key in most if key in rows]


def _republishes(source: Source, latest: list[int], user: User) -> list[tuple[Source, int]]:
    """Whose words its pages were found to carry, by R2: credited wires, copied texts."""
    carried: list[tuple[str, list[str]]] = []
    for record in Incident.objects.filter(pk__in=latest).values_list("record", flat=True):
        for origin in record.get("origins") or ():
            key = str(origin["id"]).removeprefix("source:")
            if origin.get("rule") == "R2" and key != origin["id"] and key != source.key:
                carried.append((key, list(origin["documents"])))
    wanted = {document for _, documents in carried for document in documents}
    own: set[str] = set()
    ordered = sorted(wanted)
    for start in range(0, len(ordered), 400):
        mine = Document.objects.filter(source=source, key__in=ordered[start : start + 400])
        own.update(mine.values_list("key", flat=True))
    tally = Counter(key for key, documents in carried if not own.isdisjoint(documents))
    rows = {s.key: s for s in sources_for(user).filter(key__in=tally)}
    return [(rows[k], n) for k, n in sorted(tally.items(), key=lambda item: (-item[1], item[0])) if k in rows]


def _found(request: StaffRequest, pk: int) -> Source:
    found: Source = one(sources_for(request.user).select_related("owner", "carries"), pk=pk)
    return found


@screen("see")
def source(request: StaffRequest, pk: int) -> HttpResponse:
    """One source: what is known and ruled of it, whom it republishes, beside whom it stands in incidents."""
    found, w, user = _found(request, pk), w_of(request), request.user
    name = on_sources.name_of(found)
    seen(user, name, found.access, "source")
    ruled = independence()
    heard = incidents_for(user).filter(facets__dimension=VOICE, facets__code=found.key)
    latest = list(heard.order_by("-sort_day", "-pk").values_list("pk", flat=True)[:LATEST])
    mine = ruled.one_with(found.key)
    bound = {*ruled.owners, *ruled.carries, *ruled.owners.values(), *ruled.carries.values()}
    group = sources_for(user).filter(key__in=[k for k in bound if ruled.one_with(k) == mine and k != found.key])
    sides = [(code, clean(w.pick(*reversed(actor_names(code))))) for code in actors()]
    context = {
        "row": _rows([found], user, ruled)[0], "source": found, "group": group.order_by("-documents", "pk"), "beside": _beside(found, latest, user, ruled),
        "republishes": _republishes(found, latest, user), "latest": LATEST, "decisions": list(decisions_on(name)[:40]),
        "undoable": user.may("rule_sources"), "types": [(c, w.label("source_types", c)) for c in codes("source_types")],
        "sides": sorted(sides, key=lambda side: side[1]), "levels": ACCESS, "weighing": under_way(),
        "names": sources_for(user).exclude(pk=found.pk).order_by("-documents", "-pk")[:200], "readable": levels(user),
    }  # fmt: skip
    return render(request, "review/source.html", context)


def _back(found: Source) -> str:
    return reverse("source", args=[found.pk])


@screen("rule_sources", methods=("POST",))
def set_type(request: StaffRequest, pk: int) -> HttpResponse:
    """Its type and side."""
    found, form = _found(request, pk), request.POST
    return act(
        request, _back(found),
        lambda: on_sources.set_type(request.user, found, form.get("type", ""), form.get("party", ""), reason=reason_of(request), version=version_of(request)),
    )  # fmt: skip


@screen("rule_sources", methods=("POST",))
def set_dependence(request: StaffRequest, pk: int) -> HttpResponse:
    """Whose it is, and whose text it publishes."""
    found = _found(request, pk)

    def rule() -> None:
        others: list[Source | None] = []
        for name in ("owner", "carries"):
            text = request.POST.get(name, "")[:300].strip()
            held: Source | None = getattr(found, name)
            if not text and held is not None and held.access not in levels(request.user):
                others.append(held)  # the form did not show it, so leaving it empty says nothing
                continue
            other = found_by(text)
            if text and (other is None or other.access not in levels(request.user)):
                raise ValueError("sources.no_such")
            others.append(other)
        on_sources.set_dependence(request.user, found, *others, reason=reason_of(request), version=version_of(request))

    return act(request, _back(found), rule)


@screen("set_access", methods=("POST",))
def set_access(request: StaffRequest, pk: int) -> HttpResponse:
    """Who may see it named and read what it published."""
    found = _found(request, pk)
    return act(
        request, _back(found),
        lambda: on_sources.set_access(request.user, found, request.POST.get("access", ""), reason=reason_of(request), version=version_of(request)),
    )  # fmt: skip
