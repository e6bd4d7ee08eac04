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

story("the office gives a program of the city a token, and takes it away again", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const { page } = office;
  const name = page.locator("#tool_name");
  const read = (token) =>
    fetch(`${ward.url}/api/v1/units`, { headers: { authorization: `Bearer ${token}` } });
  /** What the office has copied into the program. */
  let token;

  await step("what it is for has to be said", async () => {
    await office.turnTo("papers");
    await page.getByText("Chưa có mã đọc nào.").waitFor();
    await office.see("make-tool").click();
    await page.locator("#tool_name[aria-invalid=true]").waitFor();
    assert.equal(await office.see("tool-card").count(), 0);
  });

  await step("it is shown, and reads where the units stand", async () => {
    await name.fill("Bảng theo dõi của thành phố");
    await office.see("make-tool").click();
    token = await office.see("tool-token").inputValue();
    await office.see("tool-card").getByText("Mã chỉ hiện ở đây một lần").waitFor();
    await office.see("tool-row").filter({ hasText: "Chưa đọc lần nào" }).waitFor();
    await inspect(page, "office-tool");
    const answer = await read(token);
    assert.equal(answer.status, 200);
    const said = await answer.json();
    const own = await office.ask("/api/office/units");
    const counts = (units, code) => units.map((line) => [code(line), line.households, line.visited]);
    assert.deepEqual(
      counts(said.units, (line) => line.code),
      counts(own.units, (line) => line.unit.code),
    );
  });

  await step("it is not shown a second time; when it was used is", async () => {
    await page.reload();
    await office.see("tool-row").filter({ hasText: "Bảng theo dõi của thành phố" }).waitFor();
    await office.see("tool-row").filter({ hasText: "Chưa đọc lần nào" }).waitFor({ state: "detached" });
    assert.equal(await office.see("tool-card").count(), 0);
    assert.ok(!(await page.content()).includes(token));
  });

  await step("revoked, it reads nothing more", async () => {
    await office.see("revoke-tool").click();
    await office.see("confirm-dialog").getByText("sẽ không đọc được gì nữa").waitFor();
    await office.see("confirm").click();
    await office.see("tool-revoked").waitFor();
    assert.equal((await read(token)).status, 403);
  });
});

async function download(office, testid) {
  const coming = office.page.waitForEvent("download");
  await office.see(testid).first().click();
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}
