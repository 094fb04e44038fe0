"""What releases and the site say: the words of all reports, and their own beside them."""

from __future__ import annotations

from functools import cache

from tawthiq.knowledge.load import toml
from tawthiq.publish.wording import Wording, wording


@cache
def release_wording(lang: str) -> Wording:
    """The wording of "ar" or "en", with the sections of the vocabulary `site_<lang>`."""
    return Wording(lang, {**wording(lang).strings, **toml(f"vocabularies/site_{lang}.toml")})
