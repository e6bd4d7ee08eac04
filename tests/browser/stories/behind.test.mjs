// The city's officer clicks through the numbers of the overview: to each unit's part, to what was recorded
// there, which names nobody, and back.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

const COMMUNE = "xã Thới Lộc Hòa";
const COUNTS = ["list", "visited", "aided"];
const AMOUNTS = ["given", "received", "spent", "left"];

story("every number of the city's overview opens its units' parts, and those what was recorded there", async (t, step) => {
  const ward = await Ward.open(t);
  const city = await Office.open(t, ward, ward.links.city);
  const { page } = city;
  const overview = async () => {
    await city.turnTo("overview");
    await city.see("unit-table").waitFor();
  };

  await step("each tile's number stands below its parts", async () => {
    for (const name of [...COUNTS, ...AMOUNTS]) {
      await overview();
      const tile = city.see(`units-${name}`).first();
      const number = digits(await tile.locator("strong").innerText());
      await tile.getByRole("button").click();
      await city.see("page-parts").waitFor();
      if (number === 0) {
        continue;
      }
      const sum = city.see("parts-sum");
      await sum.waitFor();
      assert.equal(digits(await sum.locator("td").innerText()), number, name);
    }
  });

  await step("a part opens what was recorded, row by row, with the sum and without a name", async () => {
    await overview();
    await city.see("units-given").first().getByRole("button").click();
    await city.see("parts-sum").waitFor();
    await inspect(page, "office-behind-parts");
    const part = city.see("part-row").filter({ hasText: COMMUNE }).getByRole("button");
    const said = digits(await part.innerText());
    await part.click();
    await city.see("within-unit").filter({ hasText: COMMUNE }).waitFor();
    const sum = digits(await city.see("within-sum").locator("strong").innerText());
    assert.equal(sum, said);
    const rows = city.see("within-row");
    await rows.first().waitFor();
    let added = 0;
    for (;;) {
      for (const text of await rows.locator("td:last-child").allInnerTexts()) {
        added += digits(text);
      }
      const next = city.see("within-next");
      if ((await next.count()) === 0) {
        break;
      }
      const first = await rows.first().innerText();
      await next.click();
      await rows.first().filter({ hasNotText: first }).waitFor();
    }
    assert.equal(added, said);
    await inspect(page, "office-behind-within");
    const lan = await Office.open(t, ward);
    const shown = await city.see("within-table").innerText();
    for (const { head_name } of await lan.households()) {
      assert.ok(!shown.includes(head_name), "nobody is named");
    }
  });

  await step("the browser's way back leads to the parts, and a day's number of a picture opens that day's", async () => {
    await page.goBack();
    await city.see("page-parts").waitFor();
    await overview();
    await city.see("table-progress-opens").click();
    const day = city.see("table-progress").locator("tbody tr").last();
    const visited = day.locator("td").nth(2);
    const said = digits(await visited.innerText());
    await visited.getByRole("button").click();
    await city.see("behind-of").filter({ hasText: "đến hết" }).waitFor();
    assert.equal(digits(await city.see("parts-sum").locator("td").innerText()), said);
  });

  assert.deepEqual(city.browser.takeTroubles(), []);
});

/** A count, or an amount's money; goods are said beside it. */
function digits(text) {
  const money = text.replace(/hiện vật[\s\u00a0]+[\d.]+/gu, "");
  return Number(/[\d.]+/u.exec(money)?.[0].replaceAll(".", "") ?? 0);
}
