// A round for the whole commune, issued by somebody who has no mouse: chosen, checked, issued.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

const SECONDS_MAX = 300;
/** What somebody needs for a key who looks at the screen after each of them. */
const SECONDS_A_KEY = 1;

story("the office issues a round for five hundred households by keyboard alone, in five minutes", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const { page } = office;
  const { keyboard } = page;
  const households = await office.households();
  assert.ok(households.length >= 490, `${households.length} households`);
  await page.evaluate(() => {
    window.hands = { keys: 0, pointers: 0 };
    addEventListener("keydown", () => (window.hands.keys += 1), true);
    addEventListener("pointerdown", () => (window.hands.pointers += 1), true);
  });
  const began = Date.now();
  const goBy = async (selector) => {
    await office.tabTo(selector);
    await keyboard.press("Enter");
  };
  /** Sets or clears the check box that the Tab key comes to. */
  const tick = async (selector) => {
    await office.tabTo(selector);
    await keyboard.press("Space");
  };

  await step("chooses what is given, and to whom: every category", async () => {
    await goBy('[data-testid="nav-rounds"]');
    await office.see("page-rounds").waitFor();
    await goBy('[data-testid="new-round"]');
    await office.see("round-form").waitFor();
    await tick("#item input");
    await office.tabTo("#name");
    await keyboard.press("Control+A");
    await keyboard.type("Quà toàn xã");
    const categories = page.locator("#categories input");
    for (const category of await categories.all()) {
      const value = await category.getAttribute("value");
      if (!(await category.isChecked())) await tick(`#categories input[value="${value}"]`);
    }
    if ((await office.see("again").count()) > 0) await tick('[data-testid="again"] input');
  });

  await step("gives every hamlet to one phone, and the first to another", async () => {
    await office.tabTo("#holder-all");
    await keyboard.press("ArrowDown");
    await office.tabTo("#holder-0");
    await keyboard.press("ArrowDown");
    const first = page.locator("#holder-0");
    const second = await first.evaluate((list) => list.selectedOptions[0].textContent);
    assert.notEqual(second, await page.locator("#holder-1").evaluate((list) => list.selectedOptions[0].textContent));
  });

  await step("checks the sum, and issues it", async () => {
    await office.see("round-sum").filter({ hasText: `${households.length} suất, 2 người trao` }).waitFor();
    await inspect(page, "office-round-for-all");
    await goBy('[data-testid="issue"]');
    await office.see("page-rounds").waitFor();
    const { rounds } = await office.ask("/api/office/rounds");
    const round = rounds.find(({ name }) => name === "Quà toàn xã");
    const given = new Set(round.rights.map((right) => right.household));
    assert.deepEqual([...given].sort(), households.map(({ id }) => id).sort());
    await office.see("round").filter({ hasText: "Quà toàn xã" }).waitFor();
    await goBy('[data-testid="round"] h2 a');
    await office.see("page-round").waitFor();
  });

  const { keys, pointers } = await page.evaluate(() => window.hands);
  assert.equal(pointers, 0, "no mouse");
  t.diagnostic(`${keys} keys`);
  const seconds = (Date.now() - began) / 1_000 + keys * SECONDS_A_KEY;
  assert.ok(seconds < SECONDS_MAX, `${seconds} s for ${keys} keys`);
});
