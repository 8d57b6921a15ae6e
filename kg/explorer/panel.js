"use strict";
// The side panel: what the page knows of one record, or an overview. Built of elements and textContent only.

const panel = document.getElementById("panel");
const SVG = "http://www.w3.org/2000/svg";

/** An element with a class, and children that are elements or text. */
function element(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function button(className, onPress, ...children) {
  const node = element("button", className, ...children);
  node.type = "button";
  node.addEventListener("click", onPress);
  return node;
}

/** The type's shape as a picture, by the same outline as on the canvas. */
function icon(type) {
  const points = [];
  const pen = { beginPath() {}, closePath() {}, lineTo: (x, y) => points.push([x, y]), moveTo: (x, y) => points.push([x, y]),
    arc: (x, y, r) => { for (let n = 0; n < 24; n += 1) points.push([x + r * Math.cos(n * 0.2618), y + r * Math.sin(n * 0.2618)]); } };
  outline(pen, type, 8, 8, 5.4);
  const svg = document.createElementNS(SVG, "svg");
  const shape = document.createElementNS(SVG, "polygon");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `icon ${type}`);
  svg.setAttribute("aria-hidden", "true");
  shape.setAttribute("points", points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "));
  svg.append(shape);
  return svg;
}

function webLink(className, address, ...children) {
  const node = element("a", className, ...children);
  node.href = address;
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  return node;
}

const nameButton = (record) => button("name", () => open(record), icon(record.type), element("bdi", "", shorten(record.name, 200)));

const published = (paper) => [paper.year ?? paper.date?.slice(0, 4), paper.venue].filter(Boolean).map((part) => shorten(part, 80)).join(" · ");

function sentence([paper, text, start, end]) {
  const characters = Array.from(details.sentences[text]);
  const part = (from, to) => characters.slice(from, to).join("");
  const quote = element("blockquote", "", part(0, start));
  if (end > start) quote.append(element("mark", "", part(start, end)));
  quote.append(part(Math.max(start, end)));
  quote.dir = "auto";
  return { paper: records[paper], quote };
}

/** A paper's title: opens the paper here, and its address beside it when that is one of the web. */
function paperTitle(paper) {
  const address = webAddress(paper.url);
  const outside = address && webLink("outside", address, "↗");
  if (outside) outside.setAttribute("aria-label", `Open “${shorten(paper.name, 120)}” on the web`);
  return element("p", "title", nameButton(paper), outside, element("span", "when", published(paper)));
}

function evidence(link, showTitles) {
  const quotes = link.evidence.map(sentence);
  const box = element("div", "evidence");
  let last = null;
  const seen = new Set();
  for (const { paper, quote } of quotes) {
    if (seen.has(quote.textContent) && paper === last && quotes.length > 1) continue;
    if (showTitles && paper !== last) box.append(paperTitle(paper));
    last = paper;
    seen.add(quote.textContent);
    box.append(quote);
  }
  if (link.total > quotes.length) box.append(element("p", "more", `and ${plural(link.total - quotes.length, "more sentence")} in graph.json`));
  return box;
}

function wording(link, record) {
  const [forward, backward] = details.wording[link.relation];
  return link.source === record.number ? forward : backward;
}

const ROWS = 12;

/** The rows of a list, the first dozen at once and the rest when asked for. */
function list(rows, make) {
  const node = element("ul", "rows", ...rows.slice(0, ROWS).map((row) => element("li", "", make(row))));
  if (rows.length <= ROWS) return node;
  const rest = button("rest", () => {
    rest.remove();
    node.append(...rows.slice(ROWS).map((row) => element("li", "", make(row))));
  }, `Show ${rows.length - ROWS} more`);
  return element("div", "", node, rest);
}

function section(title, count, ...children) {
  const summary = element("summary", "", title, element("span", "count", String(count)));
  const node = element("details", "", summary, ...children);
  node.open = true;
  return node;
}

function linkRow(link, record, paperRole) {
  const other = otherEnd(link, record);
  if (paperRole) return element("div", "", paperTitle(other), evidence(link, false));
  const count = link.papers > 1 ? element("span", "when", plural(link.papers, "paper")) : null;
  const row = element("div", "", element("p", "title", nameButton(other), count));
  if (link.evidence.length) row.append(evidence(link, true));
  return row;
}

function head(record, title) {
  const close = button("close", () => open(null), "×");
  close.setAttribute("aria-label", "Close");
  const type = element("p", `type ${record.type}`, icon(record.type), TYPE_NAMES[record.type][0]);
  return element("header", "", element("div", "bar", type, close), title);
}

function entityPanel(record) {
  const parts = [head(record, element("h2", "", element("bdi", "", plain(record.name))))];
  if (record.aliases.length) {
    const names = record.aliases.map((alias) => element("bdi", "alias", shorten(alias, 200)));
    parts.push(element("p", "aliases", element("span", "lead", "also"), ...names));
  }
  const order = Object.keys(details.wording);
  const own = record.links.toSorted((one, other) => order.indexOf(one.relation) - order.indexOf(other.relation));
  const ofPaper = (link) => records[link.source].type === "paper";
  const known = new Set(own.filter(ofPaper).map((link) => link.source)).size;
  const some = known < record.papers ? `; ${known.toLocaleString("en")} of them on this page` : "";
  parts.push(element("p", "lead", `Named in ${plural(record.papers, "paper")}${some}.`));
  for (const [words, group] of grouped(own, (link) => wording(link, record))) {
    parts.push(section(capital(words), group.length, list(group, (link) => linkRow(link, record, ofPaper(link)))));
  }
  return parts;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** A paper's text with each entity it names as a link to its panel. */
function marked(text, field, marks) {
  const characters = Array.from(text);
  const node = element("p", field);
  node.dir = "auto";
  let at = 0;
  for (const [markField, start, end, number] of marks) {
    if (markField !== field || start < at || end > characters.length) continue;
    const record = records[number];
    const mention = element("a", `mention ${record.type}`, characters.slice(start, end).join(""));
    mention.href = addressOf(record);
    node.append(characters.slice(at, start).join(""), mention);
    at = end;
  }
  node.append(characters.slice(at).join(""));
  return node;
}

function paperPanel(paper) {
  const address = webAddress(paper.url);
  const title = element("bdi", "", paper.name);
  const parts = [head(paper, element("h2", "", address ? webLink("", address, title, element("span", "out", " ↗")) : title))];
  if (published(paper)) parts.push(element("p", "lead", published(paper)));
  if (paper.authors) parts.push(element("p", "authors", element("bdi", "", shorten(paper.authors.join(", "), 1500))));
  if (paper.url && !address) parts.push(element("p", "lead", shorten(paper.url, 200)));
  parts.push(paper.abstract ? marked(paper.abstract, "abstract", paper.marks) : element("p", "lead", "This source gives no abstract."));
  const more = grouped(paper.more, ([role]) => role);
  const roles = grouped(paper.links, (link) => link.relation);
  for (const role of Object.keys(details.wording)) {
    const own = roles.get(role) ?? [];
    const others = more.get(role) ?? [];
    if (!own.length && !others.length) continue;
    const names = own.map((link) => nameButton(otherEnd(link, paper)));
    names.push(...others.map(([, name]) => element("bdi", "name plain", shorten(name, 200))));
    parts.push(section(capital(details.wording[role][0]), names.length, element("div", "chips", ...names)));
  }
  return parts;
}

function overview() {
  const { papers, entities, links: count } = details.totals;
  const parts = [element("header", "", element("h1", "", "Knowledge graph of papers"),
    element("p", "lead", `${plural(papers, "paper")}, ${entities.toLocaleString("en")} ${entities === 1 ? "entity" : "entities"}, ${plural(count, "link")}.${records.length ? " Click a node, or search, to read what the papers say of it." : ""}`))];
  for (const type of details.types) {
    const own = records.filter((record) => record.type === type);
    const top = type === "paper" ? own.slice(0, 60) : own.slice(0, 5);
    if (!top.length) continue;
    const title = type === "paper" ? "Papers" : `Most linked ${TYPE_NAMES[type][1].toLowerCase()}`;
    const count = type === "paper" ? papers : own.length;
    parts.push(section(title, count, element("div", "stack", ...top.map((record) =>
      element("p", "title", nameButton(record), element("span", "when", type === "paper" ? published(record) : plural(record.papers, "paper")))))));
  }
  return parts;
}

function fillPanel(record) {
  panel.replaceChildren(...(!record ? overview() : record.type === "paper" ? paperPanel(record) : entityPanel(record)));
  panel.scrollTop = 0;
}
