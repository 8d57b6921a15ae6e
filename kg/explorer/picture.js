"use strict";
// The picture: vis-network draws nodes and quiet edges and knows pan, zoom and drag; the focus of the
// selected node and the labels are drawn over it here.

const view = { selected: null, hovered: null, hidden: new Set(), colours: {} };
const places = readData("nodes");
const lines = readData("edges");
const stage = document.getElementById("stage");
const TINTS = ["tint-a", "tint-b", "tint-c", "tint-d", "tint-e"];
const motion = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;

function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of [...details.types, "ground", "ink", "faint", "line", "sheet", ...TINTS]) {
    view.colours[name] = style.getPropertyValue(`--${name}`).trim();
  }
}

const CORNERS = { model: [4, 0, 1.25], dataset: [4, 45, 1.25], benchmark: [6, 0, 1.1], task: [3, 0, 1.35], metric: [3, 180, 1.35] };

/** The outline of a type's shape around (x, y), of about the area of a circle of this radius. */
function outline(context, type, x, y, radius) {
  context.beginPath();
  if (type === "method") {
    context.arc(x, y, radius, 0, 2 * Math.PI);
  } else if (type === "paper") {
    const [w, h, fold] = [radius * 0.82, radius * 1.06, radius * 0.6];
    context.moveTo(x - w, y - h);
    context.lineTo(x + w - fold, y - h);
    context.lineTo(x + w, y - h + fold);
    context.lineTo(x + w, y + h);
    context.lineTo(x - w, y + h);
  } else {
    const [corners, turn, scale] = CORNERS[type] ?? [10, 0, 1.3];
    for (let corner = 0; corner < corners; corner += 1) {
      const angle = ((turn - 90 + (360 * corner) / corners) * Math.PI) / 180;
      const reach = radius * scale * (corners === 10 && corner % 2 ? 0.55 : 1);
      context.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
    }
  }
  context.closePath();
}

// Nodes grow slower than the picture when zooming in, so that zooming makes room.
const radiusOf = (record) => places[record.number].size * Math.max(0.3, network.getScale()) ** -0.55;

function drawNode(context, record, emphasis) {
  const { x, y } = places[record.number];
  const radius = radiusOf(record);
  outline(context, record.type, x, y, radius);
  context.lineJoin = "round";
  context.fillStyle = record.type === "paper" ? view.colours.sheet : view.colours[record.type];
  context.fill();
  context.lineWidth = (emphasis ? 2.5 : record.type === "paper" ? 1.4 : 1) / network.getScale();
  context.strokeStyle = emphasis ? view.colours.ink : record.type === "paper" ? view.colours.paper : view.colours.ground;
  context.stroke();
}

const nodeSet = new vis.DataSet(
  places.map((place) => ({
    ...place,
    shape: "custom",
    ctxRenderer: ({ ctx, id }) => ({
      drawNode: () => drawNode(ctx, records[id], false),
      nodeDimensions: { width: 2 * radiusOf(records[id]), height: 2 * radiusOf(records[id]) },
    }),
  })),
);
readColours();
const network = new vis.Network(
  document.getElementById("picture"),
  { nodes: nodeSet, edges: new vis.DataSet(lines.map(({ id, from, to }) => ({ id, from, to, arrows: "" }))) },
  readData("options"),
);

const edgeLook = () => network.setOptions({ edges: { width: 1.3, color: { color: view.colours.line, inherit: false } } });
edgeLook();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  readColours();
  edgeLook();
  network.redraw();
});

function moveDragged({ nodes }) {
  for (const [id, { x, y }] of Object.entries(network.getPositions(nodes))) Object.assign(places[id], { x, y });
}
network.on("dragging", moveDragged);
network.on("dragEnd", moveDragged);

const visible = (record) => record.drawn && !view.hidden.has(record.type);

