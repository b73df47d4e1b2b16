// Makes the pictures that the README shows anew, of the pages in PAGES.

import {join, resolve} from "node:path";
import {chromium} from "playwright-core";

const PAGES = resolve(process.env.PAGES ?? "../../target/graphs");
const PICTURES = resolve("../site/resources/images");
const OF_PAGES = {hung: "graphs-hung-upload.png", lossy: "graphs-lossy-link.png"};
const MARGIN = 8;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage({viewport: {width: 1016, height: 900}});
for (const [name, picture] of Object.entries(OF_PAGES)) {
  await page.goto(`file://${join(PAGES, `${name}.html`)}`);
  await page.waitForFunction(() => document.querySelector(".plot canvas"));
  const clip = await page.evaluate(margin => {
    const [waits, bytes] = ["waits", "sequence"].map(graph =>
      document.querySelector(`figure[data-graph=${graph}]`).getBoundingClientRect());
    return {
      x: waits.left - margin,
      y: waits.top + scrollY - margin,
      width: waits.width + 2 * margin,
      height: bytes.bottom - waits.top + 2 * margin,
    };
  }, MARGIN);
  await page.screenshot({path: join(PICTURES, picture), clip, fullPage: true});
}
await browser.close();
