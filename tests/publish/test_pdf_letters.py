"""Arabic of a PDF, read back by a program that knows the page's letters only by where they stand."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tawthiq.publish.period.pdf import write_pdf
from tests.cli.pdf_words import arabic_words

PAGE = '<!DOCTYPE html><html lang="{lang}"><head><title>t</title><style></style></head><body>{body}</body></html>'

pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None or shutil.which("fc-list") is None, reason="Poppler or fontconfig is missing"
)


def copied(body: str, path: Path, lang: str = "ar") -> str:
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    if b"Amiri" not in subprocess.run(["fc-list"], capture_output=True, check=False).stdout:
        pytest.skip("the Amiri face is missing")
    write_pdf(PAGE.format(lang=lang, body=body), path, lang=lang)
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize(
    "text",
    [
        "ذُكر في التقرير أن شخصاً قُتل وأن الجثة نُقلت",  # vowel marks and a tanwin
        "المجزرة الكبرى والكهرباء والمخابز تحترق بحسب الخبر",  # letters that cascade or are drawn out
        "سُمّي الشاهد وعُدّت الرواية ثم أُكِّد العدد وقُدِّم مصدرٌ موثَّق",  # two marks on one letter
        "الخريطة والتعريفات والسورية وأبريل ويدوياً",  # pairs drawn together
    ],
)
@pytest.mark.parametrize("tag", ["p", "h2"])
def test_every_word_comes_back_whole(text: str, tag: str, tmp_path: Path) -> None:
    assert arabic_words(copied(f"<{tag} dir=rtl>{text}</{tag}>", tmp_path / "a.pdf")) == arabic_words(text)


def test_words_of_both_languages_stand_on_one_line(tmp_path: Path) -> None:
    said = copied("<p>Reported by <bdi lang=ar>شبكة الأخبار المحلّية</bdi> on 3 May 2016</p>", tmp_path / "a.pdf", "en")
    assert arabic_words(said) == arabic_words("شبكة الأخبار المحلّية")
    assert "Reported by" in said
    assert "3 May 2016" in said


def test_the_same_page_gives_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("a.pdf", "b.pdf"):
        copied("<p dir=rtl>ذُكر العددُ مرّةً</p>", tmp_path / name)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