function drawSpoke(context, link, record, scale) {
  const other = otherEnd(link, record);
  if (!visible(other)) return;
  const [from, to] = [places[link.source], places[link.target]];
  context.strokeStyle = context.fillStyle = view.colours[other.type];
  context.lineWidth = Math.min(4, 1.2 + 0.5 * Math.log2(link.papers || 1)) / scale;
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.stroke();
  if (link.relation === "together" || link.relation === "compared_with") return;
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const reach = radiusOf(records[link.target]) * 1.3;
  const [tipX, tipY] = [to.x - reach * Math.cos(angle), to.y - reach * Math.sin(angle)];
  context.beginPath();
  context.moveTo(tipX, tipY);
  for (const side of [-0.4, 0.4]) {
    context.lineTo(tipX - (9 / scale) * Math.cos(angle + side), tipY - (9 / scale) * Math.sin(angle + side));
  }
  context.fill();
}

function drawFocus(context) {
  const centre = view.selected?.drawn ? view.selected : view.hovered;
  if (!centre || !visible(centre)) return;
  const scale = network.getScale();
  const around = neighbours(centre).filter(visible);
  if (centre === view.selected) {
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 0.82;
    context.fillStyle = view.colours.ground;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    context.restore();
  }
  context.save();
  context.globalAlpha = 0.75;
  for (const link of centre.links) drawSpoke(context, link, centre, scale);
  context.restore();
  for (const record of around) drawNode(context, record, false);
  drawNode(context, centre, true);
  if (view.hovered && view.hovered !== centre && visible(view.hovered)) drawNode(context, view.hovered, true);
}

// Selected and hovered first, then their neighbours, then by size: a label is drawn where it covers no other.
function labelOrder() {
  const centre = view.selected?.drawn && visible(view.selected) ? view.selected : null;
  const sized = (centre ? neighbours(centre) : records.slice(0, details.drawn)).filter(visible);
  sized.sort((a, b) => places[b.number].size - places[a.number].size || a.number - b.number);
  return [...new Set([centre, view.hovered, ...sized])].filter((record) => record && visible(record));
}

const widths = new Map();
// So many of the first labels may cover nodes smaller than their own, or the middle of a crowd had no names.
const OVER_SMALLER = 40;

function labelFont(record, strong) {
  const important = places[record.number].size > 15;
  const style = record.type === "paper" ? "italic " : "";
  return `${style}${strong || important ? 600 : 400} ${strong ? 14 : important ? 13 : 11.5}px system-ui, sans-serif`;
}

function drawLabels(context) {
  const ratio = context.canvas.width / context.canvas.clientWidth;
  const [scale, middle] = [network.getScale(), network.getViewPosition()];
  const [width, height] = [context.canvas.clientWidth, context.canvas.clientHeight];
  const spot = ({ x, y }) => [(x - middle.x) * scale + width / 2, (y - middle.y) * scale + height / 2];
  const inView = labelOrder().map((record) => ({ record, at: spot(places[record.number]), r: radiusOf(record) * scale }))
    .filter(({ at: [x, y] }) => x > -80 && x < width + 80 && y > -20 && y < height + 20);
  const taken = inView.map(({ at: [x, y], r }) => [x - r * 0.8, y - r * 0.8, x + r * 0.8, y + r * 0.8]);
  for (const id of ["search", "legend", "zoom"]) {
    const { offsetLeft: x, offsetTop: y, offsetWidth: w, offsetHeight: h } = document.getElementById(id);
    taken.push([x, y, x + w, y + h]);
  }
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.lineJoin = "round";
  inView.forEach(({ record, at: [x, y], r }, own) => {
    const strong = record === view.selected || record === view.hovered;
    const font = labelFont(record, strong);
    const key = `${font}${record.number}`;
    context.font = font;
    if (!widths.has(key)) widths.set(key, context.measureText(record.label).width);
    const w = widths.get(key);
    const tries = [[x - w / 2, y + r + 9], [x + r + 4, y], [x - w / 2, y - r - 9], [x - r - 4 - w, y]];
    const fits = (crowded) => tries.find(([left, mid]) => left > 2 && left + w < width - 2 && taken.every((box, other) =>
      other === own || (crowded && other > own && other < inView.length) ||
      box[2] < left - 3 || box[0] > left + w + 3 || box[3] < mid - 7 || box[1] > mid + 7));
    const [left, mid] = fits(false) ?? ((own < OVER_SMALLER ? fits(true) : null)) ?? (strong ? tries[0] : []);
    if (left === undefined) return;
    taken.push([left, mid - 8, left + w, mid + 8]);
    context.lineWidth = 3.5;
    context.strokeStyle = view.colours.ground;
    context.strokeText(record.label, left, mid);
    context.fillStyle = strong || places[record.number].size > 11 ? view.colours.ink : view.colours.faint;
    context.fillText(record.label, left, mid);
  });
  context.restore();
}

