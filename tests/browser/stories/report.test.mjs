// The office looks at where it stands, and words the report that goes up the line.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { paragraphs } from "../ward/docx.mjs";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

const OWN_WORDS = "Phường xin báo cáo: đã đến {so_ho_duoc_tham} hộ, còn {so_ho_chua_duoc_tham} hộ.";

story("the office words its report: what is wrong is said, nothing typed is lost", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const { page } = office;
  const text = page.locator("#wording-text");
  const problems = office.see("wording-problems");
  let visited = "";

  await step("it opens the wording, which reads as the report does today", async () => {
    await office.turnTo("report");
    await page.getByRole("radio", { name: /2026/ }).check();
    await office.see("wording-edit").click();
    await office.see("wording-preview").getByText("II. KẾT QUẢ THỰC HIỆN").waitFor();
    visited = await office.see("field-so_ho_duoc_tham").innerText();
    assert.match(visited, /^[\d.]+$/);
    await office.see("wording-preview").getByText(`có ${visited} hộ được thăm`).waitFor();
    assert.equal(await office.see("wording-versions").locator("li").count(), 2);
    await inspect(page, "office-wording");
  });

  await step("a field that does not exist and a brace left open are named with their lines", async () => {
    const typed = `I. KẾT QUẢ\n${OWN_WORDS.replace("duoc_tham}", "duoc_tam}")}\nHết {tien_da_trao`;
    await text.fill(typed);
    await problems.getByText("Dòng 2: không có trường nào tên là {so_ho_duoc_tam}").waitFor();
    await problems.getByText("Có phải ý là {so_ho_duoc_tham}?").waitFor();
    await problems.getByText("Dòng 3: dấu mở trường chưa được đóng lại").waitFor();
    await office.see("wording-save").click();
    assert.equal(await text.inputValue(), typed);
    assert.equal(await office.see("wording-said").innerText(), "");
    await inspect(page, "office-wording-wrong");
    await problems.getByRole("button", { name: /Dòng 3/ }).click();
    const selected = await text.evaluate((area) =>
      area.value.slice(area.selectionStart, area.selectionEnd),
    );
    assert.equal(selected, "Hết {tien_da_trao");
  });

  await step("mended and saved, it stands in the document with the figures", async () => {
    await text.fill(`I. KẾT QUẢ\n${OWN_WORDS}\n{bang_quy}\nHết: `);
    await page.getByRole("button", { name: "Đưa {tien_da_trao_bang_chu} vào lời văn" }).click();
    assert.ok((await text.inputValue()).endsWith("Hết: {tien_da_trao_bang_chu}"));
    const preview = office.see("wording-preview");
    await preview.getByText(`đã đến ${visited} hộ`).waitFor();
    await office.see("wording-save").click();
    await office.see("wording-said").filter({ hasText: "Đã lưu" }).waitFor();
    await office.see("wording-versions").getByText("Bản 3:").waitFor();
    const lines = paragraphs(await download(office));
    assert.ok(lines.includes("I. KẾT QUẢ"), lines.join("\n"));
    assert.ok(lines.some((line) => line.startsWith(`Phường xin báo cáo: đã đến ${visited} hộ`)));
    assert.ok(lines.includes("Đã trao cho hộ") && lines.includes("Nơi nhận:"));
    assert.ok(lines.some((line) => /^Hết: .+ đồng$/.test(line)), "in words");
    assert.ok(!lines.includes("III. ĐÁNH GIÁ, ĐỀ NGHỊ"));
  });

  await step("what is used already is no new version; the standard wording comes back", async () => {
    await office.see("wording-save").click();
    await office.see("wording-said").filter({ hasText: "đang được dùng rồi" }).waitFor();
    await office.see("wording-standard").click();
    await office.see("wording-save").click();
    await office.see("wording-versions").getByText("Bản 4, trở về lời văn chuẩn").waitFor();
    assert.ok(paragraphs(await download(office)).includes("III. ĐÁNH GIÁ, ĐỀ NGHỊ"));
    await page.setViewportSize({ width: 360, height: 640 });
    await inspect(page, "office-wording-narrow");
  });
});

