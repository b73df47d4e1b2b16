// Puts the graphs into each section that Graphs wrote, and lets them show the same.

const Y_AXIS_WIDTH = 120;

/** What all graphs of a section show together: a stretch of time, and a segment. */
class Section {
  constructor(root) {
    const data = JSON.parse(root.querySelector("script[type='application/json']").textContent);
    this.root = root;
    this.shapes = Object.fromEntries(
      Object.entries(data.shapes).map(([name, path]) => [name, new Path2D(path)]));
    this.waits = data.waits;
    const views = data.views.map(readSegments);
    this.flows = data.flows.map(flow => readFlow(flow, views[flow.view]));
    views.forEach((view, i) => sortByTime(view, this.flows.filter(flow => flow.segments === view)));
    this.segments = this.flows[0].segments;
    this.selected = -1;
    const last = view => view.time[view.count - 1];
    this.end = Math.max(1, ...views.map(last), ...data.waits.map(wait => wait.to));
    this.whole = [-this.end * 0.01, this.end * 1.02];
    this.range = this.whole;
    this.charts = [];
  }

  /** Draws what is to be seen; what is folded up is drawn when it is opened. */
  start() {
    this.controls = new Controls(this);
    this.drawFigures();
    this.root.querySelectorAll("details").forEach(details =>
      details.addEventListener("toggle", () => this.drawFigures()));
    new ResizeObserver(() => this.resize()).observe(this.root);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw());
    addEventListener("beforeprint", () => this.print(true));
    addEventListener("afterprint", () => this.print(false));
  }

  drawFigures() {
    for (const figure of this.root.querySelectorAll("figure.graph")) {
      const place = figure.querySelector(".plot");
      if (!place.chart && place.clientWidth > 0) {
        place.chart = makeGraph(this, figure, place);
        this.charts.push(place.chart);
        this.controls.listen(place);
      }
    }
  }

  resize() {
    for (const chart of this.charts) {
      const width = chart.root.parentElement.clientWidth;
      if (width > 0 && width !== chart.width) {
        chart.setSize({width, height: chart.height});
      }
    }
  }

  redraw() {
    this.charts.forEach(chart => chart.redraw(false, true));
  }

  print(on) {
    this.root.classList.toggle("printing", on);
    this.redraw();
  }

  /** Shows a stretch of time in all graphs. */
  show(from, to) {
    const width = Math.min(this.whole[1] - this.whole[0], Math.max(10, to - from));
    const start = Math.min(Math.max(from, this.whole[0]), this.whole[1] - width);
    this.range = [start, start + width];
    this.charts.forEach(chart => chart.slices
      ? chart.setData(chart.slices(this.range))
      : chart.setScale("x", {min: start, max: start + width}));
  }

  zoom(factor, centre = this.centre()) {
    const [from, to] = this.range;
    this.show(centre - (centre - from) * factor, centre + (to - centre) * factor);
  }

  pan(part) {
    const by = (this.range[1] - this.range[0]) * part;
    this.show(this.range[0] + by, this.range[1] + by);
  }

  /** The segment if it is to be seen, else the middle. */
  centre() {
    const time = this.segments.time[this.selected];
    return time >= this.range[0] && time <= this.range[1]
      ? time
      : (this.range[0] + this.range[1]) / 2;
  }

  select(index) {
    this.selected = Math.min(Math.max(index, 0), this.segments.count - 1);
    const time = this.segments.time[this.selected];
    if (time < this.range[0] || time > this.range[1]) {
      this.show(time - (this.range[1] - this.range[0]) / 2, time + (this.range[1] - this.range[0]) / 2);
    }
    this.redraw();
    this.controls.tell();
  }

  /** The next segment of which something is to be said, in either direction. */
  findingFrom(index, step) {
    let i = index + step;
    while (i >= 0 && i < this.segments.count && !lookOf(this.segments, i).remarks) {
      i += step;
    }
    return i >= 0 && i < this.segments.count ? i : index;
  }
}

function makeGraph(section, figure, place) {
  const flow = section.flows.find(one => one.sender === Number(figure.dataset.sender));
  const title = figure.querySelector("h3").textContent;
  place.querySelectorAll(":scope > *").forEach(child => child.remove());
  place.tabIndex = 0;
  place.setAttribute("role", "application");
  place.setAttribute("aria-label", `${title}. Arrow keys step through the segments.`);
  const graph = MAKERS[figure.dataset.graph](section, flow);
  const ink = name => () => colour(place, name);
  const axis = {stroke: ink("text"), grid: {stroke: ink("grid"), width: 1}, ticks: {show: false}};
  const options = {
    width: place.clientWidth,
    height: graph.height,
    legend: {show: false},
    scales: {x: {time: false, range: (chart, min, max) => (chart.data ? section.range : [min, max])},
      y: {range: graph.range}},
    axes: [
      {...axis, values: (chart, splits) => splits.map(duration), space: 90},
      {...axis, size: Y_AXIS_WIDTH, ...graph.axis},
    ],
    series: [{}, ...graph.lines.map(({name, dash, thin}) => ({
      auto: name !== "window",
      stroke: ink(name), width: thin ? 1 : 2, dash, paths: steps, points: {show: false},
    }))],
    cursor: {y: false, points: {show: false}, sync: {key: section.root.id},
      drag: {setScale: false, x: true, y: false}, bind: {dblclick: () => null}},
    hooks: {
      drawClear: [chart => shadeWaits(section, chart)],
      draw: [chart => {
        clipped(chart, context => graph.draw?.(chart, context));
        markSelected(section, flow, chart, graph);
      }],
      setSelect: [chart => zoomToDrawn(section, chart)],
    },
  };
  const chart = new uPlot(options, graph.data, place);
  chart.slices = graph.slices;
  chart.point = graph.point;
  chart.over.addEventListener("dblclick", () => section.show(...section.whole));
  return chart;
}

function zoomToDrawn(section, chart) {
  const {left, width} = chart.select;
  if (width > 3) {
    section.show(chart.posToVal(left, "x"), chart.posToVal(left + width, "x"));
  }
  chart.setSelect({left: 0, width: 0, top: 0, height: 0}, false);
}

/** The times of waiting behind every graph, so that one sees what they did to it. */
function shadeWaits(section, chart) {
  clipped(chart, context => {
    context.fillStyle = colour(chart.root, "shade");
    for (const wait of section.waits) {
      const left = chart.valToPos(wait.from, "x", true);
      const right = chart.valToPos(wait.to, "x", true);
      context.fillRect(left, chart.bbox.top, right - left, chart.bbox.height);
    }
  });
}

function markSelected(section, flow, chart, graph) {
  if (section.selected < 0) {
    return;
  }
  const time = section.segments.time[section.selected];
  const x = chart.valToPos(time, "x", true);
  const shared = flow && flow.segments === section.segments;
  const value = shared && graph.point ? graph.point(section.selected) : null;
  clipped(chart, context => {
    context.strokeStyle = colour(chart.root, "text");
    context.lineWidth = uPlot.pxRatio;
    context.strokeRect(x, chart.bbox.top, 0, chart.bbox.height);
    if (value !== null) {
      context.lineWidth = 2 * uPlot.pxRatio;
      context.beginPath();
      context.arc(x, chart.valToPos(value, "y", true), 10 * uPlot.pxRatio, 0, 2 * Math.PI);
      context.stroke();
    }
  });
}
