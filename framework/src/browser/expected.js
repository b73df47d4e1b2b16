// What the graphs must show, computed from a page's JSON anew: nothing here is shared with the page.

export function read(data, sender) {
  const flow = data.flows.find(one => one.sender === sender);
  const view = data.views[flow.view];
  const side = [{}, {}].map(() => ({end: 0, length: 0, ack: 0, window: 0}));
  const segments = [];
  let frame = 0;
  let time = 0;
  view.frame.forEach((step, i) => {
    frame += step + 1;
    time += view.time[i];
    const [from, flags, mark, remarks] = view.looks[view.look[i]];
    const own = side[from];
    const seq = own.end + view.seq[i];
    own.length += view.length[i];
    own.ack += view.ack[i];
    own.window += view.window[i];
    own.end = seq + own.length;
    const {length, ack, window} = own;
    segments.push({index: i, frame, time, from, flags, mark, remarks, seq, length, ack, window});
  });
  readFlight(segments, flow.flight, sender);
  readSacks(segments, view.sack);
  readRoundTrips(segments, flow.roundTrip);
  readAcknowledged(segments, sender);
  return segments.sort((one, other) => one.time - other.time || one.index - other.index);
}

function readFlight(segments, differences, sender) {
  let flight = 0;
  let acknowledged = 0;
  segments.forEach((segment, i) => {
    if (segment.from === sender) {
      flight += segment.length;
    } else if (segment.flags.includes(".")) {
      flight -= segment.ack - acknowledged;
      acknowledged = segment.ack;
    }
    segment.flight = flight += differences[i];
  });
}

function readSacks(segments, numbers) {
  segments.forEach(segment => (segment.sacks = []));
  for (let at = 0, index = 0; at < numbers.length; at += 3) {
    const segment = segments[(index += numbers[at])];
    const from = segment.ack + numbers[at + 1];
    segment.sacks.push([from, from + numbers[at + 2]]);
  }
}

function readRoundTrips(segments, numbers) {
  for (let at = 0, index = 0; at < numbers.length; at += 2) {
    segments[(index += numbers[at])].roundTrip = numbers[at + 1];
  }
}

function readAcknowledged(segments, sender) {
  let highest = null;
  let window = null;
  let edge = null;
  for (const segment of segments) {
    if (segment.from !== sender && segment.flags.includes(".")) {
      const newest = highest === null || segment.ack >= highest;
      highest = newest ? segment.ack : highest;
      if (newest && !segment.flags.includes("R") && segment.window >= 0) {
        window = segment.window;
        edge = segment.ack + window;
      }
    }
    Object.assign(segment, {acknowledged: highest, announced: window, edge});
  }
}
