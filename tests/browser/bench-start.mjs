// Measures what a cheap phone feels: the start with no network, saving, and every letter of a
// search, with the processor slowed down four times. Prints a table; writes its rows to the file
// that CHUNGTAY_BENCH_JSON names. Ratios of one run count, not milliseconds of one machine: another
// build of the client, in the folder that CHUNGTAY_BESIDE names, is measured in turns with this one.

import { writeFile } from "node:fs/promises";
import { beginCommune } from "./ward/commune.mjs";
import { wardOf } from "./ward/lists.mjs";
import { Phone } from "./ward/phone.mjs";
import { watchSave, watchStart, watchStrokes } from "./ward/stopwatch.mjs";
import { Ward } from "./ward/ward.mjs";

/** How much slower than this machine's the phone's processor is. It slows the screen's thread. */
const SLOWER = 4;
const { CHUNGTAY_BESIDE: BESIDE, CHUNGTAY_BENCH_JSON: RESULTS } = process.env;
/**
 * Turns of each phone, with one start each: a difference of a few per cent is seen in many. Beside another
 * build there are two phones of each.
 */
const TURNS = BESIDE ? 20 : 9;
/** Turns with searches and with visits. */
const SEARCH_TURNS = BESIDE ? 4 : 2;
const SAVE_TURNS = BESIDE ? 6 : 3;
/** In one turn. */
const SAVES = 10;
const HOUSEHOLDS = 2_000;
/** Searches as people type them, letter by letter; the field is emptied in between. */
const SEARCHES = ["dang thi", "duong", "ap 3 lan", "nguyen van be", "huynh", "tuyet", "minh sau", "le"];

const START_RATIO_MAX = 1.5;
const STROKE_P95_MAX_MS = 50;

/** A ward with a list of this length, and a phone that holds it; then the network is gone. */
async function phoneWith(households, dist) {
  const ward = await Ward.make();
  process.env.CHUNGTAY_DIST = dist;
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
  // A phone that nobody touches locks itself.
  await phone.see("search").tap();
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
  const speedUp = await slowDown(phone);
  await page.evaluate(watchStrokes);
  let typed = 0;
  const measured = () => page.waitForFunction((count) => window.strokesMs.length >= count, typed);
  const strokes = [];
  for (const search of SEARCHES) {
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
  await speedUp();
  return strokes;
}

/** Milliseconds from the tap on "save" until "saved" is painted. Every turn is at another household. */
async function saveVisits(phone, turn) {
  const { page } = phone;
  const speedUp = await slowDown(phone);
  await phone.see("search").fill("dang");
  await phone.see("household-row").nth(turn).tap();
  await phone.see("page-household").waitFor();
  const saves = [];
  for (let count = 0; count < SAVES; count += 1) {
    await phone.fillVisit({ met: "head", needs: ["water"], note: `Lần thăm thứ ${count + 1}` });
    await page.evaluate(watchSave);
    await phone.see("save").tap();
    const saved = await page.waitForFunction(() => window.savedMs);
    saves.push(await saved.jsonValue());
  }
  await speedUp();
  return saves;
}

function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

/** A build of the client, and what its phones took. */
function buildOf(system, dist) {
  return { system, dist, times: { start_empty: [], start_2000: [], search_stroke_2000: [], save_visit_2000: [] } };
}

/** A phone without households and one with many. */
async function clientOf({ dist, times }) {
  const empty = await phoneWith(0, dist);
  const full = await phoneWith(HOUSEHOLDS, dist);
  return { empty, full, times };
}

async function takeTurn({ empty, full, times }, turn) {
  times.start_empty.push(await startCold(empty.phone));
  times.start_2000.push(await startCold(full.phone));
  if (turn < SEARCH_TURNS) times.search_stroke_2000.push(...(await typeSearches(full.phone)));
  if (turn < SAVE_TURNS) times.save_visit_2000.push(...(await saveVisits(full.phone, turn)));
}

const builds = [buildOf("chungtay", process.env.CHUNGTAY_DIST)];
if (BESIDE) builds.push(buildOf("beside", BESIDE));
const clients = [];
try {
  // There and back: a browser that was started later is not quite what one is that was started first.
  for (const build of BESIDE ? [...builds, ...builds.toReversed()] : builds) clients.push(await clientOf(build));
  // In turns, so that whatever else the machine does befalls all, and nobody is always the first.
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const client of turn % 2 ? clients.toReversed() : clients) await takeTurn(client, turn);
  }
  const rows = builds.flatMap(rowsOf);
  console.table(rows);
  const [{ times }, beside] = builds;
  console.log(`processor slowed down ${SLOWER} times, no network, ${times.start_2000.length} cold starts each,`);
  console.log(`${times.search_stroke_2000.length} letters, ${times.save_visit_2000.length} visits`);
  const ratio = quantile(times.start_2000, 0.5) / quantile(times.start_empty, 0.5);
  verdict("start with 2,000 households / with none", ratio, START_RATIO_MAX);
  verdict("p95 of a letter, in ms", quantile(times.search_stroke_2000, 0.95), STROKE_P95_MAX_MS);
  if (beside) {
    for (const name of Object.keys(times)) {
      console.log(`${name} / the build beside: ${ratioOf(times[name], beside.times[name])}`);
    }
  }
  if (RESULTS) await writeFile(RESULTS, JSON.stringify(rows, null, 2) + "\n");
} finally {
  for (const { ward, phone } of clients.flatMap(({ empty, full }) => [empty, full])) {
    await phone.browser.close();
    await ward.close();
  }
}

function rowsOf({ system, times }) {
  const row = (name, metric, ms) => ({ case: name, system, metric, value: Math.round(ms * 100) / 100, unit: "ms" });
  return Object.entries(times).flatMap(([name, all]) => [
    row(name, "p50", quantile(all, 0.5)),
    row(name, "p95", quantile(all, 0.95)),
  ]);
}

/** The ratio of the medians, and where it lies nineteen times of twenty when they are drawn anew. */
function ratioOf(these, those) {
  const drawn = (times) => quantile(times.map(() => times[Math.floor(Math.random() * times.length)]), 0.5);
  const ratios = Array.from({ length: 2_000 }, () => drawn(these) / drawn(those));
  const ratio = quantile(these, 0.5) / quantile(those, 0.5);
  const [low, high] = [quantile(ratios, 0.025), quantile(ratios, 0.975)];
  return `${ratio.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}

function verdict(what, value, target) {
  const held = value <= target ? "holds" : "DOES NOT HOLD";
  console.log(`${what}: ${value.toFixed(2)}, target ${target}: ${held}`);
}
