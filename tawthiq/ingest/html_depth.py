"""A page that is nested to hurt is refused before it is parsed: the parser's work grows with the square of the depth.

Browsers stop nesting at 512, so nothing a person can have read lies deeper than the limits here. The count walks the
tags once and errs on the deep side; it is only taken for pages with enough tags, or open formatting, to matter.
"""

from __future__ import annotations

import re

from tawthiq.ingest.html_tree import tag_set
from tawthiq.ingest.limits import limits
from tawthiq.ingest.page import Refused

MAX_TAG = 65_536
HARMLESS = 800
"""With no more tags than this, no nesting of them costs anything."""

MAX_REPEATED = 200_000

_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(script|style|textarea|title|iframe|xmp|noembed|noframes)\b.*?(?:</\1\s*>|\Z)"
    r"|<(/?)([a-z][^\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*+)>?",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_VOID = tag_set("area base br col embed hr img input link meta param source track wbr")
_CLOSE_THEMSELVES = tag_set("p li dt dd td th tr tbody thead tfoot option optgroup colgroup html head body")
_SCOPES = tag_set("applet marquee math object svg table template")
_FORMATTING = tag_set("a b big code em font i nobr s small strike strong tt u")
_PHRASE = tag_set("abbr bdi bdo cite data del dfn ins kbd label mark q samp span sub sup time var")


def check_depth(markup: str) -> None:
    """Raises Refused("too_deep") or Refused("too_large") for markup whose parsing would not end in reasonable time."""
    most = limits()
    if markup.count("<") > most.page_elements * 2:
        raise Refused("too_large", f"the page has more than {most.page_elements:,} elements")
    if markup.count("=") > most.page_attributes:
        raise Refused("too_large", f"the page has more than {most.page_attributes:,} attributes")
    if markup.count("<") <= min(HARMLESS, most.page_depth) and len(markup) <= MAX_TAG:
        return
    open_tags: list[str] = []
    formatting = 0
    repeated = 0
    for match in _TOKEN.finditer(markup):
        name = match[3]
        if name is None:
            continue
        name = name.lower()
        if len(match[4]) > MAX_TAG and len(_QUOTED.sub("", match[4]).split()) > most.tag_attributes:
            raise Refused("too_deep", f"one tag of the page has more than {most.tag_attributes:,} attributes")
        if name in _VOID or name in _CLOSE_THEMSELVES:
            repeated += formatting
        elif match[2]:
            formatting -= _close(open_tags, name)
        else:
            repeated += formatting if name not in _PHRASE and name not in _FORMATTING else 0
            open_tags.append(name)
            formatting += name in _FORMATTING
        if len(open_tags) > most.page_depth or repeated > MAX_REPEATED:
            raise Refused("too_deep", f"the page nests its elements more than {most.page_depth:,} deep")


def _close(open_tags: list[str], name: str) -> int:
    """Takes the tag that `</name>` closes off the list, with what it holds; the number of formatting tags taken off."""
    for back in range(len(open_tags) - 1, max(-1, len(open_tags) - 65), -1):
        if open_tags[back] != name:
            if open_tags[back] in _SCOPES:
                return 0
            continue
        if name in _FORMATTING:
            del open_tags[back]
            return 1
        taken = open_tags[back:]
        if name in _PHRASE and any(tag not in _PHRASE and tag not in _FORMATTING for tag in taken):
            return 0
        kept = [tag for tag in taken if tag in _FORMATTING]  # formatting outlives the block that it was opened in
        open_tags[back:] = kept
        return 0
    return 0
