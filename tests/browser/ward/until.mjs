// Waiting for a condition outside the browser; inside, Playwright waits by itself.

import { setTimeout as pause } from "node:timers/promises";

/**
 * Waits until `condition` gives something truthy and returns that.
 *
 * @template T
 * @param {string} what Said when it does not come about.
 * @param {() => T | Promise<T>} condition
 * @param {number} [patienceMs]
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(what, condition, patienceMs = 20_000) {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (performance.now() > giveUpAt) throw new Error(`waited ${patienceMs} ms, but not: ${what}`);
    await pause(25);
  }
}
