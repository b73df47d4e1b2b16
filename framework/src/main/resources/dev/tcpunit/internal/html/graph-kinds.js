// What each graph shows: uPlot draws lines and axes, bars and marks are drawn here. What is more
// than a pixel can show is thinned to the lowest and the highest, but never a mark.

const SLICES = 100;
const MOST_NAMES = 60;
const RESENDS = new Set([
  "fast", "timeout", "tail-loss-probe", "syn-again", "fin-again", "again", "reset",
]);
const NAMES = {
  "syn": "SYN", "fin": "FIN", "reset": "RST", "fast": "fast retransmission", "timeout": "timer",
  "tail-loss-probe": "tail loss probe", "syn-again": "SYN again", "fin-again": "FIN again",
  "again": "again", "window-closed": "window closed", "zero-window-probe": "probe",
};

/** The first index whose value is not below a limit. */
function firstFrom(values, limit) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < limit) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The colour that the style sheet gives to a name. */
const colour = (element, name) =>
  getComputedStyle(element).getPropertyValue(`--graph-${name}`).trim();

function clipped(chart, draw) {
  const {ctx: context, bbox} = chart;
  context.save();
  context.beginPath();
  context.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  context.clip();
  draw(context);
  context.restore();
}

/** A uPlot path builder: steps, of which a column of pixels gets the lowest and the highest. */
function steps(chart, index) {
  const [times, values] = [chart.data[0], chart.data[index]];
  const scale = chart.series[index].scale;
  const from = Math.max(0, firstFrom(times, chart.scales.x.min) - 1);
  const to = Math.min(times.length, firstFrom(times, chart.scales.x.max) + 1);
  const path = new Path2D();
  let column = null;
  let height = null;
  for (let i = from; i < to; i++) {
    if (values[i] === null) {
      height = null;
      continue;
    }
    const x = Math.round(chart.valToPos(times[i], "x", true));
    const y = Math.round(chart.valToPos(values[i], scale, true));
    if (height === null) {
      path.moveTo(x, y);
    } else if (x !== column) {
      path.lineTo(x, height);
      path.lineTo(x, y);
    } else if (y !== height) {
      path.lineTo(x, y);
    }
    [column, height] = [x, y];
  }
  if (height !== null) {
    path.lineTo(chart.bbox.left + chart.bbox.width, height);
  }
  return {stroke: path};
}

/** The indices of the segments that are to be seen. */
function visible(chart, times) {
  const from = firstFrom(times, chart.scales.x.min);
  return [from, firstFrom(times, chart.scales.x.max + 1)];
}

/** From the least to the most that is to be seen, with room above for the marks' names. */
function aroundData(chart, min, max) {
  const low = min ?? 0;
  const room = Math.max(1, (max ?? 1) - low);
  return [low - room * 0.06, low + room * 1.14];
}

function fromZero(chart, min, max) {
  return [0, Math.max(1, max ?? 1) * 1.1];
}

function sequenceGraph(section, flow) {
  const {segments} = flow;
  const ends = Array.from(segments.time, (time, i) =>
    segments.side[i] === flow.sender ? segments.seq[i] + segments.length[i] : null);
  const point = i => segments.side[i] !== flow.sender
    ? (acknowledges(segments, i) ? segments.ack[i] : flow.acknowledged[i] ?? 0)
    : segments.seq[i] + segments.length[i] / 2;
  return {
    height: 380,
    data: [segments.time, flow.acknowledged, flow.edge, ends],
    lines: [{name: "ack"}, {name: "window", dash: [8, 5]}, {name: "none", thin: true}],
    range: (chart, min, max) => withWindow(chart, flow, aroundData(chart, min, max)),
    axis: {values: (chart, splits) => splits.map(bytes)},
    point,
    draw: (chart, context) => {
      drawSacks(chart, context, segments, flow);
      drawBars(chart, context, segments, flow);
      drawMarks(section, chart, context, segments, point);
    },
  };
}

/** The edge of the window is shown as well where it is not so far away that it hides the data. */
function withWindow(chart, flow, [low, high]) {
  const [from, to] = visible(chart, flow.segments.time);
  const edges = flow.edge.slice(from, to).filter(edge => edge !== null && edge < 2 * high - low);
  const top = edges.reduce((one, other) => Math.max(one, other), high);
  return [low, top > high ? top + (top - low) * 0.08 : high];
}

/** New data as upright bars; a column of pixels gets one from the lowest to the highest byte. */
function drawBars(chart, context, segments, flow) {
  const [from, to] = visible(chart, segments.time);
  const width = 3 * uPlot.pxRatio;
  context.fillStyle = colour(chart.root, "data");
  let bar = null;
  const flush = () => bar && context.fillRect(
    bar.x - width / 2, bar.top, width, Math.max(uPlot.pxRatio, bar.bottom - bar.top));
  for (let i = from; i < to; i++) {
    const length = segments.length[i];
    if (segments.side[i] !== flow.sender || length === 0 || isResend(segments, i)) {
      continue;
    }
    const x = Math.round(chart.valToPos(segments.time[i], "x", true));
    const top = chart.valToPos(segments.seq[i] + length, "y", true);
    const bottom = chart.valToPos(segments.seq[i], "y", true);
    if (bar && bar.x === x) {
      bar.top = Math.min(bar.top, top);
      bar.bottom = Math.max(bar.bottom, bottom);
    } else {
      flush();
      bar = {x, top, bottom};
    }
  }
  flush();
}

