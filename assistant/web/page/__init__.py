"""The chat page: Gradio's Blocks and Chatbot inside a shell of our own.

`mount_page(app, assistant, settings)` puts the finished page on a FastAPI app. `build_page` gives the Blocks alone.
"""

import os

# Read by Gradio when it is imported: no telemetry, no version check, no look-up of spaces or of a public address.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")

from assistant.web.page.blocks import build_page
from assistant.web.page.mount import mount_page

__all__ = ["build_page", "mount_page"]
