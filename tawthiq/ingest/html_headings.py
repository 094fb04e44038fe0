"""Stretches of a page that only the words over them give away: "Comments (12)" above a list, "Read also:" before a link.

A heading speaks for the element that it opens; where it stands in the midst of the report, for what follows it: links and
lists only, or, for comments, everything to the next heading of its rank. It never speaks for the greater part of a page's running text,
unless those are comments after a report.
"""

from __future__ import annotations

from tawthiq.ingest.html_boilerplate import LONGEST_HEADING, kind_of_heading
from tawthiq.ingest.html_tree import Tree

PROSE = 40
"""A block with fewer code points of its own text is no running text (a headline, a menu entry)."""

AFTER_A_REPORT = 300
"""Code points that stand before comments which outweigh the report."""

BEFORE_COMMENTS = 4 * PROSE
"""A heading for comments nearer to the top of the page than this is a link to them, or the page's menu."""

CUE_LINKS = 0.6
_TO_THE_END = frozenset(("comment", "most_read"))
_WHOLE = frozenset(("html", "body", "main", "article"))


def headed_asides(tree: Tree, prose: list[int]) -> dict[int, str]:
    """The elements that a heading or a cue announces as an aside, each with its kind. `prose` is running text by element."""
    found: dict[int, str] = {}
    for piece in tree.pieces:
        text = piece.text.strip()
        if len(text) < 3 or (len(text) > LONGEST_HEADING and ":" not in text):
            continue
        kind = kind_of_heading(text)
        if kind:
            _mark(tree, piece.element, len(text), kind, prose, found)
        elif ":" in text and (kind := kind_of_heading(text.split(":", 1)[0])):
            block = tree.blocks[piece.element]
            if tree.link_share(block) > CUE_LINKS and tree.before[block] == tree.before[piece.element]:
                found[block] = kind
    return found


def _mark(tree: Tree, element: int, length: int, kind: str, prose: list[int], found: dict[int, str]) -> None:
    """Marks what the heading in `element` stands over."""
    block = tree.blocks[element]
    rest = tree.text[block] - length
    if rest and block and tree.links[block] >= CUE_LINKS * rest and tree.before[block] == tree.before[element]:
        found[block] = kind  # "Read also: <a>…</a>" within one block
        return
    heading = element
    while heading and tree.text[tree.parents[heading]] == length:
        heading = tree.parents[heading]
    if not heading or tree.text[heading] != length or (tree.linked[element] and tree.tags[heading][:1] != "h"):
        return
    found[heading] = kind
    holder = tree.parents[heading]
    opens = tree.before[holder] == tree.before[heading] and tree.tags[holder] not in _WHOLE
    if opens and (2 * prose[holder] < prose[0] or (kind == "comment" and tree.before[holder] >= AFTER_A_REPORT)):
        found[holder] = kind
        return
    if kind in _TO_THE_END and tree.before[heading] < BEFORE_COMMENTS and tree.tags[holder] in _WHOLE:
        return
    _mark_following(tree, heading, kind, prose, found)


def _mark_following(tree: Tree, heading: int, kind: str, prose: list[int], found: dict[int, str]) -> None:
    """Marks the later siblings that a heading in the midst of a text speaks for."""
    holder = tree.parents[heading]
    sibling = tree.end[heading]
    while sibling < tree.end[holder] and 2 * prose[sibling] < max(1, prose[0]):
        if _opens_another(tree, heading, sibling):
            return
        linked = tree.link_share(sibling) > 0.5 or tree.tags[sibling] in ("ul", "ol") or not tree.text[sibling]
        if kind not in _TO_THE_END and not linked:
            return
        found[sibling] = kind
        sibling = tree.end[sibling]


def _opens_another(tree: Tree, heading: int, sibling: int) -> bool:
    """Whether a later heading of the same or a higher rank begins something else."""
    ranks = tree.tags[heading], tree.tags[sibling]
    if not all(tag[:1] == "h" and tag[1:].isdigit() for tag in ranks) or ranks[1] > ranks[0]:
        return False
    return not kind_of_heading(" ".join(tree.nodes[sibling].text()[: 2 * LONGEST_HEADING].split()))
