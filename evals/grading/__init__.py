"""Graders: pure functions that judge one reply against what its case expects."""
