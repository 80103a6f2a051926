"""Show all drawings on one page, so that a person can look at them: `python docs/drawings/contact_sheet.py`.

Writes contact-sheet.png beside this: every drawing at 160 px, on light and on dark. Needs Playwright and a Chromium
(`CHROMIUM` names its program where Playwright brought none).
"""
# ruff: noqa: T201 - an entry point prints

import os
from pathlib import Path

from draw import DRAWINGS, HERE
from playwright.sync_api import sync_playwright

WIDTH, COLUMNS = 160, 8
THEMES = {"light": ("#ffffff", "#1f2937"), "dark": ("#111827", "#e5e7eb")}


def page(files: list[Path]) -> str:
    """Return one HTML page that inlines every drawing once per theme."""
    sheets = []
    for background, ink in THEMES.values():
        cells = "".join(f"<div>{file.read_text(encoding='utf-8')}<small>{file.stem}</small></div>" for file in files)
        sheets.append(f'<section style="background:{background};color:{ink}">{cells}</section>')
    style = (
        "body{margin:0;font:10px sans-serif}svg{color:inherit;width:100%}"
        f"section{{display:grid;grid-template-columns:repeat({COLUMNS},{WIDTH}px);gap:10px;padding:10px}}"
    )
    return f"<!doctype html><title>Exercise drawings</title><style>{style}</style>{''.join(sheets)}"


def main() -> int:
    """Take the picture."""
    files = sorted(DRAWINGS.glob("*.svg"))
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=arguments)
        view = browser.new_page(viewport={"width": COLUMNS * (WIDTH + 10) + 10, "height": 400})
        view.set_content(page(files))
        view.screenshot(path=str(HERE / "contact-sheet.png"), full_page=True)
        browser.close()
    print(f"{len(files)} drawings in contact-sheet.png")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
