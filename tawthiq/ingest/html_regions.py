"""Where on a page the report stands, and what every other stretch is.

The report is the article or main part the page marks, where it holds most of the running text; else the deepest element
that does. Everything outside is set aside; inside it, what is named or headed as a comment, "most read", a caption and
so on. A name alone never sets aside the greater part of a page's running text: themes name wrappers carelessly.
"""

from __future__ import annotations

from itertools import accumulate

from tawthiq.ingest.html_boilerplate import (
    BY_TAG,
    ORDER,
    kind_of_names,
    names_content,
    names_dateline,
)
from tawthiq.ingest.html_headings import PROSE, headed_asides
from tawthiq.ingest.html_tree import BLOCKS, Tree

LONGEST_DATELINE = 80
PROSE_LINKS = 0.4
MARKED_SHARE = 0.5
DEEPEST_SHARE = 0.85
_NEVER_NAMED = frozenset(
    (
        "html",
        "body",
        "main",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "a",
        "li",
        "td",
        "tr",
        "tbody",
        "table",
        "blockquote",
    )
)
_NO_HOLDERS = frozenset(
    ("p", "li", "td", "th", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "figure", "ul", "ol", "tr")
)
_STICKY = frozenset(("comment", "most_read", "related"))
_LINK_LISTS = frozenset(("most_read", "related", "share", "advert", "menu", "furniture"))
"""Kinds that consist of links and short lines: running text without links under such a name is the report's own."""


def regions(tree: Tree) -> tuple[int, list[str], list[int]]:
    """The element that holds the report; for every element the kind of aside, empty for the report; and the aside's own
    outermost element (one aside per such element)."""
    kinds = [_own_kind(tree, element) for element in range(len(tree.tags))]
    own = _own_prose(tree)
    prose = _sum(tree, own)
    _clear_wrappers(tree, kinds, prose)
    headed = headed_asides(tree, prose)
    for element, kind in headed.items():
        if not kinds[element] or kind in _STICKY:
            kinds[element] = kind
    _clear_wrappers(tree, kinds, prose)
    main = _main(tree, kinds, own)
    kinds[main] = ""
    _clear_misnamed(tree, kinds, main, prose, headed)
    return main, *_spread(tree, kinds, main)


def _own_kind(tree: Tree, element: int) -> str:
    """The kind that the element's own tag or names say, without looking around it."""
    tag, names = tree.tags[element], tree.names[element]
    if not names and tag not in BY_TAG:  # most elements
        return ""
    named = kind_of_names(names) if names and tag not in _NEVER_NAMED else ""
    if tag in ("p", "li") and names:
        caption = kind_of_names(names)
        named = caption if caption in ("caption", "comment", "share", "advert") else ""
    if tag == "article" and named not in ("comment", "related"):
        named = ""
    if tag == "footer" and tree.tags[tree.parents[element]] == "blockquote":
        return ""
    return named or BY_TAG.get(tag, "")


def _own_prose(tree: Tree) -> list[int]:
    """For every block its own running text in code points; 0 where it is short or mostly links."""
    text = [0] * len(tree.tags)
    links = [0] * len(tree.tags)
    for piece in tree.pieces:
        block = tree.blocks[piece.element]
        text[block] += len(piece.text)
        if tree.linked[piece.element]:
            links[block] += len(piece.text)
    return [t if t >= PROSE and k <= PROSE_LINKS * t else 0 for t, k in zip(text, links, strict=True)]


def _sum(tree: Tree, own: list[int], kinds: list[str] | None = None) -> list[int]:
    """Running text below every element; with `kinds`, without what is set aside."""
    total, parents = list(own), tree.parents
    for element in range(len(total) - 1, 0, -1):
        if total[element] and (kinds is None or not kinds[element]):
            total[parents[element]] += total[element]
    return total


def _clear_wrappers(tree: Tree, kinds: list[str], prose: list[int]) -> None:
    """Takes the kind off elements that hold the greater part of the running text, unless they are comments to a report."""
    if not prose[0]:
        return
    marks = [0, *accumulate(tag in ("article", "main", "h1") for tag in tree.tags)]
    for element, kind in enumerate(kinds):
        if kind and prose[element] >= MARKED_SHARE * prose[0]:
            holds_report = marks[tree.end[element]] > marks[element + 1]
            if holds_report or kind != "comment":
                kinds[element] = ""


