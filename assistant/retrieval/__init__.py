"""Understanding the question, and ranking passages for it. Nothing here reads a file or loads a model."""
