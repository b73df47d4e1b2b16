import assert from "node:assert/strict";
import {readFileSync, readdirSync, statSync} from "node:fs";
import {createServer} from "node:http";
import {createRequire} from "node:module";
import {join, resolve} from "node:path";
import {after, before, describe, test} from "node:test";
import {chromium} from "playwright-core";
import {read} from "./expected.js";
import {recordPainting} from "./recorder.js";

const PAGES = resolve(process.env.PAGES ?? "../../target/graphs");
const POLICY = "sandbox; default-src 'none'; img-src 'self'; style-src 'self'";
const MOST_BYTES = 3_000_000;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const names = readdirSync(PAGES).filter(name => name.endsWith(".html"));

/** Where a picture of a page is left, if there is such a place. */
const picture = (name, ending) => process.env.SCREENSHOTS
  && join(process.env.SCREENSHOTS, name.replace(".html", ending));

/** A4, between margins of a centimetre. */
const PAPER = {width: 718, height: 1047};
const CENTIMETRE = {top: "1cm", right: "1cm", bottom: "1cm", left: "1cm"};

let browser;
before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
});
after(() => browser.close());

test("there are pages", () => assert.ok(names.length > 0, `no page in ${PAGES}`));

/** Opens a page from disk; whatever it complains of or asks for is in its list. */
async function open(name, options = {}) {
  const context = await browser.newContext({viewport: {width: 1200, height: 900}, ...options});
  const page = await context.newPage();
  const url = `file://${join(PAGES, name)}`;
  page.complaints = [];
  page.on("console", message => message.type() === "error" && page.complaints.push(message.text()));
  page.on("pageerror", error => page.complaints.push(String(error)));
  page.on("request", request => request.url() !== url && page.complaints.push(request.url()));
  await page.addInitScript(recordPainting);
  await page.goto(url);
  await page.waitForFunction(() => document.querySelector(".plot canvas"));
  return page;
}

const settled = page => page.evaluate(() => new Promise(done =>
  requestAnimationFrame(() => requestAnimationFrame(done))));

/** The data of the first section, as it stands in the file. */
function dataOf(name) {
  const html = readFileSync(join(PAGES, name), "utf8");
  return JSON.parse(html.split('<script type="application/json">')[1].split("</script>")[0]);
}

/** The charts of the first section: what is asked of them, as all of it is much. */
function look(page, ...wanted) {
  return page.evaluate(keys => {
    const root = document.querySelector("section.graphs");
    return [...root.querySelectorAll("figure.graph")]
      .filter(figure => figure.querySelector(".plot").chart)
      .map(figure => {
        const {chart} = figure.querySelector(".plot");
        return {
          graph: figure.dataset.graph,
          sender: Number(figure.dataset.sender),
          x: [chart.scales.x.min, chart.scales.x.max],
          y: [chart.scales.y.min, chart.scales.y.max],
          bbox: {...chart.bbox},
          data: keys.includes("data") && chart.data.map(column => Array.from(column)),
          painted: keys.includes("painted") && (window.painted.get(chart.ctx.canvas) ?? []),
        };
      });
  }, wanted);
}

const xOf = ({x, bbox}, time) => bbox.left + (time - x[0]) / (x[1] - x[0]) * bbox.width;
const yOf = ({y, bbox}, value) =>
  bbox.top + bbox.height - (value - y[0]) / (y[1] - y[0]) * bbox.height;
const near = (one, other) => Math.abs(one - other) <= 1;

const heightOf = (segment, sender) => segment.from === sender
  ? segment.seq + segment.length / 2
  : segment.flags.includes(".") ? segment.ack : segment.acknowledged ?? 0;

