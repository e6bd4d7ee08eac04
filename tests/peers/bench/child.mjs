// One side in a process of its own, so that what it computes can be told from the other side's.

import { fork } from "node:child_process";
import { CASE_MAX_MS } from "./ward.mjs";

/** A child process that answers questions, one at a time. */
export class Child {
  /** Every child that has not ended. */
  static #running = new Set();

  #process;
  #patienceMs;

  /**
   * @param {URL} module what it runs
   * @param {number} [patienceMs] for an answer
   */
  constructor(module, patienceMs = CASE_MAX_MS) {
    this.#patienceMs = patienceMs;
    this.#process = fork(module, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    Child.#running.add(this);
    this.#process.once("exit", () => Child.#running.delete(this));
  }

  /** Asks for `name` and waits for the answer. */
  ask(name, ...given) {
    return new Promise((resolve, reject) => {
      const settle = (end, value) => {
        clearTimeout(timer);
        this.#process.off("message", answered).off("exit", ended);
        end(value);
      };
      const answered = ({ value, error }) =>
        error === undefined ? settle(resolve, value) : settle(reject, new Error(`${name}: ${error}`));
      const ended = (code) => settle(reject, new Error(`${name}: the child has ended (${code})`));
      const tooLong = () => settle(reject, new Error(`${name}: no answer in ${this.#patienceMs} ms`));
      const timer = setTimeout(tooLong, this.#patienceMs);
      this.#process.on("message", answered).on("exit", ended);
      this.#process.send({ name, given });
    });
  }

  /** Ends every child that is left. */
  static endAll() {
    for (const child of Child.#running) child.#process.kill("SIGKILL");
  }
}

/**
 * Answers the parent's questions; ends with the parent.
 *
 * @param {Record<string, (...given: any[]) => unknown>} answers
 */
export function answer(answers) {
  const all = { ...answers, cpuMs };
  process.on("disconnect", () => process.exit());
  process.on("message", async ({ name, given }) => {
    try {
      process.send({ value: await all[name](...given) });
    } catch (error) {
      process.send({ error: error?.stack ?? String(error) });
    }
  });
}

/** What this process has computed so far. */
function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
