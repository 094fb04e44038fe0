"""Make the picture of the Arabic report that the README shows.

Reads the examples, writes the report into a temporary folder, opens it in Debian's Chromium and photographs the head of
the page: the summary and the first incidents, the first figure opened to its sentences. Run it after a change that can
be seen there:

    python scripts/make_screenshot.py          # writes docs/images/report.ar.png

Needs Chromium, the Python package playwright (pip install -e '.[browser]') and an Arabic face (fonts-noto-core).
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tawthiq.pipeline import extract_all, make_register, read_all
from tawthiq.publish import write_report

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "report.ar.png"
WIDTH, HEIGHT = 1280, 1900
LARGEST = 400_000
"""Bytes; a README should open quickly."""


def photograph(page_file: Path, picture: Path, chromium: str) -> None:
    """Writes a PNG of the head of the report."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox refuses to run as root
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(page_file.as_uri())
        page.locator(".incident .unfold > details[id]").first.locator("summary").first.click()
        page.mouse.move(0, 0)
        page.screenshot(path=picture, clip={"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT})
        browser.close()


def main() -> int:
    """Makes the picture; 1 where Chromium is missing or the picture is too large for a README."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=PICTURE)
    out: Path = parser.parse_args().out
    chromium = shutil.which("chromium")
    if chromium is None:
        print("chromium is not on this machine (Debian: apt-get install chromium)", file=sys.stderr)
        return 1
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.ar.html"
        write_report(make_register(extract_all(read_all([ROOT / "examples"]))), "ar", report)
        photograph(report, out, chromium)
    size = out.stat().st_size
    print(f"{out}: {size // 1000} kB")
    return 0 if size <= LARGEST else 1


if __name__ == "__main__":
    sys.exit(main())
