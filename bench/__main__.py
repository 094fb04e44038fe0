"""Runs the benchmark, prints its table and writes RESULTS.md: `python -m bench [--documents N]`, or `make bench`."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from bench import peers
from bench.corpus import page, report
from bench.measure import TIMES, alone, best_cpu, loop_speed, machine
from tawthiq.domain.account import Extraction
from tawthiq.extract import read_document
from tawthiq.extract.matcher import the_matcher
from tawthiq.ingest.html import read_html
from tawthiq.pipeline import extract_one
from tawthiq.text.fold import fold

RESULTS = Path(__file__).parent / "RESULTS.md"
SAMPLE = 600
"""Documents of a single-core figure."""
SPACY_SAMPLE = 200
DATEPARSER_SAMPLE = 30
PAGES = 200
TRAFILATURA_PAGES = 60


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class Table:
    """Rows of the results: what was measured, the figure, and a note."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str]] = []

    def add(self, name: str, figure: str, note: str = "") -> None:
        """Adds a row and shows it at once."""
        self.rows.append((name, figure, note))
        _say(f"  {name:58} {figure:>16}  {note}")

    def markdown(self) -> str:
        """The table in Markdown."""
        lines = [f"| {name} | {figure} | {note} |" for name, figure, note in self.rows]
        return "\n".join(["| measured | figure | note |", "|---|---:|---|", *lines])


def corpus(table: Table) -> None:
    """What the reports hold, so that a reader can judge whether they are like real ones."""
    documents = [report(n) for n in range(SAMPLE)]
    told = [t for t in map(extract_one, documents) if isinstance(t, Extraction)]
    hits = sum(len(read_document(d).reading.hits) for d in documents)
    size = sum(len(d.text.encode()) for d in documents)
    table.add(
        "characters a document, mean",
        f"{sum(len(d.text) for d in documents) / SAMPLE:,.0f}",
        f"{size / SAMPLE:,.0f} bytes of UTF-8; one in five in English",
    )
    table.add("dictionary hits a document", f"{hits / SAMPLE:.0f}")
    table.add(
        "accounts a document",
        f"{sum(len(t.accounts) for t in told) / SAMPLE:.2f}",
        f"{sum(not t.accounts for t in told) / SAMPLE:.0%} of the documents give none",
    )
    table.add("tolls a document", f"{sum(len(a.tolls) for t in told for a in t.accounts) / SAMPLE:.2f}")


def single_core(table: Table) -> None:
    """Extraction on one core beside the dictionary scan alone and beside the peers."""
    documents = [report(n) for n in range(SAMPLE)]
    own = SAMPLE / best_cpu(lambda: [extract_one(d) for d in documents])
    table.add(
        "(a) extraction alone, one core", f"{own:,.0f} docs/s", f"{1000 / own:.2f} ms a document; {SAMPLE} documents"
    )
    matcher = the_matcher(None)
    folded = [fold(d.text).text for d in documents]
    scan = SAMPLE / best_cpu(lambda: [matcher.find(text) for text in folded])
    table.add(
        "(f) dictionary pass alone, the floor",
        f"{scan:,.0f} docs/s",
        f"extraction takes {scan / own:.1f} times as long",
    )
    for name, module, rate, count in (
        ('(d) spaCy blank("ar") + EntityRuler, same dictionary', "spacy", peers.entity_ruler, SPACY_SAMPLE),
        ("(e) dateparser.search_dates", "dateparser", peers.search_dates, DATEPARSER_SAMPLE),
    ):
        theirs = rate(documents[:count])
        if theirs is None:
            table.add(name, "–", "not installed")
        else:
            table.add(
                name,
                f"{theirs:,.0f} docs/s",
                f"{module} {peers.version(module)}, {count} documents; extraction is {own / theirs:.1f} times as fast",
            )


