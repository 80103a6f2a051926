"""Guidance files in, `Document`s out: one parser per file kind, then chunks."""
