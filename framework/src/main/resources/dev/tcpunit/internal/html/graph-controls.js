// Keys, buttons, the pointer, and the text about a segment that a screen reader speaks.

const HELP = "Arrow keys: next and previous segment; N and P: next and previous finding; + and -:"
  + " zoom; shift and arrow keys: move; 0: the whole. Drag to zoom, double-click for the whole.";

const NEAR = 14;

class Controls {
  constructor(section) {
    this.section = section;
    this.keys = {
      ArrowRight: () => section.select(section.selected + 1),
      ArrowLeft: () => section.select(section.selected - 1),
      Home: () => section.select(0),
      End: () => section.select(section.segments.count - 1),
      n: () => section.select(section.findingFrom(section.selected, 1)),
      p: () => section.select(section.findingFrom(section.selected, -1)),
      "+": () => section.zoom(0.5),
      "-": () => section.zoom(2),
      "0": () => section.show(...section.whole),
    };
    this.shifted = {
      ...this.keys,
      ArrowRight: () => section.pan(0.25),
      ArrowLeft: () => section.pan(-0.25),
    };
    this.build();
    this.linkFromSegments();
  }

  build() {
    const bar = document.createElement("div");
    bar.className = "graph-controls";
    for (const [name, key] of [["previous segment", "ArrowLeft"], ["next segment", "ArrowRight"],
      ["previous finding", "p"], ["next finding", "n"], ["zoom in", "+"], ["zoom out", "-"],
      ["the whole", "0"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.addEventListener("click", this.keys[key]);
      bar.append(button);
    }
    const help = document.createElement("p");
    help.className = "how";
    help.textContent = HELP;
    this.text = document.createElement("p");
    this.text.className = "told";
    this.text.setAttribute("role", "status");
    this.text.setAttribute("aria-live", "polite");
    bar.append(help, this.text);
    this.section.root.querySelector("h2").after(bar);
  }

  listen(place) {
    place.addEventListener("keydown", event => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const action = (event.shiftKey ? this.shifted : this.keys)[key];
      if (action && !event.ctrlKey && !event.altKey && !event.metaKey) {
        event.preventDefault();
        action();
      }
    });
    const {chart} = place;
    chart.over.addEventListener("wheel", event => {
      if (event.ctrlKey) {
        event.preventDefault();
        this.section.zoom(event.deltaY < 0 ? 0.7 : 1.4, chart.posToVal(event.offsetX, "x"));
      } else if (event.shiftKey) {
        event.preventDefault();
        this.section.pan(Math.sign(event.deltaY + event.deltaX) * 0.15);
      }
    }, {passive: false});
    if (chart.point) {
      chart.over.addEventListener("mousemove", event => this.hover(chart, event));
      chart.over.addEventListener("mouseleave", () => (chart.over.title = ""));
      chart.over.addEventListener("click", event => this.click(chart, event));
    }
  }

  hover(chart, event) {
    const index = this.nearest(chart, event);
    chart.over.title = index < 0 ? "" : describe(this.section.segments, index);
  }

  click(chart, event) {
    const index = this.nearest(chart, event);
    if (index >= 0) {
      this.section.select(index);
    }
  }

  /** The drawn segment that lies nearest to the pointer, or -1. */
  nearest(chart, event) {
    const {time} = this.section.segments;
    const end = firstFrom(time, chart.posToVal(event.offsetX + NEAR, "x"));
    let nearest = -1;
    let least = NEAR;
    for (let i = firstFrom(time, chart.posToVal(event.offsetX - NEAR, "x")); i < end; i++) {
      const value = chart.point(i);
      if (value !== null) {
        const distance = Math.hypot(
          chart.valToPos(time[i], "x") - event.offsetX,
          chart.valToPos(value, "y") - event.offsetY);
        [nearest, least] = distance < least ? [i, distance] : [nearest, least];
      }
    }
    return nearest;
  }

  /** Says which segment is selected, and links to its place in the page. */
  tell() {
    const {segments, selected} = this.section;
    this.text.textContent = describe(segments, selected);
    const place = document.getElementById(`s${segments.frame[selected]}`);
    if (place) {
      const link = document.createElement("a");
      link.href = `#${place.id}`;
      link.textContent = "show in the table";
      this.text.append(" ", link);
    }
  }

  /** From the place of each finding in the page back to the graph. */
  linkFromSegments() {
    const {segments, root} = this.section;
    for (let i = 0; i < segments.count; i++) {
      const place = lookOf(segments, i).remarks
        && document.getElementById(`s${segments.frame[i]}`);
      if (place) {
        const link = document.createElement("a");
        link.href = `#${root.id}`;
        link.className = "to-graph";
        link.textContent = "in the graph";
        link.addEventListener("click", () => this.section.select(i));
        (place.lastElementChild ?? place).append(" ", link);
      }
    }
  }
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("section.graphs").forEach(root => new Section(root).start());
});
