// The office begins, imports its list, makes links and a campaign.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { inspect } from "../ward/inspect.mjs";
import { csv, xlsx } from "../ward/lists.mjs";
import { Office } from "../ward/office.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

story("on an empty server the office chooses how to begin, and tries the invented commune", async (t) => {
  const ward = await Ward.open(t, { demo: false });
  assert.match(ward.said, /Nothing is here yet/);
  const office = await Office.make(t, ward);
  await office.page.goto(`${ward.url}/office`);
  await office.see("page-begin").waitFor();
  assert.ok(await office.see("begin-own").isVisible(), "one's own commune is the other choice");

  await office.see("begin-demo").click();
  await office.see("page-demo-ready").waitFor();
  const cards = office.see("invite-card");
  assert.equal(await cards.count(), 7, "two phones, the city's office, and four more roles");
  for (const card of await cards.all()) {
    assert.match(await card.getByTestId("invite-link").inputValue(), /\/enrol#[0-9a-f]{32}$/);
    const drawnPx = await card.getByRole("img").evaluate((image) => image.naturalWidth);
    assert.ok(drawnPx > 0, "the QR code is drawn");
  }

  await office.see("go-on").click();
  await office.see("page-overview").waitFor();
  await office.see("number-list").filter({ hasText: "500 hộ" }).waitFor();
  assert.ok(await office.see("synthetic").isVisible(), "nobody takes it for real people");
});

story("the office begins with its own commune and imports its list", async (t) => {
  const ward = await Ward.open(t, { demo: false });
  const office = await Office.make(t, ward);
  await begin(office);

  // The preview says what was understood; nothing is written yet.
  await choose(office, csv(OLD_LIST));
  assert.equal(await figure(office, "preview-households"), 5);
  assert.equal(await figure(office, "preview-members"), 18);
  assert.equal(await figure(office, "preview-create"), 4);
  assert.equal(await figure(office, "preview-ask"), 1, "two of one name in one hamlet: never guessed");
  await office.see("import-doubts").getByText("Năm sinh chỉ có hai chữ số").waitFor();
  await office.see("by_kind").getByText("Dòng cộng").waitFor();
  assert.deepEqual(await office.households(), []);

  const question = office.see("question").filter({ hasText: "Trần Thị Lan" });
  await question.getByTestId("answer-new").check();
  await office.see("import-confirm").click();
  await office.see("import-done").waitFor();
  assert.equal(await figure(office, "import-created"), 5);
  const lines = await office.households();
  assert.deepEqual(
    lines.map((h) => `${h.head_name}, ${h.hamlet}, ${h.category}`).sort(),
    [
      "Lê Văn Tư, Ấp 10, poor",
      "Nguyễn Văn Bé, Ấp 3, poor",
      "Trần Thị Lan, Ấp 3, near_poor",
      "Trần Thị Lan, Ấp 3, near_poor",
      "Đặng Thị Sáu, Ấp 3, near_poor",
    ],
  );

  // The same file again changes nothing.
  await office.see("import-again").click();
  await choose(office, csv(OLD_LIST));
  assert.equal(await figure(office, "preview-matched"), 5);
  await office.see("import-confirm").click();
  await office.see("import-done").waitFor();
  assert.equal(await figure(office, "import-created"), 0);
  assert.deepEqual(await office.households(), lines);

  // A newer list may mean somebody who is there: it is asked, and the answer is taken.
  await office.see("import-again").click();
  await choose(office, csv([...OLD_LIST.slice(0, 4), ["1", "Nguyễn Văn Bé", "", "Ấp 3", "4", "Hộ nghèo"]]));
  assert.equal(await figure(office, "preview-ask"), 1);
  await office.see("answer-same").check();
  await office.see("import-confirm").click();
  await office.see("import-done").waitFor();
  assert.equal(await figure(office, "import-created"), 0);
  await office.page.getByRole("link", { name: "Xem danh sách hộ" }).click();
  await office.see("household-count").filter({ hasText: "5 trên 5 hộ" }).waitFor();
});

story("a file that is no list is refused in a sentence, and nothing is written", async (t) => {
  const ward = await Ward.open(t, { demo: false });
  const office = await Office.make(t, ward);
  await begin(office);
  const rubbish = { name: "anh.xlsx", mimeType: "image/png", buffer: Buffer.alloc(4_000, 7) };
  await office.see("import-file").setInputFiles(rubbish);
  const said = await office.see("import-problem").innerText();
  assert.match(said, /anh\.xlsx/);
  assert.doesNotMatch(said, /api\.|error|undefined/i, "said in words");
  assert.deepEqual(await office.households(), []);
});

story("the import can be done with the keyboard alone", async (t) => {
  const ward = await Ward.open(t, { demo: false });
  const office = await Office.make(t, ward);
  await begin(office);
  const { page } = office;

  await page.keyboard.press("Tab");
  const chooser = page.waitForEvent("filechooser");
  await tabTo(page, "import-file");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(xlsx(NEW_LIST));
  await office.see("import-preview").waitFor();
  assert.equal(await figure(office, "preview-households"), 3);

  await tabTo(page, "answer-new");
  await page.keyboard.press("Space");
  await office.see("question").first().getByTestId("answer-new").and(page.locator(":checked")).waitFor();
  await tabTo(page, "import-confirm");
  await page.keyboard.press("Enter");
  await office.see("import-done").waitFor();
  assert.equal(await figure(office, "import-created"), 3);
  const [born] = (await office.households()).filter((h) => h.head_name === "Võ Thị Út");
  assert.equal(born.birth_year, 1962, "a date that the spreadsheet keeps as a number is read");
});

story("a link is made with its QR code, shown once, and listed", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const link = await office.makeLink("Lâm Thị Thơm");
  assert.match(link.address, /\/enrol#[0-9a-f]{32}$/);
  const qr = office.see("invite-card").getByRole("img", { name: /Lâm Thị Thơm/ });
  assert.ok((await qr.evaluate((image) => image.naturalWidth)) > 0);
  const row = office.see("link-row").filter({ hasText: "Lâm Thị Thơm" });
  await row.filter({ hasText: "Chưa dùng" }).waitFor();

  await office.page.reload();
  await row.waitFor();
  assert.equal(await office.see("invite-link").count(), 0, "the code itself is not kept");
});

story("a campaign is typed in, mended and saved", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const { page } = office;
  await office.turnTo("campaigns");
  await office.see("new-campaign").click();
  await page.locator("#name").fill("Xuân yêu thương 2027");
  await page.locator("#from").fill("10/1/2027");
  await page.locator("#to").fill("5/1/2027");
  await office.see("add-item").click();
  const item = office.see("item").last();
  await item.getByLabel("Tên khoản").fill("Quà Tết");
  await item.locator("label.chip", { hasText: "Tiền mặt và hiện vật" }).click();
  await item.getByLabel("Mức tiền").fill("1,5 tr");
  await item.getByText("1.500.000 đ").waitFor();

  await office.see("save-campaign").click();
  await office.see("form-problems").waitFor();
  await page.locator("#to").fill("5/2/2027");
  await office.see("save-campaign").click();
  await office.see("page-campaigns").waitFor();
  await office.see("campaign-row").filter({ hasText: "Xuân yêu thương 2027" }).waitFor();
  const campaigns = await office.ask("/api/office/campaigns");
  const saved = campaigns.find((campaign) => campaign.name === "Xuân yêu thương 2027");
  assert.equal(saved.items[0].money_vnd, 1_500_000);
});

