"""Show all drawings on one page, so that a person can look at them: `python docs/drawings/contact_sheet.py`.

Writes contact-sheet.png beside this: every drawing at 160 px, as small as a page shows one. Needs Playwright and a
Chromium (the one on the PATH, or the program that `CHROMIUM` names).
"""
# ruff: noqa: T201 - an entry point prints

import os
import shutil
from pathlib import Path

from draw import DRAWINGS, HERE
from playwright.sync_api import sync_playwright

WIDTH, COLUMNS = 160, 8


def page(files: list[Path]) -> str:
    """Return one HTML page that inlines every drawing."""
    cells = "".join(f"<div>{file.read_text(encoding='utf-8')}<small>{file.stem}</small></div>" for file in files)
    style = (
        "body{margin:0;padding:10px;font:11px sans-serif;background:#fff;color:#22343d;display:grid;gap:10px;"
        f"grid-template-columns:repeat({COLUMNS},{WIDTH}px)}}svg{{width:100%}}"
    )
    return f"<!doctype html><title>Exercise drawings</title><style>{style}</style>{cells}"


def main() -> int:
    """Take the picture."""
    files = sorted(DRAWINGS.glob("*.svg"))
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=arguments
        )
        view = browser.new_page(viewport={"width": COLUMNS * (WIDTH + 10) + 10, "height": 400})
        view.set_content(page(files))
        view.screenshot(path=str(HERE / "contact-sheet.png"), full_page=True)
        browser.close()
    print(f"{len(files)} drawings in contact-sheet.png")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
