"""Benchmarks and the choice of constants: run by hand, never by an answer."""
