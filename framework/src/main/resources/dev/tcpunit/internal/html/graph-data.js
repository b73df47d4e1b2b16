// Reads what GraphData wrote: columns of differences to what is expected.

const SIDES = ["client", "server"];

/** The running sum of a column, each difference on top of an expected step. */
function running(column, step = 0) {
  let last = 0;
  return Float64Array.from(column, difference => (last += difference + step));
}

/** The rows of a view as columns of numbers, in the order of capture: mostly a segment each. */
function readSegments(view) {
  const count = view.frame.length;
  const segments = {
    count,
    frame: running(view.frame, 1),
    time: running(view.time),
    side: new Uint8Array(count),
    looks: view.looks.map(([side, flags, mark, remarks]) => ({side, flags, mark, remarks})),
    look: view.look,
    seq: new Float64Array(count),
    length: new Float64Array(count),
    ack: new Float64Array(count),
    window: new Float64Array(count),
    sacks: readSacks(view),
    more: view.more ?? [],
  };
  const last = SIDES.map(() => ({end: 0, length: 0, ack: 0, window: 0}));
  for (let i = 0; i < count; i++) {
    const side = (segments.side[i] = segments.looks[view.look[i]].side);
    const before = last[side];
    segments.seq[i] = before.end + view.seq[i];
    segments.length[i] = before.length += view.length[i];
    segments.ack[i] = before.ack += view.ack[i];
    segments.window[i] = before.window += view.window[i];
    before.end = segments.seq[i] + segments.length[i];
  }
  for (const sack of segments.sacks) {
    sack.from += segments.ack[sack.index];
    sack.to += sack.from;
  }
  return segments;
}

function readSacks(view) {
  const sacks = [];
  let index = 0;
  for (let at = 0; at < view.sack.length; at += 3) {
    index += view.sack[at];
    sacks.push({index, from: view.sack[at + 1], to: view.sack[at + 2]});
  }
  return sacks;
}

/** A flow with what is drawn of it: an array for each line, with a value for each segment. */
function readFlow(flow, segments) {
  const {count} = segments;
  const read = {
    sender: flow.sender,
    segments,
    acknowledged: new Array(count).fill(null),
    edge: new Array(count).fill(null),
    window: new Array(count).fill(null),
    flight: new Array(count),
    roundTrip: new Array(count).fill(null),
  };
  let flight = 0;
  let lastAck = 0;
  let acknowledged = null;
  let edge = null;
  let window = null;
  for (let i = 0; i < count; i++) {
    if (segments.side[i] === flow.sender) {
      flight += segments.length[i];
    } else if (acknowledges(segments, i)) {
      flight -= segments.ack[i] - lastAck;
      lastAck = segments.ack[i];
      acknowledged = Math.max(acknowledged ?? 0, lastAck);
      // A window that comes with an older acknowledgement was overtaken by a newer one.
      const counts = lastAck === acknowledged && !hasFlag(segments, i, "R");
      if (counts && segments.window[i] >= 0) {
        window = segments.window[i];
        edge = lastAck + window;
      }
    }
    read.flight[i] = flight += flow.flight[i];
    read.acknowledged[i] = acknowledged;
    read.window[i] = window;
    read.edge[i] = edge;
  }
  let index = 0;
  for (let at = 0; at < flow.roundTrip.length; at += 2) {
    index += flow.roundTrip[at];
    read.roundTrip[index] = flow.roundTrip[at + 1];
  }
  return read;
}

const lookOf = (segments, i) => segments.looks[segments.look[i]];
const hasFlag = (segments, i, flag) => lookOf(segments, i).flags.includes(flag);
const acknowledges = (segments, i) => hasFlag(segments, i, ".");
const isPlain = (segments, i) => lookOf(segments, i).mark === "plain";

/** Puts a capture that holds segments behind later ones in the order of time, as an axis needs. */
function sortByTime(segments, flows) {
  const {time, count} = segments;
  if (time.every((value, i) => i === 0 || time[i - 1] <= value)) {
    return;
  }
  const order = Array.from(time.keys()).sort((one, other) => time[one] - time[other] || one - other);
  const place = new Array(count);
  order.forEach((from, to) => (place[from] = to));
  segments.sacks.forEach(sack => (sack.index = place[sack.index]));
  for (const columns of [segments, ...flows]) {
    for (const [name, column] of Object.entries(columns)) {
      if (column.length === count && name !== "looks" && name !== "sacks") {
        columns[name] = order.map(i => column[i]);
      }
    }
  }
}

const number = value => Math.round(value).toLocaleString("en");

function duration(micros) {
  if (micros === 0) {
    return "0";
  }
  if (Math.abs(micros) >= 1e6) {
    return `${trimmed(micros / 1e6)} s`;
  }
  return Math.abs(micros) >= 1e3 ? `${trimmed(micros / 1e3)} ms` : `${trimmed(micros)} µs`;
}

const trimmed = value => String(Number(value.toPrecision(4)));

function bytes(value) {
  if (Math.abs(value) >= 1e6) {
    return `${trimmed(value / 1e6)} MB`;
  }
  return Math.abs(value) >= 1e4 ? `${trimmed(value / 1e3)} kB` : `${number(value)} B`;
}

/** A segment as a sentence, for eyes and for screen readers. */
function describe(segments, i) {
  const {flags, side, remarks} = lookOf(segments, i);
  const more = segments.more[i] ?? 0;
  const several = more > 0 ? `${number(more + 1)} segments, ` : "";
  const parts = [`the ${SIDES[side]} sends ${several}[${flags}]`];
  if (segments.length[i] > 0) {
    const end = segments.seq[i] + segments.length[i];
    parts.push(`bytes ${number(segments.seq[i])} to ${number(end - 1)}`);
  }
  if (acknowledges(segments, i)) {
    parts.push(`acknowledges up to ${number(segments.ack[i])}`);
    if (segments.window[i] >= 0) {
      parts.push(`window ${number(segments.window[i])}`);
    }
  }
  const when = (segments.time[i] / 1e6).toFixed(6);
  const finding = remarks ? `: ${remarks}` : "";
  return `#${segments.frame[i]} at ${when} s: ${parts.join(", ")}${finding}`;
}
