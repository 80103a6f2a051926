"""Gradio's theme: it only points at the page's own CSS variables, and at fonts that come with the page."""

import gradio as gr

_FONTS = ["Atkinson Hyperlegible Next", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Arial", "sans-serif"]

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
    """Return the theme; Gradio's default fonts would come from another host."""
    theme = gr.themes.Base(font=_FONTS, font_mono=["ui-monospace", "monospace"])
    both = {f"{name}{mode}": value for name, value in _VARIABLES.items() for mode in ("", "_dark")}
    return theme.set(**{name: value for name, value in both.items() if hasattr(theme, name)})
