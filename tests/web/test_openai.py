import httpx
import pytest
from fastapi.testclient import TestClient
from openai import BadRequestError, OpenAI, UnprocessableEntityError

from tests.web.http_fakes import FakeAssistant


@pytest.fixture
def openai_client(client: TestClient) -> OpenAI:
    """The published client, unmodified; only its transport ends in this process."""
    return OpenAI(base_url="http://testserver/v1", api_key="none", http_client=client, max_retries=0)


def test_the_published_client_holds_a_streamed_conversation(openai_client: OpenAI, fake: FakeAssistant) -> None:
    messages = [{"role": "system", "content": "You are a pirate."}, {"role": "user", "content": "Which shoes help?"}]
    stream = openai_client.chat.completions.create(
        model="any", messages=messages, stream=True, stream_options={"include_usage": True}, temperature=2
    )
    chunks = list(stream)
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text.strip() == "A cushioned shoe helps. [1]"
    assert chunks[-2].choices[0].finish_reason == "stop" and chunks[-1].usage.completion_tokens == 5

    messages += [{"role": "assistant", "content": text}, {"role": "user", "content": "And I have chest pain"}]
    again = openai_client.chat.completions.create(model="any", messages=messages)
    assert again.choices[0].message.content.startswith("**emergency: call 999**")
    assert again.reply["card"]["level"] == "emergency"
    assert [m["content"] for m in fake.asked[-1]] == ["Which shoes help?", text, "And I have chest pain"]


def test_parts_of_a_message_are_joined(openai_client: OpenAI, fake: FakeAssistant) -> None:
    parts = [{"type": "text", "text": "my calf is"}, {"type": "text", "text": "hot and swollen"}]
    reply = openai_client.chat.completions.create(model="any", messages=[{"role": "user", "content": parts}]).reply
    assert reply["route"] == "urgent" and fake.asked[-1][-1]["content"] == "my calf is\nhot and swollen"


def test_the_one_model_is_listed(openai_client: OpenAI) -> None:
    assert [model.id for model in openai_client.models.list()] == ["rehab-assistant"]


def test_refusals_arrive_as_the_clients_own_errors(openai_client: OpenAI, client: TestClient) -> None:
    with pytest.raises(UnprocessableEntityError, match="must be the user's"):
        openai_client.chat.completions.create(model="any", messages=[{"role": "assistant", "content": "x"}])
    response: httpx.Response = client.post("/v1/chat/completions", content=b"{")
    assert response.status_code in (400, 422)
    with pytest.raises(BadRequestError):
        raise openai_client._make_status_error_from_response(
            httpx.Response(
                400, request=httpx.Request("POST", "http://x"), json={"error": {"code": "malformed", "message": "x"}}
            )
        )
