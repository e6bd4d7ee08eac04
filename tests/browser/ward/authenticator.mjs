// An authenticator app on somebody's phone (RFC 6238), told a secret by its letters.

import { createHmac } from "node:crypto";
import { until } from "./until.mjs";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP_MS = 30_000;

export class Authenticator {
  #key;
  /** The step whose code was typed last: each is taken once. */
  #typed = 0;

  constructor(letters) {
    const bits = [...letters.replaceAll(" ", "")]
      .map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0"))
      .join("");
    this.#key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  }

  /** A code that was not typed before: the next one a little early where this one was. */
  async code() {
    const now = () => Math.floor(Date.now() / STEP_MS);
    const step = Math.max(now(), this.#typed + 1);
    // The server bears with one step.
    await until("a code that was not used", async () => step <= now() + 1, 40_000);
    this.#typed = step;
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const hash = createHmac("sha1", this.#key).update(counter).digest();
    const at = hash[19] & 15;
    return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
  }
}
