"""Measuring the safety layer: figures over labelled sets, stress, pressure and mutation."""
