"""Beside an amount the stop rule that says at what pain to stop is never left out, wherever it stands in its file."""

import re
from pathlib import Path

import pytest

from assistant.answer.exercises import exercise_answer
from assistant.guidance import read_corpus
