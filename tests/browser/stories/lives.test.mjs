// What becomes of households: what a volunteer hears without network, what the office decides, two
// records that become one; and the Fund's day.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { until } from "../ward/until.mjs";
import { Ward } from "../ward/ward.mjs";

story("what a volunteer hears of a household is looked into by the office and reaches the phones", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const mai = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const lookAtOffice = (name) => inspect(office.page, `office-${name}`);
  const lookAtPhone = (name) => inspect(mai.page, `phone-${name}`, { fingers: true });
  let gone;

  await step("without network Mai hears that they have moved away", async () => {
    await ward.stop();
    await mai.leaveNetwork();
    const row = mai.see("household-row").first();
    gone = { id: (await row.getAttribute("href")).split("/").at(-1) };
    gone.name = await row.locator(".row-name").innerText();
    await row.tap();
    await mai.fillVisit({ met: "neighbour", note: "Lên Bình Dương từ tháng trước" });
    await mai.see("change").tap();
    await mai.tapChip('input[value="moved_away"]');
    await lookAtPhone("visit-change");
    await mai.save();
    await mai.see("change-seen").filter({ hasText: "Hộ đã chuyển đi" }).waitFor();
  });

  await step("the office reads it, and needs a reason to decide", async () => {
    await ward.start();
    await mai.findNetwork();
    await mai.sendNow();
    await mai.hasAllReceipted(1);
    await office.isLive();
    await office.turnTo("review");
    await office.see("review-filter-noticed").click();
    const noticed = office.see("noticed").filter({ hasText: gone.name });
    await noticed.getByTestId("tell").click();
    await noticed.locator(".error").waitFor();
    await lookAtOffice("noticed");
    await noticed.locator("textarea").fill("Trưởng ấp xác nhận hộ đã chuyển đi.");
    await noticed.getByTestId("tell").click();
    await noticed.waitFor({ state: "detached" });
    await office.turnTo("households");
    await office.page.selectOption("#presence", "gone");
    await lookAtOffice("households-gone");
    await office.see("household-table").getByRole("link", { name: gone.name }).first().click();
    await office.see("gone-banner").waitFor();
    await office.see("life-event").filter({ hasText: "Trưởng ấp xác nhận" }).waitFor();
    await lookAtOffice("household-gone");
  });

  await step("Mai's list does not send her there again, and a search still finds them", async () => {
    await mai.sendNow();
    await mai.turnTo("households");
    await mai.seesList(499);
    await mai.search(gone.name);
    await mai.see("gone").first().filter({ hasText: "Đã chuyển đi" }).waitFor();
    await lookAtPhone("gone-found");
    await mai.page.goto(`${ward.url}/h/${gone.id}`);
    await mai.page.locator('.banner[data-testid="gone"]').waitFor();
    await lookAtPhone("gone-household");
  });

  await step("they come back", async () => {
    await office.see("tell-life").click();
    const form = office.see("life-form");
    await form.locator('input[value="joined"]').check();
    await lookAtOffice("life-form");
    await form.locator('input[value="stays"]').check();
    await form.locator("textarea").fill("Gia đình đã về lại ấp.");
    await form.getByTestId("tell").click();
    await office.see("gone-banner").waitFor({ state: "detached" });
    await mai.sendNow();
    await mai.turnTo("households");
    await mai.see("search").fill("");
    await mai.seesList(500);
  });

  await step("the office records that they have escaped poverty, by the decision's number", async () => {
    await office.see("tell-status").click();
    const form = office.see("status-form");
    await form.locator('input[value="newly_escaped"]').check();
    await form.getByTestId("tell-status-now").click();
    await form.locator(".error").first().waitFor();
    await lookAtOffice("status-form");
    await form.locator("#status-decision").fill("205/QĐ-UBND");
    await form.getByTestId("tell-status-now").click();
    await office.see("status-told").filter({ hasText: "205/QĐ-UBND" }).waitFor();
    const line = office.see("status").filter({ hasText: "205/QĐ-UBND" });
    await line.getByTestId("no-status").click();
    await line.locator("textarea").fill("Quyết định của hộ khác cùng tên.");
    await lookAtOffice("no-status");
    await line.getByTestId("no-status-now").click();
    await line.getByTestId("status-correction").filter({ hasText: "hộ khác cùng tên" }).waitFor();
  });
});

