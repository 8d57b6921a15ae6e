"""A real Chromium that refuses surprises: a dialog, an error or a request fails the test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kg.exports import html


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Writes a graph's page, opens it, and at the end fails on all that the page should not have done."""
    surprises: list[str] = []
    contexts = []

    def open_page(graph: nx.MultiDiGraph, *, dark: bool = False, address: str = "") -> Page:
        path = tmp_path / html.FILENAME
        html.write(graph, path)
        context = browser.new_context(
            viewport={"width": 1200, "height": 800}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5_000)
        own = path.as_uri()
        page.on("dialog", lambda dialog: (surprises.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda message: surprises.append(f"console {message.type}: {message.text}"))
        page.on("pageerror", lambda error: surprises.append(f"error: {error}"))
        context.on("request", lambda request: request.url.split("#")[0] == own or surprises.append(request.url))
        page.goto(own + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert surprises == []
