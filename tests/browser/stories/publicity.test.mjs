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
