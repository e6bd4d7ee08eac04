// What a campaign rests on and aims at, and what is done so that people hear of it.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

story("the office sets a target by a document, and sees how far it was reached", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const { page } = office;
  const field = (name) => page.locator(`[id="${name}"]`);

  await step("a document without its day is not taken, and nothing typed is lost", async () => {
    await office.turnTo("campaigns");
    await page.getByRole("row").filter({ hasText: "2027" }).getByRole("link").first().click();
    await office.see("campaign-form").waitFor();
    await office.see("add-governing").click();
    await field("documents.0.number").fill("605-CV/TU");
    await field("documents.0.issuer").fill("Thành ủy Cần Thơ");
    await field("targets.visited").fill("1.200");
    await office.see("save-campaign").click();
    await page.locator('[id="documents.0.on_text-about"] .error').waitFor();
    assert.equal(await field("documents.0.number").inputValue(), "605-CV/TU");
    await field("documents.0.on_text").fill("11/10/2022");
    await inspect(page, "office-mandate");
    await office.see("save-campaign").click();
    await office.see("campaign-document").filter({ hasText: "605-CV/TU" }).waitFor();
    await inspect(page, "office-campaigns-mandate");
  });

  await step("it stands there when the campaign is opened again", async () => {
    await page.getByRole("row").filter({ hasText: "2027" }).getByRole("link").first().click();
    await office.see("campaign-form").waitFor();
    assert.equal(await field("documents.0.on_text").inputValue(), "11/10/2022");
    assert.equal(await field("targets.visited").inputValue(), "1.200");
  });

  await step("the month that is shown says how far it came", async () => {
    await office.turnTo("overview");
    await office.see("target").nth(2).waitFor();
    await office.see("targets").scrollIntoViewIfNeeded();
    await inspect(page, "office-targets");
  });
});

story("Mai notes a meeting without network; the office reads it and strikes out what was noted twice", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const mai = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const noted = () => office.see("activity").filter({ hasText: "Họp bàn ủng hộ Quỹ" });

  await step("Mai notes it, and is told what is missing", async () => {
    await ward.stop();
    await mai.leaveNetwork();
    await mai.turnTo("records");
    await mai.see("note-activity").tap();
    await mai.see("page-note-activity").waitFor();
    await mai.see("save").tap();
    await mai.page.locator("#topic-about .error").waitFor();
    await mai.choose("channel", "meeting");
    await mai.type("topic", "Họp bàn ủng hộ Quỹ");
    await mai.type("reach_text", "45");
    await inspect(mai.page, "phone-activity", { fingers: true });
    await mai.page.reload();
    await mai.see("draft-restored").waitFor();
    await mai.see("save").tap();
    await mai.see("page-records").waitFor();
    assert.deepEqual((await mai.records()).map((record) => record.what), ["Tuyên truyền"]);
  });

  await step("the office reads it, with who noted it", async () => {
    await ward.start();
    await mai.findNetwork();
    await mai.sendNow();
    await mai.hasAllReceipted(1);
    await office.isLive();
    await office.turnTo("publicity");
    await noted().filter({ hasText: ward.links.volunteers[0].person }).waitFor();
    await inspect(office.page, "office-publicity");
  });

  await step("the office notes the same, and strikes its own out", async () => {
    await office.see("note-activity").click();
    await office.see("activity-save").click();
    await office.page.locator("#activity-topic-about .error").waitFor();
    await office.page.locator('input[name="activity-channel"][value="meeting"]').check();
    await office.page.locator("#activity-topic").fill("Họp bàn ủng hộ Quỹ");
    await inspect(office.page, "office-publicity-form");
    await office.see("activity-save").click();
    await noted().nth(1).waitFor();
    await noted().first().getByTestId("strike-activity").click();
    await noted().first().locator("textarea, input[type=text]").first().fill("Hai người ghi một buổi họp");
    await noted().first().getByTestId("strike-now").click();
    await office.see("struck").waitFor();
  });

  assert.deepEqual(mai.browser.takeTroubles(), []);
});

story("Mai is handed money on the way; the Fund's page enters it, and what was only promised is declined", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const mai = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const account = async () => (await office.ask("/api/office/fund")).account.received.money_vnd;
  const before = await account();
  const told = (giver) => office.see("offer").filter({ hasText: giver });

  const notes = async (offered, giver, fields) => {
    await mai.turnTo("records");
    await mai.see("note-offer").tap();
    await mai.see("page-note-offer").waitFor();
    await mai.choose("offered", offered);
    await mai.type("giver", giver);
    for (const [name, text] of Object.entries(fields)) await mai.type(name, text);
  };

  await step("without network she notes both, and is told what is missing", async () => {
    await ward.stop();
    await mai.leaveNetwork();
    await notes("received", "Tiệm vàng Thử Kim", {});
    await mai.see("save").tap();
    await mai.page.locator("#money_text-about .error").waitFor();
    await mai.type("money_text", "1,5 tr");
    await mai.type("receipt", "BN 12");
    await inspect(mai.page, "phone-offer", { fingers: true });
    await mai.page.reload();
    await mai.see("draft-restored").waitFor();
    await mai.see("save").tap();
    await mai.see("page-records").waitFor();
    await notes("promised", "Chú Thử Ba", { goods: "5 bao gạo" });
    await mai.see("save").tap();
    await mai.see("page-records").waitFor();
    assert.deepEqual(
      (await mai.records()).map((record) => record.what),
      ["Ủng hộ dọc đường", "Ủng hộ dọc đường"],
    );
  });

  await step("the office enters what was handed over, with its receipt", async () => {
    await ward.start();
    await mai.findNetwork();
    await mai.sendNow();
    await mai.hasAllReceipted(2);
    await office.isLive();
    assert.equal(await account(), before, "it is only told");
    await office.turnTo("fund");
    await told("Tiệm vàng Thử Kim").filter({ hasText: ward.links.volunteers[0].person }).waitFor();
    await inspect(office.page, "office-offers");
    await told("Tiệm vàng Thử Kim").getByTestId("offer-enter").click();
    assert.equal(await office.page.locator("#fund-voucher").inputValue(), "BN 12");
    await office.see("enter").click();
    await told("Tiệm vàng Thử Kim").waitFor({ state: "detached" });
    assert.equal(await account(), before + 1_500_000);
  });

  await step("the other one is not entered, with a reason", async () => {
    const line = told("Chú Thử Ba");
    await line.getByTestId("offer-decline").click();
    await line.getByTestId("offer-declined").click();
    await line.locator(".error").waitFor();
    await line.locator("textarea").fill("Chú ấy đã đăng ký với thành phố");
    await line.getByTestId("offer-declined").click();
    await line.waitFor({ state: "detached" });
  });

  assert.deepEqual(mai.browser.takeTroubles(), []);
});
