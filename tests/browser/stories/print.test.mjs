// What the office prints: the sheets as a printer would get them, read again.

import assert from "node:assert/strict";
import { Office } from "../ward/office.mjs";
import { printed } from "../ward/paper.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

story("the office prints where it stands, its Fund and its list, and every sheet is whole", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);

  await step("where it stands: the figures, and no buttons", async () => {
    await office.see("picture-progress").getByRole("img").waitFor();
    const { sheets, size } = await printed(office.page);
    isNumberedA4(sheets, size);
    const all = sheets.join(" ");
    const summary = await office.summary();
    for (const figure of [summary.households, summary.money_vnd, summary.visited.times]) {
      assert.ok(all.includes(written(figure)), `${figure} is printed`);
    }
    for (const { name } of summary.by_hamlet) assert.ok(all.includes(name), name);
    assert.ok(all.includes(summary.campaign_name.normalize("NFC")));
    assert.ok(!all.includes("Thêm đơn vị"));
  });

  await step("the Fund: its sums, and on each sheet of entries what the columns are", async () => {
    await office.turnTo("fund");
    await office.page.getByRole("heading", { name: "Các khoản đã ghi" }).waitFor();
    const { sheets, size } = await printed(office.page);
    isNumberedA4(sheets, size);
    assert.ok(sheets.length > 1, "the entries do not fit on one sheet");
    const fund = await office.ask("/api/office/fund");
    const all = sheets.join(" ");
    for (const sum of [fund.account.received, fund.account.transferred_in, fund.account.given]) {
      assert.ok(all.includes(`${written(sum.money_vnd)} đ`), `${sum.money_vnd} is printed`);
    }
    for (const { entry } of fund.entries) assert.ok(all.includes(entry.party), entry.party);
    const first = sheets.findIndex((sheet) => sheet.includes("Các khoản đã ghi"));
    const last = sheets.findLastIndex((sheet) => sheet.includes(fund.entries.at(-1).entry.party));
    assert.ok(first >= 0 && last > first);
    for (const sheet of sheets.slice(first, last + 1)) {
      assert.match(sheet, /Ngày Loại Người, đơn vị Nội dung Tiền Hiện vật Người ghi/);
    }
  });

  await step("the list of households: all of them, not only those in sight", async () => {
    await office.turnTo("households");
    await office.see("household-table").locator("tbody tr[aria-rowindex]").first().waitFor();
    const { sheets, size } = await printed(office.page);
    isNumberedA4(sheets, size);
    const households = await office.households();
    assert.ok(households.length > 400);
    const all = sheets.join(" ");
    const missing = households.filter(({ head_name: name }) => !all.includes(name));
    assert.deepEqual(missing.map(({ head_name: name }) => name), []);
    for (const sheet of sheets) assert.match(sheet, /Chủ hộ/);
    // Afterwards only those in sight are drawn again.
    const drawn = office.see("household-table").locator("tbody tr[aria-rowindex]");
    await drawn.nth(200).waitFor({ state: "detached" });
  });
});

story("a city prints where its communes stand", async (t) => {
  const ward = await Ward.open(t);
  const city = await Office.open(t, ward, ward.links.city);
  await city.see("picture-by_unit").getByRole("img").waitFor();
  const { sheets, size } = await printed(city.page);
  isNumberedA4(sheets, size);
  const all = sheets.join(" ");
  const { units, fund } = await city.ask("/api/office/units");
  for (const { unit } of units) assert.ok(all.includes(unit.name), unit.name);
  assert.ok(all.includes(`${written(fund.received.money_vnd)} đ`));
});

/** Every sheet is A4 and says which of how many it is. */
function isNumberedA4(sheets, size) {
  assert.match(size, /\(A4\)/);
  sheets.forEach((sheet, at) => {
    const number = `${at + 1} / ${sheets.length}`;
    assert.ok(sheet.includes(number), `sheet ${number}: ${sheet.slice(-80)}`);
  });
}

/** A number as it is written here. */
function written(number) {
  return new Intl.NumberFormat("vi-VN").format(number);
}