const isResend = (segments, i) => RESENDS.has(lookOf(segments, i).mark);

function drawSacks(chart, context, segments, flow) {
  context.fillStyle = colour(chart.root, "sack");
  const width = 2 * uPlot.pxRatio;
  for (const {index, from, to} of segments.sacks) {
    if (segments.side[index] === flow.sender) {
      continue;
    }
    const x = chart.valToPos(segments.time[index], "x", true);
    const top = chart.valToPos(to, "y", true);
    const height = Math.max(uPlot.pxRatio, chart.valToPos(from, "y", true) - top);
    context.fillRect(x - width / 2, top, width, height);
  }
}

/** All marks, those that were sent again on top; a name beside those that have room for it. */
function drawMarks(section, chart, context, segments, point) {
  const [from, to] = visible(chart, segments.time);
  const marked = [];
  for (let i = from; i < to; i++) {
    if (!isPlain(segments, i)) {
      marked.push(i);
    }
  }
  marked.sort((one, other) => isResend(segments, one) - isResend(segments, other) || one - other);
  const names = new Names(chart, context);
  names.keepFree([...marked].reverse().map(i => [
    chart.valToPos(segments.time[i], "x", true), chart.valToPos(point(i), "y", true)]));
  const colours = Object.fromEntries(
    Object.keys(section.shapes).map(mark => [mark, colour(chart.root, mark)]));
  for (const i of marked) {
    const {mark} = lookOf(segments, i);
    const x = chart.valToPos(segments.time[i], "x", true);
    const y = chart.valToPos(point(i), "y", true);
    context.fillStyle = colours[mark];
    context.save();
    context.translate(x, y);
    context.scale(uPlot.pxRatio, uPlot.pxRatio);
    context.fill(section.shapes[mark], "evenodd");
    context.restore();
  }
  // Those that lie on top, and say what went wrong, choose first where their names stand.
  const byWeight = [...marked].sort(
    (one, other) => isResend(segments, other) - isResend(segments, one) || one - other);
  for (const i of byWeight) {
    names.add(nameOf(lookOf(segments, i)),
      chart.valToPos(segments.time[i], "x", true), chart.valToPos(point(i), "y", true));
  }
  names.draw(colour(chart.root, "text"), colour(chart.root, "paper"));
}

/** What is written beside a mark; whose it is, where that says who did it. */
function nameOf({mark, side}) {
  const name = NAMES[mark];
  return ["syn", "fin", "reset"].includes(mark) ? `${name} of the ${SIDES[side]}` : name;
}

/** Names beside marks, as far as they do not cover each other. */
class Names {
  constructor(chart, context) {
    this.chart = chart;
    this.context = context;
    this.placed = [];
    context.font = `${12 * uPlot.pxRatio}px sans-serif`;
    context.textAlign = "left";
    context.textBaseline = "middle";
  }

  /** Keeps names away from the first of these points. */
  keepFree(points) {
    const room = 8 * uPlot.pxRatio;
    for (const [x, y] of points.slice(0, MOST_NAMES)) {
      this.placed.push({name: "", left: x - room, right: x + room, y});
    }
  }

  /** Notes a name to be written beside a thing of some width, or else above or below a point. */
  add(name, x, y, wide = 0) {
    if (!name || this.placed.length > 2 * MOST_NAMES) {
      return;
    }
    const width = this.context.measureText(name).width;
    const gap = 11 * uPlot.pxRatio;
    const height = 15 * uPlot.pxRatio;
    const {left, top, width: room, height: depth} = this.chart.bbox;
    const around = Math.min(Math.max(x - width / 2, left), left + room - width);
    const places = [[x + gap, y], [x - wide - gap - width, y]];
    // Of bars, that would be in the row of others.
    places.push(...wide > 0 ? [] : [[around, y - 1.2 * height], [around, y + 1.2 * height]]);
    for (const [start, middle] of places) {
      const within = Math.min(Math.max(middle, top + height / 2), top + depth - height / 2);
      const box = {name, left: start, right: start + width, y: within};
      const fits = box.left >= left && box.right <= left + room;
      const free = this.placed.every(other => other.right < box.left || other.left > box.right
        || Math.abs(other.y - box.y) > height);
      if (fits && free) {
        this.placed.push(box);
        return;
      }
    }
  }

