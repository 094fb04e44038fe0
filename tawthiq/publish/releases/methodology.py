"""The method of a release in both languages, from the vocabularies and rules that the program itself uses, and its version.

The version is the hash of the text: where a rule, a definition or a code changes, so does the version.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tawthiq.publish.period.report import method
from tawthiq.publish.releases.words import release_wording


def methodology() -> dict[str, Any]:
    """The method: `version`, then sentences, notes and terms by language."""
    told = {lang: _told(lang) for lang in ("ar", "en")}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {"version": hashlib.sha256(text.encode("utf-8")).hexdigest()[:16], **told}


def _told(lang: str) -> dict[str, Any]:
    w = release_wording(lang)
    part = method(w)
    return {
        "texts": list(part.texts),
        "notes": list(part.notes),
        "released": w.items("release.method"),
        "terms": [
            {"heading": terms.heading, "text": terms.text, "entries": [list(entry) for entry in terms.entries]}
            for terms in part.terms
        ],
    }
