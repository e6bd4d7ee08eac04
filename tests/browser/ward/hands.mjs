// A person's hands on a phone: taps are counted, and how long such a person needs for them is reckoned.

/** How much slower than this machine's the phone's processor is. It slows the screen's thread. */
const SLOWER = 4;

/**
 * What a person needs for one tap, by the Keystroke-Level Model (S. K. Card, T. P. Moran, A. Newell, "The
 * keystroke-level model for user performance time with interactive systems", Communications of the ACM
 * 23(7), 1980): to think what comes next (M), to move to it (P), to press (K). Each tap is thought about,
 * as by somebody who does this for the first time today: whoever has done it often thinks less.
 */
const PERSON_MS = { think: 1_350, point: 1_100, press: 200 };
const TAP_MS = Object.values(PERSON_MS).reduce((sum, ms) => sum + ms);

export class Hands {
  /** Taps so far. */
  taps = 0;
  /** Milliseconds from each tap until what it leads to was painted. */
  appMs = [];

  /** @param {import("./phone.mjs").Phone} phone */
  constructor(phone) {
    this.phone = phone;
  }

  /** What is done meanwhile is done on a slow phone. */
  async onSlowPhone(work) {
    const session = await this.phone.context.newCDPSession(this.phone.page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await work();
    await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  }

  /** Taps, and waits until what `next` selects is on the screen. */
  async tap(locator, next) {
    this.taps += 1;
    // Asked for first, so that it listens before the finger comes down.
    const painted = this.phone.page.evaluate(untilPainted, next);
    await locator.tap();
    this.appMs.push(await painted);
  }

  /** Seconds a person needs for all of it. */
  get seconds() {
    const appMs = this.appMs.reduce((sum, ms) => sum + ms, 0);
    return (this.taps * TAP_MS + appMs) / 1_000;
  }

  /** The figure in one line, with what it is made of. */
  toString() {
    const app = this.appMs.map((ms) => Math.round(ms)).join(" + ");
    return `${this.seconds.toFixed(1)} s: ${this.taps} taps of ${TAP_MS} ms, the app ${app} ms at 1/${SLOWER} of the speed`;
  }
}

/** In the page: milliseconds from the next tap until what is selected is painted. */
async function untilPainted(selector) {
  const tapped = await new Promise((resolve) => {
    addEventListener("click", (event) => resolve(event.timeStamp), { capture: true, once: true });
  });
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));
  const shows = () => [...document.querySelectorAll(selector)].some((one) => one.getClientRects().length > 0);
  do await frame();
  while (!shows());
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - tapped;
}
