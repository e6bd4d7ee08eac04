// Measures what a cheap phone feels: the start with no network, saving, and every letter of a
// search, with the processor slowed down four times. Prints a table; writes its rows to the file
// that CHUNGTAY_BENCH_JSON names. Ratios of one run count, not milliseconds of one machine.

import { writeFile } from "node:fs/promises";
import { beginCommune } from "./ward/commune.mjs";
import { wardOf } from "./ward/lists.mjs";
import { Phone } from "./ward/phone.mjs";
import { watchSave, watchStart, watchStrokes } from "./ward/stopwatch.mjs";
import { Ward } from "./ward/ward.mjs";

/** How much slower than this machine's the phone's processor is. It slows the screen's thread. */
const SLOWER = 4;
const STARTS = 9;
/** How often all searches are typed. */
const ROUNDS = 2;
const SAVES = 30;
const HOUSEHOLDS = 2_000;
/** Searches as people type them, letter by letter; the field is emptied in between. */
const SEARCHES = ["dang thi", "duong", "ap 3 lan", "nguyen van be", "huynh", "tuyet", "minh sau", "le"];

const START_RATIO_MAX = 1.5;
const STROKE_P95_MAX_MS = 50;

/** A ward with a list of this length, and a phone that holds it; then the network is gone. */
async function phoneWith(households) {
  const ward = await Ward.make();
  await ward.start();
  const link = await beginCommune(ward, households > 0 ? wardOf(households) : null);
  const phone = await Phone.make(null, ward.url);
  await phone.enrol(link);
  if (households > 0) await phone.seesList(households);
  else await phone.see("list-empty").waitFor();
  await phone.isInStep();
  await phone.isReadyForOffline();
  await ward.stop();
  await phone.leaveNetwork();
  return { ward, phone };
}

/** Milliseconds from the tap on the icon until the phone can be used. */
async function startCold(phone) {
  const page = await phone.context.newPage();
  await phone.page.close();
  phone.page = page;
  const speedUp = await slowDown(phone);
  await page.addInitScript(watchStart);
  await page.goto(phone.url);
  const interactive = await page.waitForFunction(() => window.interactiveMs);
  await speedUp();
  return interactive.jsonValue();
}

/**
 * Gives what ends it: a page that is slowed down keeps a processor busy even when nothing happens
 * in it, and so slows down what is measured elsewhere.
 */
async function slowDown(phone) {
  const session = await phone.context.newCDPSession(phone.page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  return () => session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
}

/** Milliseconds of every letter of the searches. */
async function typeSearches(phone) {
  const { page } = phone;
  await page.evaluate(watchStrokes);
  let typed = 0;
  const measured = () => page.waitForFunction((count) => window.strokesMs.length >= count, typed);
  const strokes = [];
  for (const search of Array(ROUNDS).fill(SEARCHES).flat()) {
    await phone.see("search").fill("");
    typed += 1;
    await measured();
    for (const letter of search) {
      await page.keyboard.press(letter === " " ? "Space" : letter);
      typed += 1;
      await measured();
      strokes.push(await page.evaluate(() => window.strokesMs.at(-1)));
    }
  }
  return strokes;
}

/** Milliseconds from the tap on "save" until "saved" is painted. */
async function saveVisits(phone) {
  const { page } = phone;
  await phone.see("search").fill("dang");
  await phone.see("household-row").first().tap();
  await phone.see("page-household").waitFor();
  const saves = [];
  for (let count = 0; count < SAVES; count += 1) {
    await phone.fillVisit({ met: "head", needs: ["water"], note: `Lần thăm thứ ${count + 1}` });
    await page.evaluate(watchSave);
    await phone.see("save").tap();
    const saved = await page.waitForFunction(() => window.savedMs);
    saves.push(await saved.jsonValue());
  }
  return saves;
}

function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

const rows = [];
function note(name, metric, value, unit) {
  rows.push({ case: name, system: "chungtay", metric, value: Math.round(value * 100) / 100, unit });
}

function noteTimes(name, times) {
  note(name, "p50", quantile(times, 0.5), "ms");
  note(name, "p95", quantile(times, 0.95), "ms");
}

const empty = await phoneWith(0);
const full = await phoneWith(HOUSEHOLDS);
try {
  const starts = { empty: [], full: [] };
  // One after the other, so that whatever else the machine does befalls both.
  for (let count = 0; count < STARTS; count += 1) {
    starts.empty.push(await startCold(empty.phone));
    starts.full.push(await startCold(full.phone));
  }
  noteTimes("start_empty", starts.empty);
  noteTimes("start_2000", starts.full);
  const ratio = quantile(starts.full, 0.5) / quantile(starts.empty, 0.5);
  note("start_2000_to_empty", "ratio_of_medians", ratio, "");

  await slowDown(full.phone);
  const strokes = await typeSearches(full.phone);
  noteTimes("search_stroke_2000", strokes);
  noteTimes("save_visit_2000", await saveVisits(full.phone));

  console.table(rows.map(({ system, ...row }) => row));
  console.log(`processor slowed down ${SLOWER} times, no network, ${STARTS} cold starts each,`);
  console.log(`${strokes.length} letters, ${SAVES} visits`);
  verdict("start with 2,000 households / with none", ratio, START_RATIO_MAX);
  verdict("p95 of a letter, in ms", quantile(strokes, 0.95), STROKE_P95_MAX_MS);
  const { CHUNGTAY_BENCH_JSON: file } = process.env;
  if (file) await writeFile(file, JSON.stringify(rows, null, 2) + "\n");
} finally {
  for (const { ward, phone } of [empty, full]) {
    await phone.browser.close();
    await ward.close();
  }
}

function verdict(what, value, target) {
  const held = value <= target ? "holds" : "DOES NOT HOLD";
  console.log(`${what}: ${value.toFixed(2)}, target ${target}: ${held}`);
}
