"""The edge that people reach: chat page, widget, HTTP API and source pages in one process."""
