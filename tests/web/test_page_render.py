"""The page's HTML without a browser: escaping, layout, the shell."""

import dataclasses
import json
import re
from html import unescape

import pytest

from assistant.domain import Route
from assistant.errors import SettingsError
from assistant.reply import Reply, Sentence, Versions
from assistant.settings import Settings
from assistant.web.page.blocks import picture_text
from assistant.web.page.chrome import page_chrome, starters, topic_names
from assistant.web.page.conversation import Conversation
from assistant.web.page.layout import placed_lines, source_context, text_blocks
from assistant.web.page.mount import shell_writer
from assistant.web.page.render import Renderer
from assistant.web.widget.bundle import help_card
from tests.web.page_fakes import CARDS, ScriptedAssistant

ATTACK = "<img src=x onerror=alert(1)> **bold** ![](https://evil.example/x.png)\n\n<script>alert(2)</script>"


@pytest.fixture
def scripted():
    return ScriptedAssistant()


@pytest.fixture
def renderer(scripted):
    return Renderer(scripted.document, lambda exercise: f"{exercise}, drawn" if exercise == "clamshell" else "")


def talk(scripted, renderer):
    return Conversation(scripted, renderer, help_card=help_card(Settings()), pause=lambda seconds: None)


def _texts(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_what_is_typed_is_shown_as_text_on_one_line(renderer):
    html = renderer.user(ATTACK)
    assert "<img" not in html and "<script" not in html
    assert "\n" not in html  # a blank line would hand the rest to Markdown
    assert "![](https://evil.example/x.png)" in html and "&lt;script&gt;" in html


@pytest.mark.parametrize("text", ["my knee hurts " * 300, "x" * 4_000, f"{ATTACK} " * 120])
def test_a_very_long_message_is_folded_and_no_word_is_lost(renderer, text):
    html = renderer.user(text)
    opening, _, rest = html.partition("<details>")
    assert len(_texts(opening)) < 800 and rest
    shown = _texts(opening).removeprefix("You asked: ").strip().removesuffix("…") + _texts(rest)
    shown = shown.replace(renderer.wording["rest_of_message"], " ")
    assert "".join(shown.split()) == "".join(text.split())
    assert "<img" not in html and "\n" not in html


def test_a_message_of_some_paragraphs_is_shown_whole(renderer):
    assert "<details>" not in renderer.user("my knee hurts. " * 70)


def test_guidance_with_markup_is_escaped_in_answer_panel_and_record(renderer, scripted):
    reply = scripted.reply(["shoes"])
    first = reply.sentences[0].model_copy(update={"text": ATTACK})
    citation = reply.citations[0].model_copy(update={"title": ATTACK, "section": ATTACK})
    spoiled = reply.model_copy(
        update={"sentences": (first, *reply.sentences[1:]), "citations": (citation, *reply.citations[1:])}
    )
    html = renderer.reply(spoiled, number=1, question=ATTACK)
    assert "<img" not in html and "<script" not in html and "\n" not in html


def test_every_sentence_stands_in_the_answer_with_a_mark_at_the_end_of_its_citation(renderer, scripted):
    reply = scripted.reply(["shoes"])
    html = renderer.reply(reply, number=1, question="shoes")
    shown = " ".join(_texts(html).split())
    for sentence in reply.sentences:
        assert " ".join(sentence.text.split()) in shown
    marks = re.findall(r'class="cite" name="a1-source-(\d+)"', html)
    assert marks == [str(citation.n) for citation in reply.citations]


def test_a_passage_is_the_document_around_the_quotation(scripted):
    for citation in scripted.reply(["shoes"]).citations:
        context = source_context(citation, scripted.document)
        text = scripted.document(citation.document).text
        assert context.quote == citation.quote
        assert f"{context.before}{context.quote}{context.after}" in text


def test_steps_become_a_numbered_list_and_sections_do_not_run_together(scripted):
    reply = scripted.reply(["clamshell"])
    blocks = text_blocks(placed_lines(reply.sentences, reply.citations, ()), reply.citations)
    assert sum(len(block.lines) for block in blocks) == len(reply.sentences)
    sections = {(reply.citations[s.citation - 1].section, s.kind) for s in reply.sentences}
    assert len(blocks) == len(sections)


def test_each_line_of_an_exercise_is_a_cited_sentence_read_once_on_its_card(renderer, scripted):
    reply = scripted.reply(["clamshell"])
    html = renderer.reply(reply, number=1, question="clamshell")
    assert renderer.sentences(reply) == 0 and '<div class="answer">' not in html
    shown = re.sub(r'<section class="source".*?</section>|<pre.*?</pre>', "", html, flags=re.S)
    for sentence in reply.sentences:
        assert " ".join(_texts(shown).split()).count(sentence.text) == 1
    card = re.search(r'<section class="exercise">(.*?)</section>', html)[1]
    lines = re.findall(r"<(?:li|p)>(.*?)</(?:li|p)>", card)
    assert len(lines) == len(reply.sentences)
    for line, sentence in zip(lines, reply.sentences, strict=True):
        assert _texts(line).startswith(sentence.text)
        assert f'name="a1-source-{sentence.citation}"' in line, "each line can be looked up by itself"


def test_the_numbers_of_a_dose_stand_out_and_no_word_changes(renderer, scripted):
    reply = scripted.reply(["clamshell"])
    html = renderer.reply(reply, number=1, question="clamshell")
    dose = re.search(r'<div class="dose">(.*?)</div>', html)[1]
    assert "<strong>2 to 3 sets</strong> of <strong>12 to 20 repeats</strong>" in dose
    assert len(reply.exercises[0].how_much) == 2
    for line in reply.exercises[0].how_much:
        assert line in _texts(dose)


def test_rows_become_a_table_that_still_holds_every_word(renderer, scripted):
    rows = (
        "Step 1 – Pattern: 8 times: run 1 minute, walk 2 minutes; Total running: 8 minutes",
        "Step 2 – Pattern: 7 times: run 2 minutes; Total running: 14 minutes",
    )
    plain = scripted.reply(["shoes"])
    sentences = tuple(Sentence(text=text, citation=1, kind="row") for text in rows)
    reply = plain.model_copy(update={"sentences": sentences, "citations": plain.citations[:1]})
    html = renderer.reply(reply, number=1, question="plan")
    table = re.search(r'<table class="rows">(.*?)</table>', html)[1]
    assert re.findall(r'<th scope="col">(.*?)</th>', table) == ["Pattern", "Total running"]
    assert table.count('<th scope="row">Step ') == 2 and table.count("<td>") == 1 + 4
    for text in rows:
        assert text in _texts(table)
    uneven = (sentences[0], Sentence(text="Rest – as long as you like", citation=1, kind="row"))
    html = renderer.reply(reply.model_copy(update={"sentences": uneven}), number=1, question="plan")
    assert "<thead>" not in html and '<span class="label">Pattern: </span>' in html


def test_a_short_opening_sentence_is_the_point_and_a_long_one_is_not(renderer, scripted):
    reply = scripted.reply(["shoes"])
    html = renderer.reply(reply, number=1, question="shoes")
    assert f'<p class="point">{reply.sentences[0].text}' in unescape(html)
    long = reply.sentences[0].model_copy(update={"text": "Shoes matter less than people think, " * 5 + "as it seems."})
    html = renderer.reply(reply.model_copy(update={"sentences": (long, *reply.sentences[1:])}), number=1, question="q")
    assert 'class="point"' not in html


def test_the_strength_of_evidence_is_in_words_wherever_its_bars_are(renderer, scripted):
    html = renderer.reply(scripted.reply(["shoes"]), number=1, question="shoes")
    for citation in scripted.reply(["shoes"]).citations:
        words = renderer.wording["evidence"][citation.evidence]
        cite = re.search(rf'<a class="cite" name="a1-source-{citation.n}".*?</a>', html)[0]
        assert f'<span class="sr-only">, {words}</span>' in cite
        assert words in re.search(r'<details class="sources">\s*<summary>(.*?)</summary>', html)[1]


@pytest.mark.parametrize(("word", "expected"), CARDS.items())
def test_a_card_has_its_hidden_prefix_heading_and_telephone_link(renderer, scripted, word, expected):
    level, label, heading = expected
    html = renderer.reply(scripted.reply([word]), number=1, question=word)
    assert f'<section class="care {level}">' in html
    assert f'<span class="sr-only">{label} </span>{heading}' in html
    assert ('href="tel:999"' in html) == (level != "decline")
    assert ("Why am I seeing this?" in html) == (level != "decline")


def test_the_reason_shows_the_words_the_rule_and_what_would_change_it(renderer, scripted):
    shown = _texts(renderer.reply(scripted.reply(["my calf is swollen"]), number=1, question="q"))
    for part in ("swollen", "RF-01", "urgent.example", "NICE guideline NG59, 2020", "If it had settled long ago."):
        assert part in shown


def test_not_knowing_is_said_and_the_nearest_questions_are_offered(renderer, scripted):
    html = renderer.reply(scripted.reply(["a cat"]), number=1, question="a cat")
    assert renderer.wording["abstain"]["not_in_guidance"] in unescape(html)
    assert 'class="next-question ask" value="How do I pick a comfortable running shoe?"' in html


def test_the_record_in_the_page_is_the_whole_reply(renderer, scripted):
    reply = scripted.reply(["shoes"])
    html = renderer.reply(reply, number=1, question='a "quoted" <b>\nquestion')
    record = json.loads(unescape(re.search(r'<pre class="record" hidden>(.*?)</pre>', html)[1]))
    assert record["question"] == 'a "quoted" <b>\nquestion'
    assert Reply.model_validate(record["reply"]) == reply.model_copy(update={"timings_ms": {}})


def test_an_answer_grows_and_ends_whole(renderer, scripted):
    conversation = talk(scripted, renderer)
    pieces = [messages[-1]["content"] for messages, _ in conversation.answer("my calf is swollen", [], [])]
    assert "Looking in the guidance" in pieces[0]
    assert 'class="care urgent"' in pieces[1]  # the card does not wait for the answer
    assert 'class="reply done' in pieces[-1]


def test_the_turns_go_on_with_each_question(renderer, scripted):
    conversation = talk(scripted, renderer)
    *_, (messages, turns) = conversation.answer("shoes", [], [])
    *_, (messages, turns) = conversation.answer("and on grass?", messages, turns)
    assert turns == ["shoes", "and on grass?"] == scripted.asked[-1]
    assert [message["role"] for message in messages] == ["user", "assistant"] * 2


@pytest.mark.parametrize(
    ("question", "shown"), [("too long", "write a shorter message"), ("crash", "Something went wrong")]
)
def test_trouble_is_said_without_a_traceback(renderer, scripted, question, shown):
    conversation = talk(scripted, renderer)
    *_, (messages, _) = conversation.answer(question, [], [])
    told = messages[-1]["content"]
    assert shown in told and "back in the box" in told
    assert "disk is gone" not in told
    assert all(f'href="tel:{number}"' in told for number in ("999", "111", "116123")), "nothing has read it"


def test_an_answer_that_fails_is_no_turn_and_the_next_question_is_answered(renderer, scripted):
    conversation = talk(scripted, renderer)
    *_, (messages, turns) = conversation.answer("crash", [], [])
    assert turns == []
    *_, (messages, turns) = conversation.answer("shoes", messages, turns)
    assert turns == ["shoes"] == scripted.asked[-1]
    assert 'class="answer"' in messages[-1]["content"]


def test_a_card_that_came_outlives_a_failure_after_it_and_stays_in_the_conversation(renderer, scripted):
    class Breaking(Renderer):
        def reply(self, *args, **kwargs):
            raise OSError("no template")

    broken = Breaking(scripted.document, lambda exercise: "")
    *_, (messages, turns) = talk(scripted, broken).answer("my calf is swollen", [], [])
    assert turns == ["my calf is swollen"], "what was raised stays raised"
    assert 'class="care urgent"' in messages[-1]["content"] and "nothing more than" in messages[-1]["content"]


def test_too_many_messages_are_told_as_such(renderer, scripted):
    error = SettingsError("there are 201 messages, more than 200", where="messages", mend="begin a new chat")
    scripted.reply = lambda messages: (_ for _ in ()).throw(error)
    *_, (messages, _) = talk(scripted, renderer).answer("chest pain", [], ["x"] * 200)
    assert (
        "In this chat there are 201 messages, more than 200. To mend it, begin a new chat." in messages[-1]["content"]
    )
    assert 'href="tel:999"' in messages[-1]["content"]


def test_a_refused_message_is_left_out_and_a_red_flag_after_it_still_gets_its_card(renderer, scripted):
    conversation = talk(scripted, renderer)
    *_, (messages, turns) = conversation.answer("shoes", [], [])
    *_, (messages, turns) = conversation.answer("too long " * 50_000, messages, turns)
    assert turns == ["shoes"]
    assert len(messages[-2]["content"]) < 1_000, "what is shown is sent again with each question"
    assert "back in the box" in messages[-1]["content"]
    *_, (messages, turns) = conversation.answer("I have chest pain and cannot breathe", messages, turns)
    assert 'class="care emergency"' in messages[-1]["content"] and 'href="tel:999"' in messages[-1]["content"]
    assert turns == ["shoes", "I have chest pain and cannot breathe"] == scripted.asked[-1]


def test_a_stopped_answer_says_that_it_is_not_whole(renderer, scripted):
    conversation = talk(scripted, renderer)
    pieces = list(conversation.answer("shoes", [], []))
    partly = conversation.stopped(pieces[2][0])[-1]["content"]
    assert "Stopped here" in partly and "busy" not in partly
    assert "before it began" in conversation.stopped(pieces[0][0])[-1]["content"]
    assert conversation.stopped(pieces[-1][0]) == pieces[-1][0]  # a finished answer stays as it is


def test_the_shell_keeps_no_address_of_another_host(scripted):
    gradio = (
        '<html><head><meta property="og:image"\n content="https://example.org/x" /><link rel="manifest" href="/m" />'
        '<link rel="preconnect" href="https://fonts.example"><script>var iFrameResizer = "https://x.example";</script>'
        '<script>window.gradio_config = {};</script></head><body><gradio-app></gradio-app></body></html>'
    )  # fmt: skip
    page = shell_writer(page_chrome(scripted, Settings()))(gradio)
    assert "https://" not in page and "manifest" not in page
    assert "window.gradio_config" in page and 'id="welcome"' in page


def test_clinic_name_and_telephone_are_shown_and_escaped(scripted):
    chrome = page_chrome(scripted, Settings(clinic_name="Knee & <Co>", clinic_phone="020 7946 0000"))
    assert "Knee &amp; &lt;Co&gt;" in chrome.before
    assert 'href="tel:02079460000"' in chrome.after and 'href="tel:02079460000"' in chrome.before


def test_topics_have_their_short_names_and_titles_where_those_would_be_shared(scripted):
    footwear, strengthening = (scripted.documents[name] for name in ("footwear", "strengthening"))
    assert topic_names([strengthening, footwear]) == [("footwear", "Footwear"), ("strengthening", "Strengthening")]
    twin = dataclasses.replace(strengthening, topic="footwear")
    assert [name for _, name in topic_names([footwear, twin])] == sorted([footwear.title, twin.title], key=str.casefold)


def test_the_page_says_that_it_is_automated_and_whom_to_call(scripted, renderer):
    chrome = page_chrome(scripted, Settings(region="US"))
    assert renderer.wording["notice"] in unescape(chrome.before)
    assert 'In an emergency call <a href="tel:911">911</a>' in chrome.before


def test_starters_name_documents_that_are_there(scripted):
    topics = [document for document in scripted.documents.values() if document.kind == "topic"]
    offered = starters(topics)
    assert "Which shoes help with IT band pain?" in offered
    assert not [question for question in offered if "return" in question or "running again" in question]


def test_a_reply_with_nothing_to_quote_renders(renderer):
    reply = Reply(route=Route.ANSWER, text="", abstained=True, abstain_reason="unclear", versions=Versions(code="t"))
    assert renderer.wording["abstain"]["unclear"] in _texts(renderer.reply(reply, number=1, question="?"))


def test_an_exercise_shows_its_drawing_with_words_for_who_cannot_see_it(renderer, scripted):
    html = renderer.reply(scripted.reply(["clamshell"]), number=1, question="clamshell")
    assert 'src="/static/exercises/clamshell.svg" alt="clamshell, drawn"' in html


def test_the_words_of_a_drawing_are_its_title_and_description(tmp_path):
    (tmp_path / "plank.svg").write_text(
        "<svg><title>Plank &amp; hold</title><g/><desc>From\n knees.</desc></svg>", "utf-8"
    )
    assert picture_text(tmp_path, "plank") == "Plank & hold. From knees."
    assert picture_text(tmp_path, "bridge") == ""