for (const name of names) {
  describe(name, () => {
    const data = dataOf(name);
    let page;
    before(async () => (page = await open(name)));
    after(() => page.context().close());

    test("is small, complains of nothing and asks for nothing", async () => {
      assert.ok(statSync(join(PAGES, name)).size <= MOST_BYTES);
      await settled(page);
      assert.deepEqual(page.complaints, []);
    });

    test("plots every value of the data", async () => {
      const charts = await look(page, "data");
      assert.ok(charts.some(chart => chart.graph === "sequence"));
      for (const chart of charts) {
        const segments = chart.sender >= 0 && read(data, chart.sender);
        const column = key => segments.map(segment => segment[key] ?? null);
        if (chart.graph === "sequence") {
          assert.deepEqual(
            chart.data.slice(0, 3), [column("time"), column("acknowledged"), column("edge")]);
        } else if (chart.graph === "flight") {
          assert.deepEqual(chart.data, [column("time"), column("flight"), column("announced")]);
        } else if (chart.graph === "round-trips") {
          assert.deepEqual(chart.data, [column("time"), column("roundTrip")]);
        } else if (chart.graph === "throughput") {
          const [starts, acknowledged, sent] = chart.data;
          const total = rates => rates.reduce((sum, rate) => sum + rate, 0)
            * (starts[1] - starts[0]) / 1e6;
          const lengths = segments.filter(segment => segment.from === chart.sender)
            .reduce((sum, segment) => sum + segment.length, 0);
          assert.ok(near(total(sent), lengths), `${total(sent)} of ${lengths}`);
          assert.ok(near(total(acknowledged), segments.at(-1).acknowledged ?? 0));
        }
      }
    });

    test("paints every mark where it belongs, and every segment", async () => {
      await repaint(page);
      const charts = await look(page, "painted");
      const chart = charts.find(one => one.graph === "sequence");
      const segments = read(data, chart.sender);
      const shapes = byColumn(chart.painted, "shape", shape => shape.x);
      const marked = segments.filter(segment => segment.mark !== "plain");
      assert.equal(chart.painted.filter(one => one.kind === "shape").length, marked.length);
      for (const segment of marked) {
        const at = [xOf(chart, segment.time), yOf(chart, heightOf(segment, chart.sender))];
        assert.ok(
          shapes(at[0]).some(shape => near(shape.x, at[0]) && near(shape.y, at[1])),
          `no ${segment.mark} for #${segment.frame} at ${at}`);
      }
      const bars = byColumn(chart.painted, "bar", bar => bar.x + bar.width / 2);
      for (const segment of segments.filter(one => isFirstSend(one, chart.sender))) {
        const candidates = bars(xOf(chart, segment.time));
        assert.ok(candidates.some(bar => covers(bar, chart, segment)), `no bar: #${segment.frame}`);
      }
      for (const {time, sacks, from} of segments) {
        for (const [start, end] of from === chart.sender ? [] : sacks) {
          const [x, top, bottom] = [xOf(chart, time), yOf(chart, end), yOf(chart, start)];
          assert.ok(bars(x).some(bar => near(bar.x + bar.width / 2, x) && near(bar.y, top)
            && near(bar.y + bar.height, Math.max(bottom, top + 1))), `no SACK ${start}:${end}`);
        }
      }
    });

    test("paints a bar for each wait", async () => {
      await repaint(page);
      const charts = await look(page, "painted");
      const chart = charts.find(one => one.graph === "waits");
      for (const wait of data.waits) {
        assert.ok(chart.painted.some(bar => near(bar.x, xOf(chart, wait.from))
          && Math.abs(bar.x + bar.width - xOf(chart, wait.to)) <= 4), JSON.stringify(wait));
      }
    });

    test("steps by keyboard, and says each segment", async () => {
      const segments = read(data, data.flows[0].sender);
      await page.focus("figure[data-graph=sequence] .plot");
      const status = page.locator("[role=status][aria-live=polite]").first();
      await page.keyboard.press("Home");
      for (const segment of segments.slice(0, 25)) {
        const text = await status.textContent();
        assert.ok(text.startsWith(`#${segment.frame} at `), text);
        assert.ok(text.includes(`[${segment.flags}]`) && text.includes(segment.remarks), text);
        await page.keyboard.press("ArrowRight");
      }
      await page.keyboard.press("End");
      assert.ok((await status.textContent()).startsWith(`#${segments.at(-1).frame} at `));
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowLeft");
      assert.ok((await status.textContent()).startsWith(`#${segments.at(-2).frame} at `));
      await page.keyboard.press("Home");
      const finding = segments.slice(1).find(segment => segment.remarks);
      if (finding) {
        await page.keyboard.press("n");
        assert.ok((await status.textContent()).includes(finding.remarks));
      }
    });

    test("says what the pointer is at, and selects it by a click", async () => {
      await page.focus("figure[data-graph=sequence] .plot");
      await page.keyboard.press("0");
      const over = page.locator("figure[data-graph=sequence] .u-over").first();
      await over.scrollIntoViewIfNeeded();
      const box = await over.boundingBox();
      const chart = (await look(page)).find(one => one.graph === "sequence");
      const syn = read(data, chart.sender)[0];
      const inBox = (at, start, size, whole) => (at - start) / size * whole;
      await page.mouse.move(
        box.x + inBox(xOf(chart, syn.time), chart.bbox.left, chart.bbox.width, box.width),
        box.y + inBox(yOf(chart, heightOf(syn, chart.sender)), chart.bbox.top, chart.bbox.height,
          box.height));
      const said = await over.getAttribute("title");
      assert.match(said, /^#\d+ at \d/);
      await page.mouse.down();
      await page.mouse.up();
      const status = page.locator("[role=status][aria-live=polite]").first();
      assert.ok((await status.textContent()).startsWith(said), said);
    });

    test("leads from what is selected to its row, and from a finding to the graph", async () => {
      const finding = page.locator("tr.found a.to-graph").first();
      if (await finding.count() === 0) {
        return;
      }
      await finding.click();
      const status = page.locator("[role=status][aria-live=polite]").first();
      const frame = await finding.evaluate(link => link.closest("[id]").id.slice(1));
      assert.ok((await status.textContent()).startsWith(`#${frame} at `));
      await status.locator("a").click();
      assert.equal(await page.evaluate(() => location.hash), `#s${frame}`);
      assert.deepEqual(page.complaints, []);
    });

    test("is light on paper, without controls, and shows what is folded up", async () => {
      const printed = await open(name, {colorScheme: "dark", viewport: PAPER});
      await printed.emulateMedia({media: "print", colorScheme: "dark"});
      await printed.evaluate(() => dispatchEvent(new Event("beforeprint")));
      await settled(printed);
      const look = await printed.evaluate(() => ({
        paper: getComputedStyle(document.documentElement).backgroundColor,
        graph: getComputedStyle(document.querySelector("section.graphs")).backgroundColor,
        controls: document.querySelector(".graph-controls").checkVisibility(),
        wide: document.documentElement.scrollWidth > innerWidth,
      }));
      assert.deepEqual(look, {
        paper: "rgb(255, 255, 255)", graph: "rgb(255, 255, 255)", controls: false, wide: false});
      const path = picture(name, ".pdf");
      await (path && printed.pdf({path, format: "A4", margin: CENTIMETRE}));
      await printed.context().close();
    });

    test("zooms and moves by keyboard and by mouse, all graphs together", async () => {
      await page.focus("figure[data-graph=sequence] .plot");
      await page.keyboard.press("0");
      const whole = (await look(page)).find(one => one.graph === "sequence").x;
      await page.keyboard.press("+");
      const half = await commonRange(page);
      assert.ok(Math.abs((half[1] - half[0]) * 2 - (whole[1] - whole[0])) < 1);
      await page.keyboard.press("Shift+ArrowLeft");
      const moved = await commonRange(page);
      assert.ok(moved[0] < half[0] || half[0] === whole[0]);
      await page.keyboard.press("0");
      assert.deepEqual(await commonRange(page), whole);
      const over = page.locator("figure[data-graph=flight] .u-over").first();
      if (await over.count()) {
        await over.scrollIntoViewIfNeeded();
        const box = await over.boundingBox();
        await page.mouse.move(box.x + box.width * 0.25, box.y + 20);
        await page.mouse.down();
        await page.mouse.move(box.x + box.width * 0.5, box.y + 20, {steps: 5});
        await page.mouse.up();
        const drawn = await commonRange(page);
        assert.ok(Math.abs((drawn[1] - drawn[0]) * 4 - (whole[1] - whole[0]))
          < (whole[1] - whole[0]) * 0.05);
        await page.keyboard.press("0");
      }
      assert.deepEqual(page.complaints, []);
    });

    for (const colorScheme of ["light", "dark"]) {
      test(`has no violation of WCAG AA when it is ${colorScheme}`, async () => {
        const themed = await open(name, {colorScheme});
        await themed.evaluate(AXE);
        const {violations} = await themed.evaluate(
          tags => axe.run(document, {runOnly: tags}), WCAG_AA);
        assert.deepEqual(violations.map(({id, nodes}) => [id, nodes.map(node => node.html)]), []);
        const path = picture(name, `-${colorScheme}.png`);
        await (path && themed.screenshot({path, fullPage: true}));
        await themed.context().close();
      });
    }

    test("can be read under a policy that blocks script and style", async () => {
      const server = createServer((request, response) => {
        response.writeHead(200, {
          "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY});
        response.end(readFileSync(join(PAGES, name)));
      }).listen(0, "127.0.0.1");
      await new Promise(done => server.once("listening", done));
      const bare = await browser.newPage();
      await bare.goto(`http://127.0.0.1:${server.address().port}/`);
      assert.equal(await bare.locator("canvas").count(), 0);
      const text = await bare.locator("section.graphs").first().innerText();
      assert.match(text, /They are not drawn here/);
      assert.match(text, /Who waited for whom/);
      assert.match(text, /How to read this/);
      assert.match(text, /acknowledged by the/);
      const path = picture(name, "-bare.png");
      await (path && bare.screenshot({path, fullPage: true}));
      await bare.close();
      server.close();
    });
  });
}

/** Paints once more from nothing, so that what was noted is what is to be seen. */
async function repaint(page) {
  await page.focus("figure[data-graph=sequence] .plot");
  await page.keyboard.press("+");
  await settled(page);
  await page.evaluate(() => window.painted.clear());
  await page.keyboard.press("0");
  await settled(page);
}

/** What was painted near a column of pixels: a hundred thousand segments are looked up in it. */
function byColumn(painted, kind, middle) {
  const columns = new Map();
  for (const one of painted.filter(other => other.kind === kind)) {
    const column = Math.round(middle(one));
    columns.set(column, [...(columns.get(column) ?? []), one]);
  }
  return x => [-1, 0, 1].flatMap(step => columns.get(Math.round(x) + step) ?? []);
}

const AGAIN = ["fast", "timeout", "tail-loss-probe", "syn-again", "fin-again", "again", "reset"];
const isFirstSend = (segment, sender) =>
  segment.from === sender && segment.length > 0 && !AGAIN.includes(segment.mark);

/** With few segments a bar for each; with many one may stand for those of a column of pixels. */
function covers(bar, chart, segment) {
  const [top, bottom] = [yOf(chart, segment.seq + segment.length), yOf(chart, segment.seq)];
  return near(bar.x + bar.width / 2, xOf(chart, segment.time))
    && bar.y <= top + 1 && bar.y + bar.height >= bottom - 1;
}

async function commonRange(page) {
  await settled(page);
  const charts = await look(page);
  const ranges = charts.filter(chart => chart.graph !== "throughput").map(chart => chart.x);
  ranges.forEach(range => assert.deepEqual(range, ranges[0]));
  return ranges[0];
}