def web_pages(table: Table) -> None:
    """Web pages to text on one core."""
    pages = [page(n) for n in range(PAGES)]
    read_html(pages[0], "page")
    own = PAGES / best_cpu(lambda: [read_html(p, "page") for p in pages])
    size = sum(map(len, pages)) / PAGES / 1000
    table.add("(g) web pages to text, one core", f"{own:,.0f} pages/s", f"pages of {size:.0f} kB; {PAGES} pages")
    theirs = peers.web_pages(pages[:TRAFILATURA_PAGES])
    if theirs is None:
        table.add("    trafilatura with metadata", "–", "not installed")
    else:
        table.add(
            "    trafilatura with metadata",
            f"{theirs:,.0f} pages/s",
            f"trafilatura {peers.version('trafilatura')}, {TRAFILATURA_PAGES} pages; ours is {own / theirs:.1f} times as fast",
        )


def streams(table: Table, count: int) -> None:
    """Memory and time as the number of documents grows, in one process."""
    few, many = alone("local", 1000), alone("local", count)
    table.add("peak memory at 1,000 documents", f"{few.rss:,.0f} MB", "one process, dictionary included")
    table.add(f"peak memory at {count:,} documents", f"{many.rss:,.0f} MB", f"{many.rss - few.rss:+.0f} MB")
    growth = (many.cpu / many.documents) / (few.cpu / few.documents)
    table.add(
        f"time a document, {count:,} against 1,000",
        f"{growth:.2f} times",
        f"{1000 * few.cpu / few.documents:.2f} ms, {1000 * many.cpu / many.documents:.2f} ms; the reports' writing included; 1.00 is linear",
    )


def processes(table: Table, count: int) -> None:
    """One process beside two, and the whole job with two."""
    one, two = alone("pool_of_1", count), alone("pool_of_2", count)
    for name, run in (("(c) extraction, 1 process", one), ("(c) extraction, 2 processes", two)):
        table.add(
            name,
            f"{count / run.wall:,.0f} docs/s",
            f"wall {run.wall:.1f} s; processor: workers {run.children_cpu:.1f} s, parent {run.cpu:.1f} s; {run.children_rss:.0f} MB a worker at most",
        )
    table.add(
        "    speed-up of 2 processes", f"{one.wall / two.wall:.2f} times", "wall; the start of the processes included"
    )
    table.add(
        "    speed-up that processor time allows",
        f"{one.children_cpu / max(two.children_cpu / 2, two.cpu):.2f} times",
        "computed, not measured: the one worker's seconds over half of the two workers', were two cores free for them",
    )
    whole = alone("build", count)
    table.add(
        "(b) tawthiq build, 2 processes",
        f"{count / whole.wall:,.0f} docs/s",
        f"{count:,} documents, wall {whole.wall:.1f} s: reports read, extracted, linked, weighed, written; processor: workers {whole.children_cpu:.1f} s, parent {whole.cpu:.1f} s",
    )


def main() -> None:
    """Measures everything."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000, help="documents of the long runs")
    count = parser.parse_args().documents
    table = Table()
    speed = loop_speed()
    load = os.getloadavg()[0]
    _say(f"{machine()}; {speed:.0f} million loop turns a second; load {load:.1f}")
    extract_one(report(0))
    corpus(table)
    single_core(table)
    web_pages(table)
    streams(table, count)
    processes(table, max(1000, count // 5))
    RESULTS.write_text(
        f"""# Results of `make bench`

Written by `python -m bench`; see [README.md](README.md) for what is measured and how. {date.today()}, {machine()}.

Single-core figures are processor time, the best of {TIMES} runs (dateparser: one); figures of several processes are wall time, one
run. While it ran the machine's load was {load:.1f} at the start and {os.getloadavg()[0]:.1f} at the end, and an empty Python loop made
{speed:.0f} million turns a second (compare runs by it).

{table.markdown()}
""",
        encoding="utf-8",
    )
    _say(f"written: {RESULTS}")


if __name__ == "__main__":
    main()
