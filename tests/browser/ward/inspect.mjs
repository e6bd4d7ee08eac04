// Looks at a page as an inspector would: can everybody read and use it?

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { RESULTS } from "./browser.mjs";

/** A finger needs so many CSS pixels each way. */
const TARGET_PX = 48;

const axe = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Keeps a picture of the page as `results/<name>.png` and finds fault with it.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} name
 * @param {object} [options]
 * @param {boolean} [options.fingers] Whether it is used with fingers.
 */
export async function inspect(page, name, { fingers = false } = {}) {
  await mkdir(RESULTS, { recursive: true });
  await page.screenshot({ path: `${RESULTS}${name}.png`, animations: "disabled" });
  assert.deepEqual(await violations(page), [], `axe on ${name}`);
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  assert.ok(scrollWidth <= clientWidth, `${name} is ${scrollWidth - clientWidth} px too wide`);
  if (fingers) assert.deepEqual(await smallTargets(page), [], `small targets on ${name}`);
}

/** What axe finds, each in one line. */
async function violations(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(await axe);
  const found = await page.evaluate(async () => {
    // The page's own rules and, beyond the defaults, the size of targets.
    const { violations } = await window.axe.run(document, {
      resultTypes: ["violations"],
      rules: { "target-size": { enabled: true } },
    });
    return violations.map(({ id, nodes }) => ({ id, html: nodes.map(({ html }) => html) }));
  });
  return found.map(({ id, html }) => `${id}: ${html.slice(0, 3).join(" ")}`);
}

/**
 * What can be tapped but is smaller than a fingertip. Links in the middle of a sentence are no
 * targets of their own: the sentence can be read without them, and axe sees to their distance.
 */
function smallTargets(page) {
  return page.evaluate((targetPx) => {
    const seen = (element) => element.checkVisibility({ visibilityProperty: true });
    const isInSentence = (element) =>
      getComputedStyle(element).display === "inline" &&
      [...element.parentNode.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== "",
      );
    const selector = "a[href], button, summary, select, textarea, input, label.chip";
    return [...document.querySelectorAll(selector)]
      .filter((element) => seen(element) && !element.matches("label.chip input"))
      .filter((element) => !isInSentence(element))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width < targetPx - 0.5 || box.height < targetPx - 0.5)
      .map(({ element, box }) => {
        const words = element.textContent.trim().slice(0, 30) || element.id || element.className;
        return `${element.tagName} “${words}” ${Math.round(box.width)} x ${Math.round(box.height)}`;
      });
  }, TARGET_PX);
}