const OLD_LIST = [
  ["ỦY BAN NHÂN DÂN XÃ"],
  ["DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2026"],
  [],
  ["STT", "Họ và tên chủ hộ", "Năm sinh", "Ấp", "Số nhân khẩu", "Đối tượng"],
  ["1", "NGUYỄN VĂN BÉ", "1960", "Ấp 3", "4", "Hộ nghèo"],
  ["2", "Đặng Thị Sáu", "55", "nt", "2", "Hộ cận nghèo"],
  ["3", "Trần Thị Lan", "1971", "nt", "3", "nt"],
  ["4", "Trần Thị Lan", "", "nt", "4", "nt"],
  ["5", "Lê Văn Tư", "1971", "Ấp 10", "5", "Hộ nghèo"],
  ["", "Cộng", "", "", "18", ""],
];

/** 23 July 1962 as a spreadsheet keeps it. */
const SERIAL = 22_850;

const NEW_LIST = [
  ["DANH SÁCH HỘ NGHÈO NĂM 2026"],
  ["STT", "Họ và tên chủ hộ", "Ngày sinh", "Ấp", "Số nhân khẩu", "Đối tượng"],
  [1, "Võ Thị Út", SERIAL, "Ấp 4", 3, "Hộ nghèo"],
  [2, "Bùi Văn Đường", "12/05/1949", "Ấp 9", 2, "Hộ nghèo"],
  [3, "Bùi Văn Đường", "", "Ấp 9", 6, "Hộ nghèo"],
];

