// The reference ward as `bench-sync` or `bench-ingest` writes it, and the work that is handed in.

import { readFileSync } from "node:fs";

/**
 * @typedef {{ n: number, household: string, by: string, visit: Fact }} NewRecord a visit to hand in
 * @typedef {{ id: string } & Record<string, unknown>} Fact
 * @typedef {{ fact: Fact, actor: string }} Recorded
 * @typedef {{ id: string, commune: string, profile: Record<string, string>, statuses: Recorded[],
 *   visits: Recorded[], handovers: Recorded[] }} Household
 */

/** Milliseconds after which a case is given up. */
export const CASE_MAX_MS = 120_000;

const file = process.env.CHUNGTAY_BENCH_WARD;
if (file === undefined) throw new Error("CHUNGTAY_BENCH_WARD names no ward");

/**
 * `cases` and `runs` stand only in the load of `bench ingest`.
 *
 * @type {{ households: Household[], work: NewRecord[][], runs: number,
 *   cases: { name: string, phones: number, pushes: number }[] }}
 */
export const ward = JSON.parse(readFileSync(file, "utf8"));

/** Facts of a household: its visits and handovers. */
export function factsOf(household) {
  return household.visits.length + household.handovers.length;
}

/** Facts of all households before anything is handed in. */
export const FACTS = ward.households.reduce((sum, household) => sum + factsOf(household), 0);

/** What is said of a fact, without what is unknown. */
export function known(fact) {
  return Object.entries(fact).filter(([, value]) => value !== null && value !== "");
}
