"""Colours and type: one set of CSS variables, which Gradio's own theme only points at."""

import re

import gradio as gr

_FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "Arial", "sans-serif"]
_LIGHT_GROUND, _DARK_GROUND = (0xFF, 0xFF, 0xFF), (0x1B, 0x23, 0x2B)
_ENOUGH = 4.5  # WCAG 2.2 AA for text

_VARIABLES = {
    "body_background_fill": "var(--ground)",
    "body_text_color": "var(--ink)",
    "body_text_color_subdued": "var(--ink-quiet)",
    "background_fill_primary": "var(--surface)",
    "background_fill_secondary": "var(--ground)",
    "border_color_primary": "var(--line)",
    "block_background_fill": "transparent",
    "input_background_fill": "var(--surface)",
    "input_border_color": "var(--line-strong)",
    "input_border_color_focus": "var(--accent)",
    "input_placeholder_color": "var(--ink-quiet)",
    "button_primary_background_fill": "var(--accent)",
    "button_primary_background_fill_hover": "var(--accent-strong)",
    "button_primary_text_color": "var(--on-accent)",
    "button_secondary_background_fill": "var(--surface)",
    "button_secondary_text_color": "var(--ink)",
    "link_text_color": "var(--accent)",
}


def page_theme() -> gr.themes.Base:
    """Return the theme: system fonts, for Gradio's default ones come from another host."""
    theme = gr.themes.Base(font=_FONTS, font_mono=["ui-monospace", "monospace"])
    both = {f"{name}{mode}": value for name, value in _VARIABLES.items() for mode in ("", "_dark")}
    return theme.set(**{name: value for name, value in both.items() if hasattr(theme, name)})


def accent_css(accent: str) -> str:
    """Return CSS that sets a clinic's accent colour, or nothing where its contrast is too low to read."""
    match = re.fullmatch(r"#([0-9a-fA-F]{6})", accent.strip())
    if not match:
        return ""
    colour = _rgb(match[1])
    if contrast(colour, _LIGHT_GROUND) < _ENOUGH:
        return ""
    on_dark = colour
    while contrast(on_dark, _DARK_GROUND) < _ENOUGH + 1.5:
        on_dark = _mixed(on_dark, 0.1)
    light = f"--accent:{_hex(colour)};--accent-strong:{_hex(_mixed(colour, -0.2))}"
    dark = f"--accent:{_hex(on_dark)};--accent-strong:{_hex(_mixed(on_dark, 0.25))}"
    return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def contrast(first: tuple[int, int, int], second: tuple[int, int, int]) -> float:
    """Return the contrast ratio of two colours, 1 to 21, by WCAG 2.2."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: tuple[int, int, int], amount: float) -> tuple[int, int, int]:
    """Mix towards white (above 0) or black (below 0)."""
    goal = 255 if amount > 0 else 0
    red, green, blue = (round(part + (goal - part) * abs(amount)) for part in colour)
    return red, green, blue


def _rgb(digits: str) -> tuple[int, int, int]:
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _hex(colour: tuple[int, int, int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
