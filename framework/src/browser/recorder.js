// Runs in the page before anything else: notes where shapes and bars are painted.

export function recordPainting() {
  const {fill, fillRect} = CanvasRenderingContext2D.prototype;
  window.painted = new Map();
  const note = (canvas, what) => {
    if (!window.painted.has(canvas)) {
      window.painted.set(canvas, []);
    }
    window.painted.get(canvas).push(what);
  };
  CanvasRenderingContext2D.prototype.fill = function (...args) {
    const {e: x, f: y} = this.getTransform();
    note(this.canvas, {kind: "shape", x, y, colour: this.fillStyle});
    return fill.apply(this, args);
  };
  CanvasRenderingContext2D.prototype.fillRect = function (x, y, width, height) {
    note(this.canvas, {kind: "bar", x, y, width, height, colour: this.fillStyle});
    return fillRect.call(this, x, y, width, height);
  };
}
