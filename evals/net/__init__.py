"""Training of the safety net, and its model card."""
