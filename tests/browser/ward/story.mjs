// A story: a test that ends at the first step that fails, and leaves pictures of that moment.

import { test } from "node:test";
import { Browser } from "./browser.mjs";

/**
 * @callback Step
 * @param {string} name
 * @param {() => Promise<void>} work
 * @returns {Promise<void>}
 */

/**
 * @param {string} name
 * @param {(t: import("node:test").TestContext, step: Step) => Promise<void>} tell
 * @param {{ timeout?: number }} [options]
 */
export function story(name, tell, options = {}) {
  test(name, options, async (t) => {
    /** @type {Step} */
    const step = async (stepName, work) => {
      let failure = null;
      await t.test(stepName, async () => {
        try {
          await work();
        } catch (error) {
          failure = error;
          throw error;
        }
      });
      if (failure) throw new Error(`the story ends at: ${stepName}`, { cause: failure });
    };
    try {
      await tell(t, step);
    } catch (error) {
      const pictured = Browser.pictureAll(name).catch((trouble) => [`no pictures: ${trouble}`]);
      // Where only what is printed is kept, it says what people saw; everybody in a story is invented.
      for (const said of await pictured) t.diagnostic(`on a screen then: ${said.slice(0, 600)}`);
      throw error;
    }
  });
}
