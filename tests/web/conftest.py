import shutil

import pytest
from fastapi.testclient import TestClient

from assistant.settings import Settings
from assistant.web.server import create_app
from tests.web.http_fakes import FakeAssistant

CLINIC = "https://clinic.example"


@pytest.fixture
def settings() -> Settings:
    return Settings(allowed_origins=(CLINIC,), rate_limit="1000/minute")


@pytest.fixture
def fake(settings: Settings) -> FakeAssistant:
    return FakeAssistant(settings)


@pytest.fixture
def client(fake: FakeAssistant, settings: Settings) -> TestClient:
    return TestClient(make_app(fake, settings), raise_server_exceptions=False)


def make_app(fake: FakeAssistant, settings: Settings):
    """The HTTP side alone: the chat page has its own tests and takes a second to build."""
    return create_app(fake, settings, with_page=False)


@pytest.fixture(scope="module")
def chromium():
    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if binary is None:
        pytest.skip("no chromium binary is on the PATH")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as engine:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = engine.chromium.launch(executable_path=binary, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe():
    """Return what finds the violations of axe's rules on a page, and the contrasts it could not measure.

    Its script is given to each document once.
    """
    script = pytest.importorskip("axe_core_python.sync_playwright").Axe().axe_script

    def violations(page, *, rules=None):
        if page.evaluate("typeof axe") == "undefined":
            page.evaluate(script)
        return page.evaluate(
            "rules => axe.run(document, {...(rules && {runOnly: rules}), resultTypes: ['violations', 'incomplete']})"
            ".then(({ violations, incomplete }) =>"
            " [...violations, ...incomplete.filter(({ id }) => id === 'color-contrast' && window.innerHeight > 2000)])",
            rules,
        )

    return violations


@pytest.fixture(scope="session")
def clinic():
    """A site on the list."""
    from tests.web.widget_site import Site

    site = Site()
    yield site
    site.close()


@pytest.fixture(scope="session")
def stranger():
    """A site that is not on the list."""
    from tests.web.widget_site import Site

    site = Site()
    yield site
    site.close()


@pytest.fixture(scope="session")
def server(clinic):
    from tests.web.widget_fakes import RichAssistant
    from tests.web.widget_site import AssistantServer

    settings = Settings(
        allowed_origins=(clinic.url,), rate_limit="100000/minute", clinic_name="Riverside", clinic_phone="01632 960 001"
    )
    running = AssistantServer(RichAssistant(settings), settings)
    yield running
    running.close()


@pytest.fixture
def visit(chromium):
    """Open a site in a browser of its own; everything that it requests and says in the console is kept."""
    contexts = []

    def open_one(site, *, width=1100, height=800, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)  # generous: a busy machine is no failure
        page.requested, page.said = [], []
        page.on("request", lambda request: page.requested.append(request.url))
        page.on("console", lambda message: page.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: page.said.append(f"error: {error}"))
        page.goto(site.url)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def page_server():
    """The chat page, over an assistant that answers by script."""
    from tests.web.page_site import PageServer

    running = PageServer()
    yield running
    running.close()


_EMULATED = ("color_scheme", "reduced_motion", "forced_colors")


@pytest.fixture(scope="module")
def profiles(chromium):
    """Browser profiles by their options: one that is used again has Gradio's many files already."""
    kept = {}

    def profile(**options):
        key = repr(sorted(options.items()))
        if key not in kept:
            kept[key] = chromium.new_context(accept_downloads=True, **options)
        return kept[key]

    yield profile
    for context in kept.values():
        context.close()


@pytest.fixture
def open_page(profiles, page_server):
    """Open the chat page as somebody who has never been there."""
    from tests.web.page_site import PATIENCE_MS

    pages = []

    def open_one(width=1280, height=800, *, path="", **options):
        emulated = {"reduced_motion": "reduce", **{k: options.pop(k) for k in _EMULATED if k in options}}
        page = profiles(**options).new_page()
        pages.append(page)
        page.set_default_timeout(PATIENCE_MS)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(**emulated)
        page.goto(page_server.url + path)
        if not path:
            page.wait_for_selector("#question textarea")
            # Gradio's own splash leaves a moment after the box is there.
            page.wait_for_selector("gradio-app .loading", state="hidden")
        return page

    yield open_one
    for page in pages:
        page.goto(page_server.url + "healthz")
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        page.context.clear_cookies()
        page.close()
