"""Imports flow one way, and importing the package costs nothing."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "assistant"

WORDS = {"domain", "errors", "reply", "settings"}
# What each part may import of this package, beside itself; the map in README.md says the same in words.
MAY_IMPORT = {
    "domain": set(),
    "errors": set(),
    "reply": {"domain"},
    "settings": {"errors"},
    "safety": WORDS,
    "guidance": WORDS,
    "retrieval": WORDS,
    "answer": WORDS | {"guidance", "retrieval", "safety"},  # safety: the cards; guidance: what leans
    "index": WORDS | {"guidance", "retrieval", "safety"},  # safety: the net whose weights it loads
    "guest": WORDS | {"answer"},
    "turn": WORDS | {"retrieval", "answer"},
    "pipeline": WORDS | {"safety", "retrieval", "answer", "guest", "turn"},
    "assembly": WORDS | {"safety", "guidance", "retrieval", "answer", "index", "guest", "turn", "pipeline"},
    "web": WORDS | {"answer", "assembly"},  # answer: the fixed wording
    "__init__": WORDS | {"assembly"},
    "__main__": WORDS | {"assembly", "web"},
}  # fmt: skip


def part_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module)
    return found


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_only_what_its_part_may(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    assert own in MAY_IMPORT, f"{own} is not in the module map"
    for module in imports(path):
        if module.split(".")[0] == "assistant":
            other = part_of(module)
            assert other == own or other in MAY_IMPORT[own], f"{path}: {own} may not import {other}"
        assert module.split(".")[0] not in ("app", "ingest", "evals"), f"{path} imports {module}"


def test_edges_are_imported_in_one_place_each() -> None:
    for library, allowed in {
        "chromadb": {"index/store.py"},
        "langchain_chroma": {"index/store.py"},
        "sentence_transformers": {"index/embedding.py"},
    }.items():
        users = {
            path.relative_to(PACKAGE).as_posix()
            for path in MODULES
            if any(module.split(".")[0] == library for module in imports(path))
        }
        assert users <= allowed, f"{library} is imported by {users}"


def test_gradio_is_imported_by_the_page_only() -> None:
    users = {p.relative_to(PACKAGE).as_posix() for p in MODULES if any(m.split(".")[0] == "gradio" for m in imports(p))}
    assert all(user.startswith("web/") for user in users)


def test_importing_the_package_loads_no_library_and_no_file() -> None:
    heavy = ("torch", "chromadb", "gradio", "spacy", "langchain_core", "numpy", "pydantic", "sentence_transformers")
    code = f"import sys, assistant; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_importing_any_module_loads_no_model_and_opens_no_data_file() -> None:
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in MODULES
        if path.name != "__main__.py"
    ]
    # Python's own look-ups for modules and their compiled forms are not the package's doing.
    code = f"""
import importlib, sys
opened = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        path = arguments[0]
        if {str(PACKAGE)!r} in path and not path.endswith((".py", ".pyc")) and "__pycache__" not in path:
            opened.append(path)
        if path.endswith(".safetensors"):
            opened.append(path)
sys.addaudithook(watch)
for name in {names!r}:
    importlib.import_module(name)
print(opened)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip().splitlines()[-1] == "[]"
