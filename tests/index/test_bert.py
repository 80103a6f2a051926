"""The lean forward pass gives the library's numbers, padded or not."""

import pytest
import torch

from assistant.index.bert import BertEncoder
from assistant.index.embedding import find_model


@pytest.fixture(scope="module")
def loaded():
    from transformers import AutoModel, AutoTokenizer

    folder, _ = find_model("")
    tokenizer = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    return tokenizer, AutoModel.from_pretrained(str(folder), local_files_only=True).eval()


@pytest.mark.parametrize(
    "texts",
    [
        ["knee"],
        ["my knee hurts on the outside when I run downhill, how many step-ups?"],
        ["hip", "three weeks of a sore hip that wakes me when I lie on it", "ok"],
        ["long " * 300],
    ],
    ids=["one word", "a question", "padded beside longer ones", "cut at the limit"],
)
def test_gives_the_numbers_of_the_library(loaded, texts):
    tokenizer, model = loaded
    batch = tokenizer(texts, padding=True, truncation=True, max_length=160, return_tensors="pt")
    with torch.inference_mode():
        expected = model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).last_hidden_state
        found = BertEncoder(model)(batch["input_ids"], batch["attention_mask"])
    told = batch["attention_mask"].bool()
    assert torch.allclose(found[told], expected[told], atol=1e-5)
