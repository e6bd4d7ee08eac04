// What the office does by hand: a household that no list has, a round by a decision, a record it has looked at.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

story("a household is written down by hand, and whoever is there already is shown meanwhile", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const { page } = office;
  const [someone] = (await office.households()).filter(({ gone, hamlet }) => !gone && hamlet);

  await step("typing the name of somebody on the list shows them", async () => {
    await office.turnTo("households");
    await office.see("new-household").click();
    await office.see("page-new-household").waitFor();
    await page.locator("#head_name").fill(someone.head_name);
    await page.locator("#hamlet").fill(someone.hamlet);
    await office.see("lookalike").filter({ hasText: someone.head_name }).first().waitFor();
    await inspect(page, "office-new-household");
  });

  await step("what is wrong stands beside its field, and nothing typed is lost", async () => {
    await page.locator("#head_name").fill("Nguyễn Thị Thử Nghiệm");
    await page.locator("#birth").fill("31/13/1950");
    await office.see("save-household").click();
    await office.see("household-form").locator(".error").waitFor();
    assert.equal(await page.locator("#head_name").inputValue(), "Nguyễn Thị Thử Nghiệm");
    await office.see("lookalikes").waitFor({ state: "detached" });
  });

  await step("it is saved, and its page opens", async () => {
    await page.locator("#birth").fill("1950");
    await office.see("save-household").click();
    await office.see("page-household").waitFor();
    await page.getByRole("heading", { level: 1, name: "Nguyễn Thị Thử Nghiệm" }).waitFor();
  });
});

story("a round is issued by a decision for those of a day's list, and says so for ever", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const { page } = office;

  await step("the Fund has a decision", async () => {
    await office.turnTo("fund");
    await office.see("fund-new").click();
    await page.locator("#fund-kind label", { hasText: "Quyết định" }).click();
    await page.locator("#fund-money_text").fill("900 tr");
    await page.locator("#fund-voucher").fill("77/QĐ-MTTQ-BTT");
    await office.see("enter").click();
    await office.see("fund-entered").filter({ hasText: "900.000.000" }).waitFor();
  });

  await step("a round for the poor by the list of today rests on it", async () => {
    await office.turnTo("rounds");
    await office.see("new-round").click();
    await office.see("round-form").waitFor();
    await page.locator("#item label").first().click();
    await page.locator("#name").fill("Theo quyết định 77");
    await page.locator("#decision label", { hasText: "77/QĐ-MTTQ-BTT" }).click();
    await page.locator('#categories label:has(input[value="near_poor"])').click();
    const today = new Date();
    const day = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh" }).format(today);
    await page.locator("#on").fill(day);
    await office.see("hamlets").waitFor();
    await page.locator("#holder-all").selectOption({ index: 1 });
    await inspect(page, "office-round-basis");
    await office.see("issue").click();
    await office.see("page-rounds").waitFor();
    await office.see("round").filter({ hasText: "Theo quyết định 77" }).getByRole("link").first().click();
    await office.see("meant-for").filter({ hasText: `Hộ nghèo · theo danh sách ngày ${day}` }).waitFor();
    await office.see("decision").filter({ hasText: "77/QĐ-MTTQ-BTT" }).waitFor();
  });

  await step("the Fund says what the round is to give by it", async () => {
    await office.turnTo("fund");
    await office.see("fund-entry").filter({ hasText: "77/QĐ-MTTQ-BTT" }).getByTestId("fund-bound").first().waitFor();
  });
});

story("a record that can never be taken is looked at, and waits no more", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  await office.turnTo("set-aside");
  const row = office.see("set-aside-row").first();
  await row.getByTestId("look-open").click();
  await row.getByTestId("look").click();
  await row.locator(".error").waitFor();
  await row.locator("textarea").fill("Máy hỏng, chị Mai đã ghi lại phiếu này.");
  await inspect(office.page, "office-set-aside-look");
  await row.getByTestId("look").click();
  await office.see("looked").filter({ hasText: "chị Mai đã ghi lại" }).waitFor();
  await office.turnTo("overview");
  await office.see("page-overview").waitFor();
  assert.equal(await office.see("attention-quarantined").count(), 0, "nobody is asked about it any more");
});