  /** Writes the first of some names that has room in a bar into it, or notes one for beside it. */
  addTo({names, left: from, right: to, y}, ink) {
    const {left, width: room} = this.chart.bbox;
    const start = Math.max(from, left);
    const end = Math.min(to, left + room);
    const widthOf = name => this.context.measureText(name).width;
    const name = names.find(one => end - start > widthOf(one) + 8 * uPlot.pxRatio);
    if (name) {
      this.context.fillStyle = ink;
      this.context.fillText(name, (start + end - widthOf(name)) / 2, y);
    } else {
      this.add(names[0], to, y, to - from);
    }
  }

  /** Each on a piece of paper: a line behind it would strike it through. */
  draw(ink, paper) {
    const height = 15 * uPlot.pxRatio;
    for (const {name, left, right, y} of this.placed.filter(placed => placed.name)) {
      this.context.fillStyle = paper;
      this.context.fillRect(left, y - height / 2, right - left, height);
      this.context.fillStyle = ink;
      this.context.fillText(name, left, y);
    }
  }
}

function flightGraph(section, flow) {
  return {
    height: 190,
    data: [flow.segments.time, flow.flight, flow.window],
    lines: [{name: "data"}, {name: "window", dash: [8, 5]}],
    range: (chart, min, max) => {
      const [low, high] = fromZero(chart, min, max);
      const [from, to] = visible(chart, flow.segments.time);
      const near = flow.window.slice(from, to).filter(window => window < 3 * high);
      return [low, near.reduce((one, other) => Math.max(one, other * 1.1), high)];
    },
    axis: {values: (chart, splits) => splits.map(bytes)},
    point: i => flow.flight[i],
  };
}

function roundTripGraph(section, flow) {
  const {segments, roundTrip} = flow;
  return {
    height: 190,
    data: [segments.time, roundTrip],
    lines: [{name: "none"}],
    range: fromZero,
    axis: {values: (chart, splits) => splits.map(duration)},
    point: i => roundTrip[i],
    draw: (chart, context) => {
      const [from, to] = visible(chart, segments.time);
      const size = 5 * uPlot.pxRatio;
      const drawn = new Set();
      context.fillStyle = colour(chart.root, "ack");
      for (let i = from; i < to; i++) {
        if (roundTrip[i] !== null) {
          const x = Math.round(chart.valToPos(segments.time[i], "x", true));
          const y = Math.round(chart.valToPos(roundTrip[i], "y", true));
          const pixel = x * 10_000 + y;
          if (!drawn.has(pixel)) {
            drawn.add(pixel);
            context.fillRect(x - size / 2, y - size / 2, size, size);
          }
        }
      }
    },
  };
}

function throughputGraph(section, flow) {
  const {segments} = flow;
  const sent = new Float64Array(segments.count);
  let total = 0;
  for (let i = 0; i < segments.count; i++) {
    total += segments.side[i] === flow.sender ? segments.length[i] : 0;
    sent[i] = total;
  }
  const upTo = (values, time) => values[firstFrom(segments.time, time) - 1] ?? 0;
  const slices = ([from, to]) => {
    const width = (to - from) / SLICES;
    const starts = Array.from({length: SLICES + 1}, (_, i) => from + i * width);
    const rate = values => starts.map((start, i) => i === SLICES
      ? null
      : (upTo(values, start + width) - upTo(values, start)) * 1e6 / width);
    return [starts, rate(flow.acknowledged), rate(sent)];
  };
  return {
    height: 190,
    data: slices(section.range),
    slices,
    lines: [{name: "ack"}, {name: "data", thin: true}],
    range: fromZero,
    axis: {values: (chart, splits) => splits.map(value => `${bytes(value)}/s`)},
  };
}

function waitsGraph(section) {
  const rows = ["at the client", "at the server", "on the way", "not known"];
  return {
    height: 175,
    data: [[0, section.end], [null, null]],
    lines: [{name: "none"}],
    range: () => [0, rows.length],
    axis: {splits: () => rows.map((row, i) => rows.length - i - 0.5), values: () => rows,
      grid: {show: false}},
    draw: (chart, context) => {
      const written = new Names(chart, context);
      const height = 20 * uPlot.pxRatio;
      const bars = section.waits.map(wait => {
        const left = chart.valToPos(wait.from, "x", true);
        const right = Math.max(left + 3 * uPlot.pxRatio, chart.valToPos(wait.to, "x", true));
        const y = chart.valToPos(rows.length - wait.place - 0.5, "y", true);
        context.fillStyle = colour(chart.root, `wait-${wait.place}`);
        context.fillRect(left, y - height / 2, right - left - uPlot.pxRatio, height);
        written.placed.push({name: "", left, right, y});
        const names = [`${wait.title}, ${duration(wait.to - wait.from)}`, wait.title];
        return {left, right, y, names};
      });
      const paper = colour(chart.root, "paper");
      bars.forEach(bar => written.addTo(bar, paper));
      written.draw(colour(chart.root, "text"), paper);
    },
  };
}

const MAKERS = {
  "waits": waitsGraph,
  "sequence": sequenceGraph,
  "flight": flightGraph,
  "round-trips": roundTripGraph,
  "throughput": throughputGraph,
};