story("the office looks at its campaign in pictures, and opens the lists behind the numbers", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const { page } = office;

  await step("pictures say in words what they show, and a table stands behind each", async () => {
    for (const name of ["progress", "by_hamlet", "in_and_out"]) {
      const picture = office.see(`picture-${name}`);
      const image = picture.getByRole("img");
      await image.waitFor();
      await image.evaluate((image) => image.decode());
      assert.ok(await image.evaluate((image) => image.naturalWidth > 300), name);
      assert.match(await image.getAttribute("alt"), /Biểu đồ .*\d/);
      await office.see(`table-${name}-opens`).click();
      assert.ok((await office.see(`table-${name}`).locator("tbody tr").count()) > 2, name);
    }
    await office.see("picture-progress").scrollIntoViewIfNeeded();
    await inspect(page, "office-pictures");
  });

  await step("the last day's sum is the number above, and a number opens the visits of its day", async () => {
    const last = office.see("table-progress").locator("tbody tr").last();
    const summary = await office.ask("/api/office/summary");
    const sums = await last.locator("td").allInnerTexts();
    assert.equal(sums[2], String(summary.visited_in_campaign.households));
    const rows = office.see("table-progress").locator("tbody tr");
    const row = rows.filter({ has: page.locator("td:nth-child(2) button") }).first();
    const visits = await row.locator("td").first().innerText();
    await row.locator("td").first().getByRole("button").click();
    await office.see("page-facts").waitFor();
    await office.see("facts-narrowed").waitFor();
    await office.see("fact-count").filter({ hasText: new RegExp(`^${visits} `) }).waitFor();
    await inspect(page, "office-facts-narrowed");
    await office.see("facts-narrowed").getByRole("button").click();
    await office.see("facts-narrowed").waitFor({ state: "detached" });
  });

  await step("whom nobody has seen is a list of them", async () => {
    await office.turnTo("overview");
    const unseen = office.see("number-unseen").getByRole("button");
    const count = (await unseen.innerText()).replace(/\D/g, "");
    await unseen.click();
    await office.see("page-households").waitFor();
    const households = await office.households();
    const never = households.filter((line) => line.visit_count === 0 && !line.gone);
    assert.equal(Number(count), never.length);
  });

  await step("on a screen held in the hand the pictures are as wide as it is, and print follows", async () => {
    await page.setViewportSize({ width: 360, height: 640 });
    await office.turnTo("overview");
    const image = office.see("picture-progress").getByRole("img");
    await image.scrollIntoViewIfNeeded();
    await image.evaluate((image) => image.decode());
    assert.equal(await image.evaluate((image) => image.naturalWidth), 320);
    await inspect(page, "office-pictures-narrow");
    // A sheet of A4.
    await page.setViewportSize({ width: 794, height: 1123 });
    await page.emulateMedia({ media: "print" });
    await image.evaluate((image) => image.decode());
    await inspect(page, "office-pictures-print");
  });
});

story("a city takes along the report of all its units", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward, ward.links.city);
  const { page } = office;
  await office.turnTo("report");
  await page.getByRole("radio", { name: "Đơn vị mình và các đơn vị cấp dưới" }).waitFor();
  await inspect(page, "office-report-city");
  const lines = paragraphs(await download(office));
  const units = (await office.ask("/api/office/units")).units;
  for (const { unit } of units) assert.ok(lines.includes(unit.name), unit.name);
  await page.getByRole("radio", { name: "Riêng đơn vị mình" }).check();
  const alone = paragraphs(await download(office));
  assert.ok(!alone.includes(units[1].unit.name));
});

async function download(office) {
  const coming = office.page.waitForEvent("download");
  await office.see("report-download").click();
  const file = await coming;
  assert.equal(file.suggestedFilename(), "bao-cao.docx");
  return readFile(await file.path());
}
