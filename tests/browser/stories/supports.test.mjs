// A house from the survey without network to the key: the office approves it with two sources and the
// household's own share, pays, and a volunteer says that it was handed over.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { until } from "../ward/until.mjs";
import { Ward } from "../ward/ward.mjs";

const NEED = "Nhà lá cột tràm, mưa dột khắp nhà";

story("Mai surveys a house without network, the office approves and pays, and she sees it handed over", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const mai = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const { page } = office;
  const card = () => office.see("support-case").filter({ hasText: NEED });
  const line = () => office.see("support-line").filter({ hasText: NEED });
  const field = (form, name) => card().getByTestId(form).locator(`[id$="-${name}"]`);
  const before = (await office.summary()).money_vnd;
  let household;
  const look = async () => {
    await mai.turnTo("households");
    await mai.page.locator(`a[href="/h/${household}"]`).tap();
    await mai.see("supports").waitFor();
  };

  await step("without network Mai opens a case, and is told what is missing", async () => {
    await ward.stop();
    await mai.leaveNetwork();
    const row = mai.see("household-row").first();
    household = (await row.getAttribute("href")).split("/").at(-1);
    await row.tap();
    await mai.see("supports").waitFor();
    await mai.see("support-open").tap();
    await mai.see("page-support").waitFor();
    await mai.see("save").tap();
    await mai.page.locator("#need-about .error").waitFor();
    await mai.page.locator("#item label").filter({ hasText: "Nhà Đại đoàn kết" }).tap();
    await mai.type("need", NEED);
    await mai.type("estimate_text", "90 tr");
    await inspect(mai.page, "phone-support-survey", { fingers: true });
    await mai.save();
    await mai.see("support-at").filter({ hasText: "Đang khảo sát" }).waitFor();
  });

  await step("the office finds it in the list and approves it by a decision with two sources", async () => {
    await ward.start();
    await mai.findNetwork();
    await mai.sendNow();
    await mai.hasAllReceipted(1);
    await office.isLive();
    await office.turnTo("supports");
    await line().waitFor();
    await inspect(page, "office-supports");
    await line().getByRole("link").click();
    await card().getByTestId("support-next").click();
    await card().getByTestId("support-next-now").click();
    const number = field("support-next-form", "number-about");
    await number.filter({ hasText: "Quyết định phải có số" }).waitFor();
    await field("support-next-form", "number").fill("27/QĐ-MTTQ");
    await field("support-next-form", "signed_by").fill("Chủ tịch Mặt trận xã");
    await field("support-next-form", "parts.0.money_text").fill("40 tr");
    await card().getByTestId("support-add-part").click();
    const second = card().getByTestId("support-part-fields").nth(1);
    await second.locator('input[value="direct"]').check();
    await field("support-next-form", "parts.1.name").fill("Công ty Hậu Giang");
    await field("support-next-form", "parts.1.money_text").fill("20 tr");
    await field("support-next-form", "own_money_text").fill("25 tr");
    await inspect(page, "office-support-approval");
    await look();
    await mai.see("support-at").filter({ hasText: "Đang khảo sát" }).waitFor();
    await card().getByTestId("support-next-now").click();
    await card().getByTestId("support-at").filter({ hasText: "Đã phê duyệt" }).waitFor();
    await card().getByTestId("support-own").filter({ hasText: "25.000.000" }).waitFor();
  });

  await step("Mai has the household's page open and sees it there", async () => {
    await mai.leaveNetwork();
    await mai.findNetwork();
    await mai.see("support-at").filter({ hasText: "Đã phê duyệt" }).waitFor();
  });

  await step("it pays both, and more than was approved asks why", async () => {
    const pay = async (source) => {
      await card().getByTestId("support-pay").click();
      const form = card().getByTestId("support-pay-form");
      await form.locator("label").filter({ hasText: source }).click();
      return form;
    };
    const form = await pay("Quỹ của đơn vị mình");
    await field("support-pay-form", "money_text").fill("41 tr");
    await form.getByTestId("support-pay-now").click();
    await field("support-pay-form", "note-about").filter({ hasText: "Nhiều hơn số đã phê duyệt" }).waitFor();
    await field("support-pay-form", "money_text").fill("40 tr");
    await form.getByTestId("support-pay-now").click();
    await card().getByTestId("support-payment").waitFor();
    await (await pay("Công ty Hậu Giang")).getByTestId("support-pay-now").click();
    await card().getByTestId("support-payment").nth(1).waitFor();
    await inspect(page, "office-support-paid");
    assert.equal((await office.summary()).money_vnd, before + 60_000_000);
  });

  await step("Mai notes that it is being built, and that it was handed over", async () => {
    await mai.sendNow();
    await mai.isInStep();
    await look();
    await mai.see("support-next").filter({ hasText: "Đang thực hiện" }).tap();
    await mai.see("page-support").waitFor();
    await mai.save();
    await mai.see("support-next").filter({ hasText: "Đã bàn giao" }).tap();
    await mai.type("area_text", "45");
    for (const part of ["floor", "frame", "roof"]) await mai.tapChip(`input[value="${part}"]`);
    await inspect(mai.page, "phone-support-handed-over", { fingers: true });
    await mai.save();
    await mai.see("support-at").filter({ hasText: "Đã bàn giao" }).waitFor();
    await inspect(mai.page, "phone-support-household", { fingers: true });
    await mai.sendNow();
    await mai.hasAllReceipted(3);
  });

  await step("everybody has the same sums", async () => {
    await card().getByTestId("support-at").filter({ hasText: "Đã bàn giao" }).waitFor();
    const supports = await office.ask("/api/office/supports");
    const of = supports.lines.find((one) => one.need === NEED);
    const sum = (parts) => parts.reduce((all, part) => all + part.amount.money_vnd, 0);
    assert.deepEqual(
      [of.household, of.ended, sum(of.approved), sum(of.paid), of.own_share.money_vnd],
      [household, true, 60_000_000, 60_000_000, 25_000_000],
    );
    await look();
    await until("the phone has both payments", async () => {
      const facts = mai.see("fact").filter({ hasText: "Nhà Đại đoàn kết" });
      return (await facts.count()) === 2 && (await facts.getByTestId("correct").count()) === 0;
    });
    await office.turnTo("supports");
    await line().filter({ hasText: "Đã bàn giao" }).waitFor();
  });

  await step("who looks for the repairs among the rounds is told where they are", async () => {
    await office.turnTo("rounds");
    await office.see("new-round").click();
    const campaigns = await office.ask("/api/office/campaigns");
    const builds = campaigns.find(({ items }) => items.some(({ steps = [] }) => steps.length > 0));
    await page.locator("#campaign").selectOption(builds.id);
    const instead = office.see("by-case").filter({ hasText: "Sửa chữa nhà" });
    await instead.waitFor();
    assert.equal(await page.locator("#item label").filter({ hasText: "Sửa chữa nhà" }).count(), 0);
    await inspect(page, "office-round-by-case");
    await instead.getByRole("link").click();
    await office.see("page-supports").waitFor();
  });

  assert.deepEqual(mai.browser.takeTroubles(), []);
});