const regions = [...grouped(records.slice(0, details.drawn), ({ number }) => places[number].region)];

/** The ground under each community, so that neighbourhoods show before any line does. */
function drawRegions(context) {
  const wide = 60;
  for (const [region, members] of regions) {
    const around = members.filter((record) => visible(record) && record.links.length);
    if (around.length < 4) continue;
    const centre = ["x", "y"].map((axis) => around.reduce((sum, { number }) => sum + places[number][axis], 0) / around.length);
    const far = around.map(({ number }) => Math.hypot(places[number].x - centre[0], places[number].y - centre[1]));
    const near = 1.4 * far.toSorted((a, b) => a - b)[Math.floor(far.length / 2)];
    context.beginPath();
    for (const [order, { number }] of around.entries()) {
      const { x, y, size } = places[number];
      if (far[order] <= near) {
        context.moveTo(...centre);
        context.lineTo(x, y);
      }
      context.moveTo(x + size, y);
      context.arc(x, y, size, 0, 2 * Math.PI);
    }
    context.lineCap = context.lineJoin = "round";
    context.lineWidth = 2 * wide;
    context.strokeStyle = context.fillStyle = view.colours[TINTS[region % TINTS.length]];
    context.stroke();
    context.fill();
  }
}

network.on("beforeDrawing", drawRegions);
network.on("afterDrawing", (context) => {
  drawFocus(context);
  drawLabels(context);
});

const tip = document.getElementById("tip");
function hover(record) {
  view.hovered = record;
  tip.hidden = !record;
  if (record) {
    const [x, y] = Object.values(network.canvasToDOM(places[record.number]));
    tip.textContent = `${TYPE_NAMES[record.type][0]}: ${shorten(record.name, 160)}`;
    tip.style.left = `${Math.max(8, Math.min(x, stage.clientWidth - 320))}px`;
    tip.style.top = `${y + radiusOf(record) * network.getScale() + 22}px`;
  }
  network.redraw();
}
network.on("hoverNode", ({ node }) => hover(records[node]));
network.on("blurNode", () => hover(null));
network.on("dragStart", () => hover(null));
network.on("zoom", () => view.hovered && hover(null));

/** Moves the picture so that these records fill the room that search and legend leave free. */
function frame(shown, largest, animate) {
  if (!shown.length) return;
  const wide = stage.clientWidth > 700;
  // A crowd is round and leaves half the legend's corner free; a few nodes may lie anywhere.
  const margin = wide ? (shown.length > 60 ? 200 : 240) : 40;
  const room = { left: margin, top: 76, right: stage.clientWidth - (wide ? 110 : 40), bottom: stage.clientHeight - 36 };
  const range = (axis) => {
    const all = shown.map(({ number }) => places[number][axis]);
    return [Math.min(...all), Math.max(...all)];
  };
  const [[left, right], [top, bottom]] = [range("x"), range("y")];
  const fitting = Math.min((room.right - room.left) / (right - left || 1), (room.bottom - room.top) / (bottom - top || 1));
  const scale = Math.max(0.02, Math.min(largest, fitting));
  const offset = {
    x: (stage.clientWidth - room.left - room.right) / 2 / scale,
    y: (stage.clientHeight - room.top - room.bottom) / 2 / scale,
  };
  const position = { x: (left + right) / 2 + offset.x, y: (top + bottom) / 2 + offset.y };
  network.moveTo({ position, scale, animation: animate && motion() ? { duration: 350 } : false });
}

const showWhole = (animate) => frame(records.slice(0, details.drawn).filter(visible), 1.3, animate);
const showAround = (record) => frame([record, ...neighbours(record)].filter(visible), 1.1, true);

function hideTypes() {
  nodeSet.update(records.slice(0, details.drawn).map(({ number, type }) => ({ id: number, hidden: view.hidden.has(type) })));
}
