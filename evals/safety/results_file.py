"""`docs/safety-results.md`: a section for each measurement, written by the command that measured it."""

import hashlib
import re
from importlib import resources
from pathlib import Path

RESULTS_FILE = Path(__file__).resolve().parent.parent.parent / "docs" / "safety-results.md"
_HEAD = """# Results of the safety layer

Written by `python -m evals.safety`; each section names its command. Intervals are exact (Clopper-Pearson) at 95 %.
Rules and net are measured alone and together; misses stand first, by the id of their case.
"""


def write_section(title: str, body: str, path: Path = RESULTS_FILE) -> None:
    """Write one section, in place of the one of the same title."""
    before = path.read_text(encoding="utf-8") if path.exists() else _HEAD
    section = f"## {title}\n\n{body.strip()}\n"
    pattern = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if pattern.search(before):
        after = pattern.sub(lambda _: f"{section}\n", before)
    else:
        after = f"{before.rstrip()}\n\n{section}"
    path.write_text(after.rstrip() + "\n", encoding="utf-8")


def rules_hash() -> str:
    """Return a short hash of every data file of the safety layer: which rules were measured."""
    folder = Path(str(resources.files("assistant.safety"))) / "data"
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
