"""The widget: one script for a clinic's site, and the page for a plain iframe."""