story("a household that was written down twice becomes one, keeps both histories, and can be two again", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const mai = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const lookAtOffice = (name) => inspect(office.page, `office-${name}`);
  let pair;

  await step("the office is shown the pair side by side and merges it with a reason", async () => {
    const { lookalikes } = await office.ask("/api/office/review");
    pair = lookalikes[0].records.map((record) => record.line);
    await office.turnTo("review");
    await office.see("review-filter-lookalikes").click();
    const card = office.see("lookalike").filter({ hasText: pair[0].head_name });
    await card.getByTestId("same").click();
    await card.locator(".error").waitFor();
    await lookAtOffice("lookalike");
    await card.locator("textarea").fill("Một hộ, hai tổ cùng ghi.");
    await card.getByTestId("same").click();
    await card.waitFor({ state: "detached" });
    await until("one household fewer", async () => (await office.summary()).households === 499);
  });

  await step("the phone lists it once and leads from one record to the other", async () => {
    await mai.sendNow();
    await mai.turnTo("households");
    await mai.seesList(499);
    const [kept, merged] = await keptAndMerged(office, pair);
    await mai.page.goto(`${ward.url}/h/${merged}`);
    await mai.page.locator('.banner[data-testid="gone"]').filter({ hasText: "Hồ sơ đã gộp" }).waitFor();
    await mai.see("other-record").tap();
    await mai.page.waitForURL(`${ward.url}/h/${kept}`);
    await mai.see("holds-others").waitFor();
    await inspect(mai.page, "phone-holds-others", { fingers: true });
  });

  await step("the household's page undoes it", async () => {
    const [kept] = await keptAndMerged(office, pair);
    await office.page.goto(`${ward.url}/office/households/${kept}`);
    await office.see("merged-record").waitFor();
    await office.see("undo-merge").click();
    await lookAtOffice("undo-merge");
    await office.see("undo-merge-form").locator("textarea").fill("Hai chị em họ cùng tên.");
    await office.see("undo-merge-now").click();
    await office.see("merged-record").waitFor({ state: "detached" });
    await until("both are there", async () => (await office.summary()).households === 500);
    assert.equal((await office.ask("/api/office/review")).lookalikes.length, 0, "and are not asked about again");
  });
});

story("the Fund's promises, receipts and what is left, and a slip of the pen", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const { page } = office;
  const left = async () => (await office.ask("/api/office/fund")).account;
  const before = await left();

  await step("a company promises money", async () => {
    await office.turnTo("fund");
    await office.see("fund-new").click();
    await page.locator('input[name="fund-kind"][value="pledge"]').check();
    await page.locator("#fund-party").fill("Công ty Thử Mới");
    const echo = page.locator("#fund-money_text-about .echo");
    for (const [typed, reading] of [["-5", "-5"], ["9".repeat(20), "99.999.999.999.999.999.999"]]) {
      await page.locator("#fund-money_text").fill(typed);
      await echo.filter({ hasText: reading }).waitFor();
    }
    await page.locator("#fund-money_text").fill("1.5");
    await office.see("enter").click();
    await page.locator("#fund-money_text-about .error, .error").first().waitFor();
    assert.equal(await page.locator("#fund-party").inputValue(), "Công ty Thử Mới", "nothing typed is lost");
    await inspect(page, "office-fund-form");
    await page.locator("#fund-money_text").fill("1,5 tr");
    await office.see("enter").click();
    await office.see("fund-entered").filter({ hasText: "1.500.000" }).waitFor();
    assert.deepEqual(await left(), before, "a promise is no money");
  });

  await step("it comes in, by the promise", async () => {
    await page.locator('input[name="fund-kind"][value="receipt"]').check();
    const pledge = page.locator("#fund-pledge");
    const option = pledge.locator("option").filter({ hasText: "Công ty Thử Mới" });
    await pledge.selectOption(await option.getAttribute("value"));
    assert.equal(await page.locator("#fund-party").inputValue(), "Công ty Thử Mới", "nothing is asked twice");
    await page.locator("#fund-money_text").fill("1,7 tr");
    await office.see("fund-beyond").filter({ hasText: /1\.500\.000.*1\.700\.000/ }).waitFor();
    await page.locator("#fund-money_text").fill("1,5 tr");
    await page.locator("#fund-voucher").fill("PT 100");
    await office.see("enter").click();
    await office.see("fund-entered").filter({ hasText: "PT 100" }).or(office.see("fund-entry").filter({ hasText: "PT 100" })).first().waitFor();
    const after = await left();
    assert.equal(after.received.money_vnd - before.received.money_vnd, 1_500_000);
  });

  await step("it was entered wrongly, is voided with a reason and stays to be read", async () => {
    const entry = office.see("fund-entry").filter({ hasText: "PT 100" });
    await entry.getByTestId("void").click();
    await entry.getByTestId("void-now").click();
    await entry.locator(".error").waitFor();
    await inspect(page, "office-fund");
    await entry.locator("textarea").fill("Ghi nhầm ngày");
    await entry.getByTestId("void-now").click();
    await entry.getByTestId("voided").waitFor();
    await entry.filter({ hasText: "Ghi nhầm ngày" }).waitFor();
    assert.deepEqual(await left(), before);
  });
});

