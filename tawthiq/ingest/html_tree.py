"""A parsed page as flat lists: every visible element in document order, and every piece of text with its element.

Nothing here recurses, so no depth of nesting can end the run. Scripts, styles, frames, templates and whatever the page
hides never enter the lists, and so can reach no later step.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode


def tag_set(names: str) -> frozenset[str]:
    """The tag names in a line of them, as a set."""
    return frozenset(names.split())


UNSEEN = tag_set(
    "head script style iframe frame frameset noframes noscript template object embed applet svg math canvas audio "
    "video datalist map select"
)
PARAGRAPHS = tag_set(
    "p h1 h2 h3 h4 h5 h6 blockquote pre ul ol dl table figure figcaption section article aside header footer nav "
    "main form fieldset hr address details"
)
LINES = tag_set("div li tr dt dd td th caption center legend summary body html tbody thead tfoot br option")
BLOCKS = PARAGRAPHS | LINES
_LEVELS = dict.fromkeys(LINES, 1) | dict.fromkeys(PARAGRAPHS, 2)
"""What an element puts between the words before and in it: a line or a paragraph; nothing where it is not named."""
_NAMING = ("class", "id", "role", "itemprop")
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n\r\f]+")


@dataclass(slots=True)
class Piece:
    """A piece of text of `element`, white space collapsed; a `br` or a table cell stands here with empty text."""

    element: int
    text: str


@dataclass(slots=True)
class Tree:
    """Elements by number in document order (0 is the root); a parent's number is always smaller than its child's.

    `text` and `links` count code points below an element, all of them and those inside links; `end` is the number
    after its last descendant; `before` counts the text that stands in front of an element.
    """

    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    nodes: list[LexborNode] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    linked: list[bool] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    text: list[int] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    seen: int = 0

    def within(self, element: int, holder: int) -> bool:
        """Whether `element` is `holder` or lies inside it."""
        return holder <= element < self.end[holder]

    def ancestors(self, element: int) -> list[int]:
        """The elements that hold `element`, nearest first, the root last."""
        found = []
        while element:
            element = self.parents[element]
            found.append(element)
        return found

    def link_share(self, element: int) -> float:
        """The share of an element's text that is links, 0 to 1."""
        return self.links[element] / self.text[element] if self.text[element] else 0.0


def grow(parser: LexborHTMLParser) -> Tree:
    """The visible elements and texts of a parsed page."""
    tree = Tree()
    numbers: dict[int, int] = {}
    root = parser.root
    if root is None:
        return tree
    tags = tree.tags
    for node in root.traverse(include_text=True):
        tag = node.tag or ""
        if tag == "-text":
            parent = node.parent
            holder = numbers.get(parent.mem_id) if parent is not None else None
            if holder is not None:
                _add_text(tree, holder, node.text_content or "")
        elif tag[:1] not in ("-", "!") and tag not in UNSEEN:
            parent = node.parent
            holder = numbers.get(parent.mem_id) if parent is not None else None
            if holder is None and tags:
                continue
            attributes = node.attributes
            if attributes and tag not in ("html", "body") and _is_hidden(attributes):
                continue
            numbers[node.mem_id] = len(tags)
            _add_element(tree, holder or 0, tag, node, attributes)
    _measure(tree)
    return tree


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    return "hidden" in attributes or bool(_HIDING.search(attributes.get("style") or ""))


def _add_element(tree: Tree, holder: int, tag: str, node: LexborNode, attributes: dict[str, str | None]) -> None:
    number = len(tree.tags)
    tree.tags.append(tag)
    tree.before.append(tree.seen)
    tree.parents.append(holder)
    tree.nodes.append(node)
    tree.names.append(" ".join([v for key in _NAMING if (v := attributes.get(key))]) if attributes else "")
    tree.levels.append(_LEVELS.get(tag, 0))
    tree.blocks.append(number if tag in BLOCKS or not number else tree.blocks[holder])
    tree.linked.append(tag == "a" or bool(number and tree.linked[holder]))
    if tag in ("br", "hr", "td", "th"):
        tree.pieces.append(Piece(number, ""))


def _add_text(tree: Tree, holder: int, text: str) -> None:
    if tree.tags[tree.blocks[holder]] == "pre":
        for position, line in enumerate(text.split("\n")):
            if position:
                tree.pieces.append(Piece(holder, "\n"))
            if line:
                tree.pieces.append(Piece(holder, line))
                tree.seen += len(line.strip())
        return
    if "  " in text or not text.isprintable():  # most texts are one line, written as they are meant
        text = _SPACES.sub(" ", text)
    if text:
        tree.pieces.append(Piece(holder, text))
        tree.seen += len(text.strip())


def _measure(tree: Tree) -> None:
    """Sums text and link lengths upwards and finds where each element ends."""
    count = len(tree.tags)
    tree.text = [0] * count
    tree.links = [0] * count
    tree.end = list(range(1, count + 1))
    for piece in tree.pieces:
        length = len(piece.text.strip())
        tree.text[piece.element] += length
        if tree.linked[piece.element]:
            tree.links[piece.element] += length
    parents, text, links, end = tree.parents, tree.text, tree.links, tree.end
    for element in range(count - 1, 0, -1):
        parent = parents[element]
        text[parent] += text[element]
        links[parent] += links[element]
        if end[parent] < end[element]:
            end[parent] = end[element]


def boundary(tree: Tree, before: int, after: int) -> tuple[int, bool]:
    """What separates text of element `before` from later text of `after`.

    Returns 0 nothing, 1 a line or 2 a paragraph, and whether two elements stand side by side with nothing between.
    """
    level = 0
    left = before
    levels, parents, end = tree.levels, tree.parents, tree.end
    while not left <= after < end[left]:
        if levels[left] > level:
            level = levels[left]
        left = parents[left]
    right = after
    while right != left:
        if levels[right] > level:
            level = levels[right]
        right = parents[right]
    return level, left not in (before, after)
