"""The page as a person uses it: by clicking, typing and reading."""

import networkx as nx
from playwright.sync_api import Page, expect

from kg.exports import html

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "\"' onmouseover=alert(1) '\"",
    "<a href='javascript:alert(1)'>href</a>",
    "line\u2028separator\u2029paragraph",
    "\u202egnp.exe\u2066\u2069",
    "{{ 7 * 7 }} {% raw %} ${alert(1)}",
    "]]> &lt;b&gt; &amp;quot;",
    "lone \ud800 surrogate",
    "n" * 10_000,
]
GRPO = "method:group-relative-policy-optimization"


def hostile_graph() -> nx.MultiDiGraph:
    """A graph in which each hostile text is everything that a text can be; `alias7` finds the seventh."""
    graph = nx.MultiDiGraph()
    graph.add_node("task:other", type="task", name="other", aliases=[], papers=0)
    for number, text in enumerate(HOSTILE):
        paper, entity = f"paper:{number}{text}", f"method:{number}{text}"
        data = {"title": text, "abstract": text, "authors": [text], "venue": text, "url": f"javascript:{text}"}
        graph.add_node(paper, type="paper", source_id=str(number), year=2025, **data)
        graph.add_node(entity, type="method", name=text, aliases=[text, f"alias{number:02}"], papers=1)
        evidence = {"paper": paper, "field": "title", "start": 0, "end": len(text), "text": text}
        rows = [evidence | {"sentence": text, "extractor": text}]
        link = {"evidence": rows, "confidence": 0.9, "papers": 1}
        graph.add_edge(paper, entity, "uses", relation="uses", **link)
        graph.add_edge(entity, "task:other", "applied_to", relation="applied_to", **link)
    return graph