story("what a volunteer takes a new household for waits until the office has said", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const { page } = office;
  const mai = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const claim = (name) => office.see("claim").filter({ hasText: name });

  const registers = async (name) => {
    await mai.turnTo("register");
    await mai.fillRegistration({ head_name: name, hamlet: "Ấp Thử" });
    await mai.choose("category", "poor");
    await mai.save();
    await mai.see("claim-waits").filter({ hasText: "Chờ xã trả lời" }).waitFor();
  };

  await step("without network she puts two households on the list and takes them for poor", async () => {
    await ward.stop();
    await mai.leaveNetwork();
    await registers("Huỳnh Thử Lụa");
    await inspect(mai.page, "phone-claim", { fingers: true });
    await registers("Huỳnh Thử Lành");
    await ward.start();
    await mai.findNetwork();
    await mai.sendNow();
    await mai.hasAllReceipted(2);
  });

  await step("the office records the decision for the one", async () => {
    await office.isLive();
    await office.turnTo("review");
    await office.see("review-filter-claims").click();
    const card = claim("Huỳnh Thử Lụa");
    await card.filter({ hasText: ward.links.volunteers[0].person }).waitFor();
    await card.getByTestId("claim-decided").click();
    await card.locator(".error").waitFor();
    await inspect(page, "office-claims");
    await card.locator('[id$="-decision"]').fill("240/QĐ-UBND");
    await card.getByTestId("claim-decided").click();
    await card.waitFor({ state: "detached" });
  });

  await step("and says why not for the other", async () => {
    const card = claim("Huỳnh Thử Lành");
    await card.getByTestId("claim-declined").click();
    await card.locator(".error").waitFor();
    await card.locator("textarea").fill("Hộ có lương hưu");
    await card.getByTestId("claim-declined").click();
    await card.waitFor({ state: "detached" });
  });

  await step("her phone reads both answers", async () => {
    await mai.sendNow();
    await mai.openHousehold("Huỳnh Thử Lụa");
    await mai.see("status").filter({ hasText: "240/QĐ-UBND" }).waitFor();
    await mai.openHousehold("Huỳnh Thử Lành");
    await mai.see("claim-declined").waitFor();
    await mai.see("status").filter({ hasText: "Hộ có lương hưu" }).waitFor();
  });
});

/** Ids of the record that is kept and of the one that is kept in it. */
async function keptAndMerged(office, pair) {
  const lines = await office.records();
  const merged = pair.find(({ id }) => lines.find((line) => line.id === id).gone === "same");
  const kept = pair.find(({ id }) => id !== merged.id);
  return [kept.id, merged.id];
}
