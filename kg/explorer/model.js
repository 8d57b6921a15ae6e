"use strict";
// The data of the page, and small helpers over text. Every text below may be hostile: it reaches the page
// as textContent or canvas text, never as markup.

const readData = (id) => JSON.parse(document.getElementById(id).textContent);
const details = readData("details");
const records = details.records;

const TYPE_NAMES = {
  method: ["Method", "Methods"], model: ["Model", "Models"], dataset: ["Dataset", "Datasets"],
  benchmark: ["Benchmark", "Benchmarks"], task: ["Task", "Tasks"], metric: ["Metric", "Metrics"],
  tool: ["Tool", "Tools"], paper: ["Paper", "Papers"],
};

// Right-to-left overrides and other invisible controls could make a name read as another one.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const plain = (text) => String(text).replace(CONTROLS, " ");

function shorten(text, length) {
  const characters = Array.from(plain(text).slice(0, 4 * length));
  return characters.length > length ? characters.slice(0, length - 1).join("").trimEnd() + "…" : characters.join("");
}

const fold = (text) => plain(text).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

/** The address if a click on it can only open a web page, else null. */
function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

records.forEach((record, number) => {
  record.number = number;
  record.links = [];
  record.drawn = number < details.drawn;
  record.label = shorten(record.name, record.type === "paper" ? 38 : 34);
});
const links = details.links.map(([source, target, relation, papers, total, evidence]) => {
  const link = { source, target, relation, papers, total, evidence };
  records[source].links.push(link);
  records[target].links.push(link);
  return link;
});

/** The part of the page's address that names a record; a half surrogate has no address form of its own. */
const addressOf = (record) => `#${encodeURIComponent(record.id.replace(/\p{Cs}/gu, "\ufffd"))}`;
const byId = new Map(records.map((record) => [record.id, record]));
const byAddress = new Map(records.map((record) => [addressOf(record), record]));
const otherEnd = (link, record) => records[link.source === record.number ? link.target : link.source];

/** The drawn records that a record is linked with, each once. */
const neighbours = (record) =>
  [...new Set(record.links.map((link) => otherEnd(link, record)))].filter((other) => other.drawn);

/** The items by what the function says of each, in the order they come. */
function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

let searchIndex = null;

/** Records whose name, alias or title holds every word of the query; best first. */
function search(query, limit) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  searchIndex ??= records.map((record) => [record.name, ...(record.aliases ?? [])].map((text) => fold(text)));
  const wanted = words.join(" ");
  const hits = [];
  searchIndex.forEach((names, number) => {
    let best = Infinity;
    let form = 0;
    names.forEach((name, place) => {
      if (!words.every((word) => name.includes(word))) return;
      const at = name.indexOf(wanted);
      const rank = name === wanted ? 0 : at === 0 ? 1 : at > 0 && !/\w/.test(name[at - 1]) ? 2 : 3;
      if (rank < best) [best, form] = [rank, place];
    });
    if (best < Infinity) hits.push({ record: records[number], alias: form ? records[number].aliases[form - 1] : null, best });
  });
  hits.sort((a, b) => a.best - b.best || b.record.links.length - a.record.links.length || a.record.number - b.record.number);
  return hits.slice(0, limit);
}