def choose(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def place_of(page: Page, node: str) -> dict[str, float]:
    """Where a node lies on the screen."""
    return page.evaluate("(id) => network.canvasToDOM(places[byId.get(id).number])", node)


def pixel(page: Page, node: str) -> list[int]:
    """The colour in the middle of a node."""
    read = """(id) => {
        const canvas = document.querySelector("#picture canvas");
        const { x, y } = network.canvasToDOM(places[byId.get(id).number]);
        const copy = new OffscreenCanvas(1, 1).getContext("2d");
        copy.drawImage(canvas, x, y, 1, 1, 0, 0, 1, 1);
        return [...copy.getImageData(0, 0, 1, 1).data].slice(0, 3);
    }"""
    return page.evaluate(read, node)


def test_a_click_on_a_node_tells_its_names_papers_and_evidence(show, toy_graph):
    page = show(toy_graph)
    page.locator("#picture canvas").click(position=place_of(page, GRPO))
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Group Relative Policy Optimization")
    expect(panel.locator(".alias")).to_have_text(["GRPO"])
    expect(panel).to_contain_text("Named in 2 papers.")
    titles = panel.locator("summary").all_inner_texts()
    assert [title.split("\n")[0] for title in titles] == [
        "Proposed in",
        "Used in",
        "Extends",
        "Is compared with",
        "Is evaluated on",
    ]
    proposed = panel.locator("details").first
    expect(proposed.locator("blockquote")).to_have_text("We propose GRPO, a variant of PPO, and evaluate it on MATH.")
    expect(proposed.locator("mark")).to_have_text("GRPO")
    expect(proposed.locator("a")).to_have_attribute("href", "https://example.org/p?a=1&b=%3C2%3E")
    extends = panel.locator("details").nth(2)
    expect(extends).to_contain_text("Proximal Policy Optimization")
    expect(extends.locator("mark")).to_have_text("GRPO, a variant of PPO")


def test_a_click_beside_the_nodes_closes_the_panel(show, toy_graph):
    page = show(toy_graph)
    page.locator("#picture canvas").click(position=place_of(page, GRPO))
    expect(page.locator("#panel h2")).to_be_visible()
    page.locator("#picture canvas").click(position={"x": 700, "y": 10})
    expect(page.locator("#panel h1")).to_have_text("Knowledge graph of papers")


def test_a_paper_tells_its_own_data_and_its_entities_by_role(show, toy_graph):
    page = show(toy_graph)
    choose(page, "grpo against")
    panel = page.locator("#panel")
    expect(panel.locator("h2 a")).to_have_attribute("href", "https://example.org/p?a=1&b=%3C2%3E")
    expect(panel).to_contain_text("2024 · ICLR")
    expect(panel).to_contain_text("Ada Lovelace")
    expect(panel.locator(".abstract")).to_have_text(toy_graph.nodes["paper:a2"]["abstract"])
    expect(panel.locator(".mention")).to_have_text(["GRPO", "DPO", "MATH", "pass@k"])
    evaluates = panel.locator("details", has_text="Evaluates on")
    expect(evaluates.locator(".name")).to_have_text(["MATH", "pass@k"])
    panel.locator(".mention", has_text="DPO").click()
    expect(panel.locator("h2")).to_have_text("Direct Preference Optimization")


def test_search_works_by_keyboard(show, toy_graph):
    page = show(toy_graph)
    page.keyboard.press("/")
    expect(page.locator("#query")).to_be_focused()
    page.keyboard.type("optimi")
    results = page.locator("#results li")
    expect(results).to_have_count(5)
    expect(results.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    second = results.nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    name = second.locator("bdi").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(name)
    expect(page.locator("#results")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#panel h1")).to_be_visible()


FOUND = {
    "grpo": "Group Relative Policy Optimization",
    "POLICY relative": "Group Relative Policy Optimization",
    "math": "MATH",
    "against": "GRPO against DPO",
    "nothing like it": "Nothing on this page has such a name.",
}


def test_search_finds_names_aliases_and_titles(show, toy_graph):
    page = show(toy_graph)
    for words, first in FOUND.items():
        page.locator("#query").fill(words)
        expect(page.locator("#results li").first).to_contain_text(first)
    page.keyboard.press("Escape")
    expect(page.locator("#results")).to_be_hidden()


def test_the_legend_hides_and_shows_a_type(show, toy_graph):
    page = show(toy_graph)
    entry = page.locator("#types button", has_text="Benchmarks")
    before = pixel(page, "benchmark:math")
    entry.click()
    expect(entry).to_have_attribute("aria-pressed", "false")
    page.wait_for_timeout(100)
    assert pixel(page, "benchmark:math") != before
    page.locator("#all").click()
    expect(entry).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(100)
    assert pixel(page, "benchmark:math") == before


def test_the_address_remembers_the_selection(show, toy_graph):
    page = show(toy_graph, address="#benchmark%3Amath")
    expect(page.locator("#panel h2")).to_have_text("MATH")
    choose(page, "pass@k")
    expect(page.locator("#panel h2")).to_have_text("pass@k")
    page.go_back()
    expect(page.locator("#panel h2")).to_have_text("MATH")


def test_a_cut_address_selects_nothing(show, toy_graph):
    page = show(toy_graph, address="#%E0%A4%A")
    expect(page.locator("#panel h1")).to_be_visible()


def test_hostile_text_stays_text(show):
    page = show(hostile_graph())
    panel = page.locator("#panel")
    text_of = "(node) => node.textContent"
    for number, text in enumerate(HOSTILE):
        page.locator("#query").fill(f"alias{number:02}")
        page.keyboard.press("Enter")
        assert panel.locator("mark").first.evaluate(text_of) == text
        assert panel.locator("script, img, a:not(.mention), a:not([href^='#'])").count() == 0
        panel.locator("button.name").first.click()
        expect(panel.locator(".abstract")).to_be_visible()
        assert panel.locator(".abstract").evaluate(text_of) == text
        assert panel.locator("h2").evaluate(text_of) == text
        assert panel.locator("script, img, a:not(.mention), a:not([href^='#'])").count() == 0
    page.locator("#whole").click()
    page.locator("#picture canvas").hover(position=place_of(page, f"paper:0{HOSTILE[0]}"))
    expect(page.locator("#tip")).to_have_text(f"Paper: {HOSTILE[0]}")
    assert page.locator("script").count() == 9


def test_the_policy_stops_markup_that_would_slip_through(browser, toy_graph, tmp_path):
    path = tmp_path / html.FILENAME
    html.write(toy_graph, path)
    page = browser.new_page()
    blocked: list[str] = []
    failures: list[str | None] = []
    page.goto(path.as_uri())
    page.on("console", lambda message: blocked.append(message.text))
    page.on("request", lambda request: failures.append(None))
    page.on("requestfailed", lambda request: failures.append(request.failure))
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            document.getElementById("panel").innerHTML = "<b onclick='window.ran = true'>x</b>" +
                "<img src='https://example.org/x' onerror='window.ran = true'><iframe src='https://example.org'></iframe>";
            document.querySelector("b").click();
            return fetch("https://example.org/").catch(() => null);
        }"""
    )
    assert page.evaluate("window.ran ?? false") is False
    assert [reason for reason in failures if reason] == ["csp"] * failures.count(None)
    assert any("Content Security Policy" in text for text in blocked)
    page.close()


def test_an_empty_graph_says_so(show):
    page = show(nx.MultiDiGraph())
    expect(page.locator("#empty")).to_contain_text("This graph is empty")
    expect(page.locator("#legend")).to_be_hidden()
    expect(page.locator("#panel")).to_contain_text("0 papers, 0 entities, 0 links")


def test_three_nodes_without_dates_in_the_dark(show):
    graph = nx.MultiDiGraph()
    graph.add_node("paper:1", type="paper", source_id="1", title="Alone", abstract="")
    graph.add_node("method:a", type="method", name="A", aliases=[], papers=0)
    graph.add_node("tool:b", type="tool", name="B", aliases=[], papers=0)
    page = show(graph, dark=True)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 22, 28)"
    page.locator("#picture canvas").click(position=place_of(page, "paper:1"))
    expect(page.locator("#panel")).to_contain_text("This source gives no abstract.")


def test_a_large_graph_says_what_is_shown_of_what(show):
    graph = nx.MultiDiGraph()
    for number in range(600):
        graph.add_node(f"task:t{number:03}", type="task", name=f"task {number}", aliases=[], papers=9)
    for number in range(1_300):
        paper = f"paper:{number:04}"
        graph.add_node(paper, type="paper", source_id=str(number), title=f"Paper {number}", abstract="About tasks.")
        row = {"paper": paper, "field": "abstract", "start": 6, "end": 11, "text": "tasks", "sentence": "About tasks."}
        for other in (number % 599, (number * 7 + 1) % 599):
            link = {"relation": "studies", "evidence": [row | {"extractor": "x"}], "confidence": 0.5, "papers": 1}
            graph.add_edge(paper, f"task:t{other:03}", "studies", **link)
    page = show(graph)
    expect(page.locator("#shown")).to_contain_text("the 500 most linked of 600 entities")
    expect(page.locator("#shown")).to_contain_text("of 1,300 stand in the panels")
    choose(page, "task 1")
    expect(page.locator("#panel")).to_contain_text("Named in 9 papers; 6 of them on this page.")
