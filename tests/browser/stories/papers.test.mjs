// Lists and papers that the office takes as files.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

story("the office takes lists, tables and papers about a household as files", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const [given] = (await office.households()).filter(({ handover_count: count }) => count > 0);

  await step("the list of households to visit, narrowed to a hamlet", async () => {
    await office.turnTo("papers");
    await office.page.locator("#visits_hamlet").selectOption(given.hamlet);
    const list = await download(office, "visit-list");
    assert.equal(list.name, "danh-sach-tham.xlsx");
    assert.equal(list.bytes.subarray(0, 2).toString(), "PK");
    const href = await office.see("visit-list").getAttribute("href");
    assert.equal(new URL(href, ward.url).searchParams.get("hamlet"), given.hamlet);
  });

  await step("the list to be posted, of the campaign that is chosen", async () => {
    const list = await download(office, "posting-list");
    assert.equal(list.name, "danh-sach-niem-yet.xlsx");
    assert.equal(list.bytes.subarray(0, 2).toString(), "PK");
  });

  await step("tables for other programs, with a row for each record", async () => {
    const records = await office.records();
    const table = await download(office, "export-households");
    assert.equal(table.name, "ho.csv");
    const lines = table.bytes.toString("utf8").trimEnd().split("\r\n");
    assert.ok(lines[0].startsWith("\uFEFFhousehold_id,"));
    assert.equal(lines.length, records.length + 1);
    for (const what of ["visits", "handovers", "fund"]) {
      const { bytes } = await download(office, `export-${what}`);
      assert.ok(bytes.toString("utf8").split("\r\n").length > 2, what);
    }
    await inspect(office.page, "office-papers");
  });

  await step("papers about a household, and the minutes of what it was given", async () => {
    await office.page.goto(`${ward.url}/office/households/${given.id}`);
    await office.see("household-sheet").waitFor();
    for (const [testid, name] of [
      ["household-sheet", "phieu-thong-tin-ho.docx"],
      ["survey-form", "phieu-khao-sat.docx"],
      ["minutes", "bien-ban-ban-giao.docx"],
    ]) {
      const paper = await download(office, testid);
      assert.equal(paper.name, name);
      assert.equal(paper.bytes.subarray(0, 2).toString(), "PK");
    }
  });
});

async function download(office, testid) {
  const coming = office.page.waitForEvent("download");
  await office.see(testid).first().click();
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}
