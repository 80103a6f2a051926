"""A clinic's accent colour: used only where everything set in it can be read. Pure: no framework."""

import re
from dataclasses import dataclass

Colour = tuple[int, int, int]

ENOUGH = 4.5  # WCAG 2.2 AA for text
# The grounds that text in the accent colour stands on, and the text on a button of that colour; static/page/tokens.css.
LIGHT_GROUNDS = ("#ffffff", "#f7f6f2", "#e4efec")
DARK_GROUNDS = ("#182326", "#10181b", "#1d3436")
ON_LIGHT, ON_DARK = "#ffffff", "#062120"


@dataclass(frozen=True, slots=True)
class Accent:
    """The colours made of a clinic's own, as #rrggbb."""

    light: str
    light_strong: str
    dark: str
    dark_strong: str

    @property
    def css(self) -> str:
        """The custom properties that the pages' own style sheets read."""
        light = f"--accent:{self.light};--accent-strong:{self.light_strong}"
        dark = f"--accent:{self.dark};--accent-strong:{self.dark_strong}"
        return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def read_accent(written: str) -> Accent | None:
    """Make the accent of a clinic's colour; None where it is no colour, or too pale to read on a light page.

    A brand colour stays what it is on the light page. On the dark one it is made lighter until it can be read.
    """
    match = re.fullmatch(r"#[0-9a-fA-F]{6}", written.strip())
    if not match:
        return None
    colour = rgb(match[0])
    if not _reads(colour, LIGHT_GROUNDS, ON_LIGHT):
        return None
    on_dark = colour
    while not _reads(on_dark, DARK_GROUNDS, ON_DARK):
        on_dark = _mixed(on_dark, 0.1)
    return Accent(hex_of(colour), hex_of(_mixed(colour, -0.25)), hex_of(on_dark), hex_of(_mixed(on_dark, 0.3)))


def contrast(first: Colour, second: Colour) -> float:
    """Return the contrast ratio of two colours, 1 to 21, by WCAG 2.2."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def rgb(written: str) -> Colour:
    """Read #rrggbb."""
    return int(written[1:3], 16), int(written[3:5], 16), int(written[5:7], 16)


def hex_of(colour: Colour) -> str:
    """Write a colour as #rrggbb."""
    return "#" + "".join(f"{part:02x}" for part in colour)


def _reads(colour: Colour, grounds: tuple[str, ...], text_on_it: str) -> bool:
    return all(contrast(colour, rgb(other)) >= ENOUGH for other in (*grounds, text_on_it))


def _luminance(colour: Colour) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: Colour, amount: float) -> Colour:
    """Mix towards white (above 0) or black (below 0)."""
    goal = 255 if amount > 0 else 0
    red, green, blue = (round(part + (goal - part) * abs(amount)) for part in colour)
    return red, green, blue
