"use strict";
// What a person does: select, search, filter, zoom; and the address that remembers the selection.

const query = document.getElementById("query");
const results = document.getElementById("results");
let active = -1;

/** Selects a record, or none: panel, picture and address follow. */
function open(record, { move = true } = {}) {
  view.selected = record;
  fillPanel(record);
  if (record) view.hidden.delete(record.type);
  fillLegend();
  document.body.classList.toggle("reading", record !== null);
  const address = record ? addressOf(record) : "#";
  if (location.hash !== address && !(address === "#" && !location.hash)) history.pushState(null, "", address);
  if (record?.drawn && move) showAround(record);
  network.redraw();
}

function openAddress() {
  const record = byAddress.get(location.hash) ?? null;
  if (record !== view.selected) open(record);
}
addEventListener("popstate", openAddress);

network.on("click", ({ nodes }) => {
  closeResults();
  open(nodes.length ? records[nodes[0]] : null, { move: false });
});

function fillLegend() {
  const counts = grouped(records.slice(0, details.drawn), (record) => record.type);
  const rows = details.types.filter((type) => counts.has(type)).map((type) => {
    const entry = button("", () => filter(type), icon(type), TYPE_NAMES[type][1], element("span", "count", String(counts.get(type).length)));
    entry.setAttribute("aria-pressed", String(!view.hidden.has(type)));
    entry.dataset.type = type;
    return element("li", "", entry);
  });
  document.getElementById("types").replaceChildren(...rows);
  document.getElementById("all").hidden = view.hidden.size === 0;
  hideTypes();
}

function filter(type) {
  if (!view.hidden.delete(type)) view.hidden.add(type);
  fillLegend();
  document.querySelector(`#types [data-type=${type}]`).focus();
}
document.getElementById("all").addEventListener("click", () => {
  view.hidden.clear();
  fillLegend();
});

function closeResults() {
  results.hidden = true;
  query.setAttribute("aria-expanded", "false");
  query.removeAttribute("aria-activedescendant");
}

function showResults() {
  const hits = search(query.value, 12);
  const rows = hits.map(({ record, alias }, place) => {
    const note = alias ? shorten(alias, 40) : record.type === "paper" ? published(record) : plural(record.papers, "paper");
    const row = element("li", "", icon(record.type), element("bdi", "", shorten(record.name, 90)), element("span", "when", note));
    row.id = `result-${place}`;
    row.setAttribute("role", "option");
    row.addEventListener("mousedown", (event) => {
      event.preventDefault();
      choose(record);
    });
    return row;
  });
  if (query.value.trim() && !rows.length) rows.push(element("li", "none", "Nothing on this page has such a name."));
  results.replaceChildren(...rows);
  results.hidden = !rows.length;
  query.setAttribute("aria-expanded", String(rows.length > 0));
  setActive(hits.length ? 0 : -1);
  return hits;
}

function setActive(place) {
  active = place;
  [...results.children].forEach((row, number) => {
    row.setAttribute("aria-selected", String(number === place));
    if (number === place) row.scrollIntoView({ block: "nearest" });
  });
  if (place >= 0) query.setAttribute("aria-activedescendant", `result-${place}`);
  else query.removeAttribute("aria-activedescendant");
}

function choose(record) {
  closeResults();
  query.value = "";
  query.blur();
  open(record);
}

query.addEventListener("input", showResults);
query.addEventListener("focus", () => query.value && showResults());
query.addEventListener("blur", closeResults);
query.addEventListener("keydown", (event) => {
  const hits = search(query.value, 12);
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hits.length) {
    event.preventDefault();
    if (results.hidden) showResults();
    else setActive((active + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length);
  } else if (event.key === "Enter" && active >= 0 && !results.hidden) {
    event.preventDefault();
    choose(hits[active].record);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    if (results.hidden) query.value = "";
    closeResults();
    query.blur();
  }
});

addEventListener("keydown", (event) => {
  if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    event.preventDefault();
    query.focus();
  } else if (event.key === "Escape" && view.selected) {
    open(null);
  }
});

const zoomBy = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: motion() ? { duration: 200 } : false });
document.getElementById("closer").addEventListener("click", () => zoomBy(1.5));
document.getElementById("farther").addEventListener("click", () => zoomBy(1 / 1.5));
document.getElementById("whole").addEventListener("click", () => showWhole(true));

/** What part of the graph the picture holds, in a sentence. */
function shownOf() {
  const { papers, entities } = details.totals;
  const number = (count) => count.toLocaleString("en");
  const drawn = records.slice(0, details.drawn).filter((record) => record.type !== "paper").length;
  const all = details.papersDrawn ? `all ${plural(papers, "paper")}` : `no papers (${number(records.length - details.drawn)} of ${number(papers)} stand in the panels)`;
  if (drawn === entities && details.papersDrawn) return "Everything in the graph is shown; authors and venues stand in the panels.";
  return `Shown: the ${number(drawn)} most linked of ${number(entities)} entities with their strongest links, and ${all}. The whole graph is in graph.json.`;
}

document.getElementById("shown").textContent = shownOf();
document.getElementById("empty").hidden = details.drawn > 0;
document.getElementById("legend").hidden = details.drawn === 0;
fillLegend();
fillPanel(null);
showWhole(false);
openAddress();
