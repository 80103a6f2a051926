"""What the documents say of the project is true."""

import re
from functools import lru_cache
from pathlib import Path

import pytest

from assistant.guidance.parse import parse_file
from assistant.guidance.references import parse_references
from assistant.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_of_the_readme_exists() -> None:
    named = {name.lower() for name in re.findall(r"ASSISTANT_([A-Z_]+)", README)}
    assert named <= set(Settings.model_fields)
    assert {"region", "llm", "index_dir", "allowed_origins"} <= named


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_link_of_the_readme_leads_somewhere() -> None:
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", README):
        assert (ROOT / link).exists(), link


def test_the_module_map_of_the_readme_is_the_folder() -> None:
    named = set(re.findall(r"`(\w+)/`", README.split("## How it works")[1].split("## Guidance")[0]))
    folders = {path.name for path in (ROOT / "assistant").iterdir() if path.is_dir() and not path.name.startswith("_")}
    assert folders <= named


@lru_cache(maxsize=1)
def itbs_sentences() -> set[str]:
    references = parse_references((ROOT / "corpus/references.yaml").read_text(encoding="utf-8"), "references.yaml")
    document = parse_file("itbs.md", (ROOT / "corpus/itbs.md").read_bytes(), references)
    return {document.text[s.start : s.end] for section in document.sections for s in section.sentences}


ROWS = re.findall(
    r"^\| (\d+) \| (.+?) \| (.+?) \|$", (ROOT / "docs/itbs-article-claims.md").read_text(encoding="utf-8"), re.MULTILINE
)


def test_the_checklist_holds_the_articles_claims() -> None:
    assert [int(number) for number, _, _ in ROWS] == list(range(1, 85))


@pytest.mark.parametrize(("number", "claim", "sentence"), ROWS, ids=[row[0] for row in ROWS])
def test_each_claim_of_the_article_is_carried_word_for_word(number: str, claim: str, sentence: str) -> None:
    assert sentence in itbs_sentences()
