"""Which pages there are and what stands on each, in one language: overview, incidents, search, figures, map, versions, method.

A row of a table has a page of its own with the incidents behind it, and every incident its page; both keep their addresses
from release to release. An incident that is no longer published keeps a page that says why.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from tawthiq.publish import map as incident_map
from tawthiq.publish.charts import Chart, rows_chart, time_chart
from tawthiq.publish.dates import day_words
from tawthiq.publish.figures import figure_text, range_text
from tawthiq.publish.map import Mark
from tawthiq.publish.releases.words import release_wording
from tawthiq.publish.report import environment
from tawthiq.publish.site import views
from tawthiq.publish.site.groups import Groups
from tawthiq.publish.site.released import Names, Released, incident_of
from tawthiq.publish.statistics import Row, Table
from tawthiq.publish.wording import Wording, clean, ltr

Record = dict[str, Any]
CSP = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; style-src-attr 'unsafe-inline'; "
    "img-src 'none'; connect-src 'none'; form-action 'none'; base-uri 'none'"
)
"""No host but its own; `file:` lets the pages work straight from a disk, where there is no host."""
PER_PAGE = 100
NEWEST = 10
CHANGES = 500
"""Corrections that the page lists; all stand in the release."""
MENU = (
    ("home", "index.html"), ("incidents", "incidents.html"), ("search", "search.html"), ("figures", "figures.html"),
    ("map", "map.html"), ("versions", "versions.html"), ("method", "method.html"),
)  # fmt: skip


def _opened(title: str) -> str:
    """A title as it opens a page: with a capital."""
    return title[:1].upper() + title[1:]


@dataclass(frozen=True, slots=True)
class Paging:
    """A page of a list: `n` of `of`, beside files that are named after `stem`."""

    stem: str
    n: int
    of: int

    def file(self, n: int) -> str:
        """The file of the nth page."""
        return f"{self.stem}.html" if n == 1 else f"{self.stem}-{n}.html"


def pages(released: Released, lang: str, names: Names) -> Iterator[tuple[str, str]]:
    """File name within the language's folder, and text, of every page."""
    drawing = _Drawing(released, release_wording(lang), names)
    yield from drawing.main_pages()
    yield from drawing.lists()
    yield from drawing.incidents()


def root_page(released: Released) -> str:
    """The page at the root: it leads to the Arabic pages at once, and to both where a browser does not follow."""
    ar, en = release_wording("ar"), release_wording("en")
    return environment().get_template("site/root.html.j2").render(
        title=clean(released.manifest["title"]) or ar("site.title"), ar=en("site.other_language"),
        en=ar("site.other_language"), note=ar("site.preview_note") if released.preview else "",
    )  # fmt: skip


