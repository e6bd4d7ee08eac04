// Many phones push at once, the same for every peer.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Child } from "./child.mjs";
import { ward } from "./ward.mjs";

/**
 * @typedef {{ records: number, seconds: number, latenciesMs: number[] }} Pushed
 */

/** Milliseconds after which no phone begins another push; what is answered by then counts. */
const PUSH_MAX_MS = 20_000;

/** A server's ten thousand documents may take minutes to make, before anything is measured. */
const PATIENCE_MS = 900_000;

/** When that is, from now on. */
export const deadline = () => performance.now() + PUSH_MAX_MS;

/** What a phone pushes, in turn: its part of the lists of work. */
export function workOf({ phones, pushes }, phone) {
  return Array.from({ length: pushes }, (_, push) => ward.work[phone + push * phones]);
}

/**
 * Plays the cases, each with an empty server and all its phones in one process beside it.
 *
 * The server answers `start` (with what phones need to know) and `stored` (visits it holds). The
 * phones answer `begin` (everything is prepared, connections stand) and `push`.
 *
 * @param {string} system
 * @param {URL} serverModule
 * @param {URL} phonesModule
 * @param {object} options for the server; `runs` if it is measured less often than others
 */
export async function playIngest(system, serverModule, phonesModule, options) {
  const figures = [];
  for (const theCase of ward.cases) {
    const runs = [];
    for (let run = 0; run < (options.runs ?? ward.runs); run += 1) {
      runs.push(await measured(theCase, serverModule, phonesModule, options));
    }
    for (const [metric, unit] of METRICS) {
      const value = median(runs.map((run) => run[metric]));
      figures.push({ case: theCase.name, system, metric, value, unit });
    }
  }
  return figures;
}

const METRICS = [
  ["records_per_s", "1/s"],
  ["p50_ms", "ms"],
  ["p99_ms", "ms"],
  ["cpu_us_per_record", "µs"],
];

async function measured(theCase, serverModule, phonesModule, options) {
  const folder = await mkdtemp(join(tmpdir(), "chungtay-peer-"));
  const child = (module) => new Child(module, PATIENCE_MS);
  const [server, phones] = [child(serverModule), child(phonesModule)];
  try {
    const known = await server.ask("start", { ...options, folder, theCase });
    await phones.ask("begin", known, theCase);
    const before = await server.ask("cpuMs");
    /** @type {Pushed} */
    const { records, seconds, latenciesMs } = await phones.ask("push");
    const spent = (await server.ask("cpuMs")) - before;
    const stored = await server.ask("stored");
    if (stored < records) throw new Error(`${records} records answered, ${stored} stored`);
    return {
      records_per_s: records / seconds,
      p50_ms: quantile(latenciesMs, 0.5),
      p99_ms: quantile(latenciesMs, 0.99),
      cpu_us_per_record: (spent * 1_000) / records,
    };
  } finally {
    Child.endAll();
    await rm(folder, { recursive: true, force: true });
  }
}

function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
}

const median = (values) => quantile(values, 0.5);