/** Begins with a commune of one's own, which ends on the page of the import. */
story("the list that people sign is taken along as a workbook, of one hamlet and some days", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  await office.page.goto(`${office.url}/office/facts`);
  const whole = await download(office);
  assert.equal(whole.name, "danh-sach-ky-nhan.xlsx");
  assert.equal(whole.bytes.subarray(0, 2).toString(), "PK");
  await office.page.locator("#receipts_to").fill("1999-12-31");
  const nobody = await download(office);
  assert.ok(nobody.bytes.length < whole.bytes.length, "nobody was given anything then");
});

story("the campaign's report is taken along as a text document, in the Party's heading too", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const { page } = office;
  await office.turnTo("report");
  await page.getByRole("radio", { name: /2026/ }).check();
  await page.locator("#report-number").fill("12");
  await inspect(page, "office-report");
  const front = await download(office, "report-download");
  assert.equal(front.name, "bao-cao.docx");
  assert.equal(front.bytes.subarray(0, 2).toString(), "PK");
  await page.locator(`input[name="report-style"][value="party"]`).check();
  const party = await download(office, "report-download");
  assert.notDeepEqual(party.bytes, front.bytes);
});

/** Lan's ward is Ninh Kiều today; the name she grew up with is on no list any more. */
async function begin(office) {
  await office.page.goto(`${office.url}/office`);
  await office.page.locator("#person_name").fill("Cô Lan");
  await office.page.locator("#code").fill("tan an");
  await office.see("begin-own").click();
  await office.page.getByText("Hãy chọn một xã, phường trong danh sách").waitFor();
  // Today's phường Tân An lies elsewhere; which of them is meant is for her to say.
  await office.see("unit").filter({ hasText: "31147" }).filter({ hasText: "Phường Tân An" }).waitFor();
  await office.see("unit").filter({ hasText: "toàn bộ Phường Tân An, Quận Ninh Kiều" }).click();
  assert.equal(await office.page.locator("#code").inputValue(), "31135");
  await office.page.getByText("Phường Ninh Kiều", { exact: true }).waitFor();
  await office.see("begin-own").click();
  await office.setUp();
  await office.see("page-import").waitFor();
}

async function download(office, testid = "receipt-list") {
  const coming = office.page.waitForEvent("download");
  await office.see(testid).click();
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

async function choose(office, file) {
  await office.see("import-file").setInputFiles(file);
  await office.see("import-preview").waitFor();
}

async function figure(office, testid) {
  return Number((await office.see(testid).locator(".figure").innerText()).replaceAll(".", ""));
}

/** Presses Tab until the focus is on `testid`; wherever it passes it can be seen. */
async function tabTo(page, testid) {
  for (let pressed = 0; pressed < 150; pressed += 1) {
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      const { width, height } = element.getBoundingClientRect();
      const { outlineStyle } = getComputedStyle(element);
      const chip = element.matches("label input") ? element.parentElement : element;
      const drawn = outlineStyle !== "none" || getComputedStyle(chip).outlineStyle !== "none";
      const here = `${element.tagName} ${element.className} ${element.textContent.slice(0, 40)}`;
      return { testid: element.dataset.testid, seen: drawn && width * height > 0, here };
    });
    if (focus.testid === testid) return;
    if (!focus.here.startsWith("BODY")) assert.ok(focus.seen, `the focus is seen on ${focus.here}`);
    await page.keyboard.press("Tab");
  }
  assert.fail(`the keyboard does not reach ${testid}`);
}