def _clear_misnamed(tree: Tree, kinds: list[str], main: int, prose: list[int], headed: dict[int, str]) -> None:
    """Takes the kind off sections of the report whose name only sounds like furniture (id="related-incidents")."""
    for element in range(main + 1, tree.end[main]):
        by_name = kinds[element] in _LINK_LISTS and element not in headed and tree.tags[element] not in BY_TAG
        if by_name and prose[element] >= 3 * PROSE and tree.link_share(element) < 0.25:
            kinds[element] = ""


def _main(tree: Tree, kinds: list[str], own: list[int]) -> int:
    """The element that holds the report."""
    buried = _buried(tree, kinds)
    prose = _sum(tree, [0 if buried[e] else own[e] for e in range(len(own))])
    if not prose[0]:  # nothing but short lines: count every text that is no link
        prose = [0 if b else t - k for b, t, k in zip(buried, tree.text, tree.links, strict=True)]
    groups: tuple[list[int], ...] = (
        [e for e, tag in enumerate(tree.tags) if tag == "article" or "articleBody" in tree.names[e]],
        [e for e, tag in enumerate(tree.tags) if tag == "main" or tree.names[e] == "main"],
        [e for e, names in enumerate(tree.names) if names and tree.tags[e] in BLOCKS and names_content(names)],
    )
    for group in groups:
        marked = [e for e in group if not buried[e] and prose[e] and not _quoted(tree, e)]
        best = max(marked, key=lambda e: (prose[e], -e), default=0)
        if best and prose[best] >= MARKED_SHARE * prose[0]:
            return best
    return _deepest(tree, prose)


def _quoted(tree: Tree, element: int) -> bool:
    """Whether an element stands in a quotation: an article of others that a report quotes is not the report."""
    return any(tree.tags[above] == "blockquote" for above in tree.ancestors(element))


def _deepest(tree: Tree, prose: list[int]) -> int:
    """The deepest holder with nearly all of the running text."""
    chosen = 0
    for element in range(1, len(tree.tags)):
        inside = (
            tree.parents[element] == chosen and tree.tags[element] not in _NO_HOLDERS and tree.tags[element] in BLOCKS
        )
        if inside and prose[element] >= DEEPEST_SHARE * prose[0] and prose[element]:
            chosen = element
    return chosen


def _buried(tree: Tree, kinds: list[str]) -> list[bool]:
    """Whether an element is, or lies inside, an aside."""
    buried = [bool(kind) for kind in kinds]
    for element in range(1, len(buried)):
        buried[element] = buried[element] or buried[tree.parents[element]]
    return buried


def restore_dateline(tree: Tree, kinds: list[str], main: int) -> None:
    """Gives the report back its date line where the page's design put it above, and nothing else dates the report."""
    lines = [
        element
        for element, names in enumerate(tree.names)
        if names
        and 5 < tree.text[element] <= LONGEST_DATELINE
        and kinds[element] not in _STICKY
        and names_dateline(names)
    ]
    above = [e for e in lines if (kinds[e] and tree.within(e, main)) or tree.end[e] <= main]
    if above and len(lines) - len(above) == 0:
        for element in range(above[-1], tree.end[above[-1]]):
            kinds[element] = ""


def _spread(tree: Tree, kinds: list[str], main: int) -> tuple[list[str], list[int]]:
    """Hands every element the kind of the aside that it lies in, and the aside's outermost element."""
    path = {main, *tree.ancestors(main)}
    spread = [""] * len(kinds)
    units = [0] * len(kinds)
    for element, kind in enumerate(kinds):
        parent = tree.parents[element]
        if element in path:
            spread[element] = "" if element == main else "furniture"
            units[element] = element
            continue
        above = spread[parent]
        if parent != main and parent in path:
            spread[element], units[element] = kind or _kind_inside(tree, kinds, element) or "furniture", element
        elif not above:
            spread[element], units[element] = kind, element if kind else units[parent]
        elif kind and kind != above and above not in _STICKY:
            spread[element], units[element] = kind, element
        else:
            spread[element], units[element] = above, units[parent]
    return spread, units


def _kind_inside(tree: Tree, kinds: list[str], element: int) -> str:
    """What an unnamed stretch beside the report is, where one aside within it holds most of its text."""
    inside = [e for e in range(element + 1, tree.end[element]) if kinds[e] and tree.text[e] > 0.5 * tree.text[element]]
    return min((kinds[e] for e in inside), key=ORDER.index, default="")
