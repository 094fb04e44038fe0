"""Make the pictures of the workbench that docs/workbench.md shows.

Builds a register of the examples in a temporary folder, opens the workbench on it and photographs the first screenful of some
pages in Debian's Chromium. Run it after a change that can be seen there:

    python -m scripts.make_pictures          # writes docs/images/workbench-*.png

Needs Chromium, the Python package playwright (pip install -e '.[browser]'), Pillow and an Arabic face (fonts-noto-core).
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests.browser.serving import COOKIE, served, signed_in, tawthiq

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT, COLOURS = 1200, 860, 96
PICTURES = {
    "document": ("ar", "en"), "incident": ("ar", "en"), "pair": ("ar",), "search": ("ar",), "statistics": ("ar",), "map": ("ar",),
}  # fmt: skip
"""What is photographed, and in which languages."""
PAGES = {
    "document": ("/search/?q=الحميدية", "article h2 a"),
    "incident": ("/search/?q=الحميدية", "article a.tag"),
    "pair": ("/queues/pairs/", "main tbody a[href^='/queues/pairs/']"),
    "search": ("/search/?q=مجزرة", ""),
    "statistics": ("/statistics/?by=governorate&across=year&measure=killed", ""),
    "map": ("/map/#where", ""),
}
"""The address of each, or of a list and the link on it that leads there."""


def main() -> int:
    """Photographs the pages; 1 where Chromium is missing."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium is not on this machine (Debian: apt-get install chromium)", file=sys.stderr)
        return 1
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "register"
        tawthiq("build", str(ROOT / "examples"), "--out", str(register))
        session = signed_in(register, {"amal": "analyst"})["amal"]
        with served(register) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
            for name, languages in PICTURES.items():
                for lang in languages:
                    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, base_url=address)
                    cookies = {COOKIE: session, "tawthiq_language": lang}
                    context.add_cookies([{"name": k, "value": v, "url": address} for k, v in cookies.items()])
                    page = context.new_page()
                    listed, link = PAGES[name]
                    page.goto(listed)
                    if link:
                        page.goto(page.locator(link).first.get_attribute("href") or "")
                    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
                    picture.quantize(COLOURS).save(IMAGES / f"workbench-{name}.{lang}.png", optimize=True)
                    context.close()
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