class _Drawing:
    """The pages of one language."""

    def __init__(self, released: Released, w: Wording, names: Names) -> None:
        self.r, self.w, self.names = released, w, names
        self.by_id = {r["id"]: r for r in released.incidents}
        self.groups = Groups(released, w, names)
        self.office = clean(released.manifest["title"]) or w("site.title")
        day = date.fromisoformat(released.manifest["at"][:10])
        self.release = w("site.release", number=ltr(str(released.manifest["number"])), day=day_words(day, w))
        self.changed: dict[str, list[Record]] = {}
        for entry in released.log:
            self.changed.setdefault(entry["incident"], []).append(entry)

    def draw(self, template: str, here: str, heading: str, **values: Any) -> tuple[str, str]:
        """A page: its file and its text."""
        w = self.w
        depth = here.count("/") + 1
        text = environment().get_template(f"site/{template}.html.j2").render(
            w=w, csp=CSP, root="../" * depth, here=here, heading=heading, office=self.office, release=self.release,
            other="en" if w.lang == "ar" else "ar", menu=MENU, preview=self.r.preview, names=self.names, **values,
        )  # fmt: skip
        return here, text

    def main_pages(self) -> Iterator[tuple[str, str]]:
        w = self.w
        drawn = incident_map.draw(tuple(incident_of(r) for r in self.r.incidents if not r["background"]), w)
        mapped: dict[str, Any] = {
            "drawn": drawn, "radii": incident_map.RADII, "mark_link": self._mark_link, "mark_label": self._mark_label,
            "coarsened": any(r["coarsened"] for r in self.r.incidents),
        }  # fmt: skip
        newest = [views.line(r, w) for r in self.r.incidents if not r["background"]][:NEWEST]
        month = self.r.tables.get("month")
        yield self.draw(
            "home", "index.html", self.office, cards=self._cards(), sentence=self._sentence(), newest=newest,
            chart=time_chart(month, w) if month else None, **mapped,
        )  # fmt: skip
        rows = self.r.tables["governorate"].rows if "governorate" in self.r.tables else ()
        yield self.draw("map", "map.html", w("site.map"), rows=[row for row in rows if row.incidents], **mapped)
        yield self.draw("search", "search.html", w("site.search"), choices=self._choices(), words=self._words())
        tables = [(table, self._chart(table)) for table in self.r.tables.values()]
        yield self.draw(
            "figures", "figures.html", w("site.figures"), tables=tables, groups=self.groups.tables(), cells=self._cells,
            parity_columns=views.PARITY,
            parity=[views.parity_row(line, w) for line in self.r.parity],
        )  # fmt: skip
        yield self.draw("versions", "versions.html", w("site.versions"), **self._versions())
        told = self.r.method[w.lang]
        yield self.draw("method", "method.html", w("site.method"), told=told, version=self.r.method["version"])

    def lists(self) -> Iterator[tuple[str, str]]:
        """The list of all incidents, and of those behind every row."""
        w = self.w
        yield from self._list("incidents", w("site.incidents"), w("site.list_intro"), self.r.incidents)
        for n, table in enumerate(self.r.tables.values()):
            heading = w("period.means") if table.dimension == "weapon" else w(f"tables.{table.dimension}")
            for row in (*table.rows, table.total) if n == 0 else table.rows:
                if row.incidents:
                    stem = self._behind(row)
                    title = w("site.row_of", table=heading, row=row.label(w.lang))
                    yield from self._list(stem, title, w("site.list_row"), [self.by_id[i] for i in row.incidents], row)
                if row.massacres:
                    title = w("site.row_of", table=w("tables.massacres"), row=row.label(w.lang))
                    labelled = [self.by_id[i] for i in row.massacres]
                    yield from self._list(self._behind(row, "massacres"), title, w("site.list_row"), labelled)
        for stem, title, records in self.groups.pages():
            yield from self._list(stem, title, w("site.list_row"), records)

    def _list(
        self, stem: str, heading: str, intro: str, records: Sequence[Record], row: Row | None = None
    ) -> Iterator[tuple[str, str]]:
        of = max(1, -(-len(records) // PER_PAGE))
        sums = [f"{len(row.incidents):,}", figure_text(row.killed), figure_text(row.injured)] if row else []
        name = stem.rpartition("/")[2]
        for n in range(1, of + 1):
            items = [views.line(r, self.w) for r in records[(n - 1) * PER_PAGE : n * PER_PAGE]]
            yield self.draw(
                "list",
                Paging(stem, n, of).file(n),
                heading,
                intro=intro,
                items=items,
                paging=Paging(name, n, of),
                sums=sums,
            )

    def incidents(self) -> Iterator[tuple[str, str]]:
        """A page for every incident, and for every one that was published once."""
        w = self.w
        for record in self.r.incidents:
            at = {s["id"]: n for n, s in enumerate(record["sources"], start=1)}
            view = views.page(record, w)
            yield self.draw(
                "incident", self._file(record["id"]), _opened(view.line.title), view=view, loop_source=at.__getitem__,
                changes=[self._change(entry) for entry in self.changed.get(record["id"], ()) if entry["change"] != "new"],
            )  # fmt: skip
        for ident, entries in self.changed.items():
            gone = next((e for e in reversed(entries) if e["change"] == "gone"), None)
            if ident in self.by_id or gone is None:
                continue
            into = self.by_id.get(gone["now"] or "")
            text = w("site.gone_text", number=ltr(str(gone["release"])), reason=w(f"site.gone_{gone['was']}"))
            title = self._titled(gone)
            yield self.draw("gone", self._file(ident), title, text=text, into=views.line(into, w) if into else None)

    def _file(self, ident: str) -> str:
        return f"i/{self.names.of(ident)}.html"

    def _change(self, entry: Record) -> tuple[str, str, str, str]:
        w = self.w
        was, now = (views.change_text(entry, side, w) for side in ("was", "now"))
        return str(entry["release"]), w(f"site.change_{entry['change']}"), was, now

    def _titled(self, entry: Record) -> str:
        """What a line of the log calls its incident: the id where the title may not be said any more."""
        title = entry["title"]
        return clean(self.w.pick(title["ar"], title["en"])) if title else ltr(str(entry["incident"]))

    def _cards(self) -> list[tuple[str, str, str, str]]:
        w, head = self.w, self.r.manifest["headline"]
        found = [(w("summary.incidents"), f"{head['published']:,}", "", "incidents.html")]
        for name in ("killed", "injured"):
            figure = head[name]
            text = range_text(figure["low"], figure["high"], figure["open"]) if figure and figure["incidents"] else "—"
            over = w.count("over", figure["incidents"]) if figure else ""
            found.append((w(f"summary.{name}"), text, over, "figures.html#month-total"))
        found.append((w("tables.massacres"), f"{head['massacres']:,}", "", "figures.html#month-total"))
        return found

    def _sentence(self) -> str:
        w, head = self.w, self.r.manifest["headline"]
        published = w.count("incident", head["published"])
        if not head["from"]:
            return w("site.sentence_undated", incidents=published)
        first, last = head["from"][:4], head["to"][:4]
        counted = w.count("incident", head["incidents"])
        return w("site.sentence", incidents=published, counted=counted, first=ltr(first), last=ltr(last))

    def _chart(self, table: Table) -> Chart | None:
        if table.dimension == "month":
            return time_chart(table, self.w)
        return rows_chart(table, self.w) if table.dimension in ("actor", "governorate") and table.rows else None

    def _behind(self, row: Row, what: str = "") -> str:
        """The stem of the page with the incidents of a row; every table counts the same in all, so totals share one."""
        dimension = next(iter(self.r.tables)) if row.key == "total" else row.dimension
        return f"t/{self.names.of(f'{dimension}-{row.key}' + (f'-{what}' if what else ''))}"

    def _cells(self, row: Row) -> Markup:
        """The numbers of a row, each leading to the incidents behind it, whose own lead to their sentences."""
        w = self.w
        figures = (
            ("incidents", f"{len(row.incidents):,}", "" if row.incidents else None),
            ("massacres", f"{len(row.massacres):,}", "massacres" if row.massacres else None),
            ("killed", figure_text(row.killed), "" if row.killed.incidents else None),
            ("injured", figure_text(row.injured), "" if row.injured.incidents else None),
        )
        plain = Markup('<bdi dir="ltr" class="n">{}</bdi>')
        linked = Markup('<a href="{}.html"><bdi dir="ltr" class="n">{}</bdi></a>')
        cell = Markup('<td class="fig" data-label="{}"><span>{}</span></td>')
        return Markup("").join(
            cell.format(
                w(f"tables.{name}"),
                plain.format(text) if what is None else linked.format(self._behind(row, what), text),
            )
            for name, text, what in figures
        )

    def _versions(self) -> dict[str, Any]:
        w, manifest = self.w, self.r.manifest
        own = {**{k: manifest[k] for k in ("number", "at", "methodology", "headline")}, "manifest": self.r.digest}
        history = [
            {
                "number": one["number"], "day": day_words(date.fromisoformat(one["at"][:10]), w),
                "published": f"{one['headline']['published']:,}", "method": one["methodology"], "manifest": one["manifest"],
            }
            for one in (own, *reversed(manifest["history"]))
        ]  # fmt: skip
        hours = ltr(str(manifest["settings"]["delay_hours"]))
        left = [
            f"{w.count('incident', n)}: {w(f'site.left_{reason}', hours=hours)}"
            for reason, n in manifest["left_out"].items()
            if reason in ("restricted", "delayed")
        ]
        log = list(reversed(self.r.log))
        changes = [
            {
                "id": entry["incident"], "title": self._titled(entry),
                **dict(zip(("number", "what", "was", "now"), self._change(entry), strict=True)),
            }
            for entry in log[:CHANGES]
        ]  # fmt: skip
        return {
            "history": [] if self.r.preview else history, "left_out": left, "signatures": self.r.signatures,
            "files": manifest["files"], "changes": changes, "more": len(log) if len(log) > CHANGES else 0,
        }  # fmt: skip

    def _choices(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """What the search can be narrowed to: only what some incident has."""
        w, records = self.w, self.r.incidents
        kinds = {code for r in records for code in (r["kind"], *r["labels"])}
        divisions = {r["governorate"]["id"]: r["governorate"] for r in records if r["governorate"]}
        parties = {p["code"]: p for r in records for p in r["parties"] if p["code"] in r["accused"]}

        def named(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
            return sorted(found, key=lambda item: (item[1], item[0]))

        return [
            ("kind", w("site.search_kind"), named((k, w.label("kinds", k)) for k in kinds)),
            ("governorate", w("site.search_governorate"), named((k, w.pick(d["ar"], d["en"])) for k, d in divisions.items())),
            ("actor", w("site.search_actor"), named((k, clean(w.pick(p["ar"], p["en"]))) for k, p in parties.items())),
        ]  # fmt: skip

    def _words(self) -> Markup:
        w = self.w
        said = {name: w(f"site.search_{name}") for name in ("none", "loading")} | {
            "found": w("site.search_found", n="{n}"), "killed": w("incidents.killed"), "lang": w.lang, "root": "../",
        }  # fmt: skip
        return Markup(json.dumps(said, ensure_ascii=False).replace("<", "\\u003c"))

    def _mark_link(self, mark: Mark) -> str:
        first = self.by_id[mark.incidents[0]]
        if len(mark.incidents) == 1 or not first["rows"]:
            return self._file(first["id"])
        return f"t/{self.names.of('governorate-' + first['rows']['governorate'])}.html"

    def _mark_label(self, mark: Mark) -> str:
        if len(mark.incidents) == 1:
            line = views.line(self.by_id[mark.incidents[0]], self.w)
            return f"{line.title} ({line.date})"
        place = views.place_text(self.by_id[mark.incidents[0]], self.w)
        return f"{place}: {self.w.count('incident', len(mark.incidents))}"
