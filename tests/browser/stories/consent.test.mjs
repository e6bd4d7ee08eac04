// What a household agrees to be done with what is known of it, asked at the door and at the office.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

story("Mai asks at the door, purpose by purpose; the office reads the answers and notes one that is taken back", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const mai = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const [household] = await office.householdsOfOneName();

  await step("without network she is told what is missing; nothing is answered beforehand", async () => {
    await mai.leaveNetwork();
    await mai.openHousehold(household.head_name);
    await mai.see("consents").filter({ hasText: "Chưa hỏi" }).waitFor();
    await mai.see("note-consent").tap();
    await mai.see("page-note-consent").waitFor();
    assert.equal(await mai.page.locator('input[value="yes"]:checked').count(), 0);
    assert.equal(await mai.page.locator("#said_by").inputValue(), household.head_name);
    await mai.see("save").tap();
    await mai.page.locator('[id="aid-about"] .error').waitFor();
    await mai.page.locator('[id="proof-about"] .error').waitFor();
  });

  await step("yes to aid, no to being posted by name, signed with a finger", async () => {
    await mai.choose("aid", "yes");
    await mai.choose("posting", "no");
    await inspect(mai.page, "phone-consent");
    await mai.choose("proof", "signed");
    await mai.see("save").tap();
    await mai.page.locator('[id="proof-about"] .error').waitFor();
    await mai.sign();
    await mai.see("save").tap();
    await mai.see("saved").waitFor();
    await mai.see("consents").filter({ hasText: "Đồng ý: Ghi chép để thăm hỏi" }).waitFor();
    await mai.see("consents").filter({ hasText: "Không đồng ý: Niêm yết tên" }).waitFor();
    await inspect(mai.page, "phone-household-consents");
  });

  await step("where illness would be noted she reads that it has to be asked first", async () => {
    await mai.see("record-visit").tap();
    await mai.see("page-record-visit").waitFor();
    await mai.page.locator("#note-about").filter({ hasText: "hỏi gia đình trước" }).waitFor();
    await inspect(mai.page, "phone-visit-illness", { fingers: true });
    await mai.see("back").tap();
    await mai.see("consents").waitFor();
  });

  await step("the office reads who said it, and the signature", async () => {
    await mai.findNetwork();
    await mai.hasAllReceipted(1);
    await office.page.goto(`${ward.url}/office/households/${household.id}`);
    const posting = office.see("consent-posting");
    await posting.filter({ hasText: "Không" }).filter({ hasText: household.head_name }).waitFor();
    await posting.locator("svg").waitFor();
    await office.see("consent-health").filter({ hasText: "Chưa hỏi" }).waitFor();
  });

  await step("aid is taken back by a letter: the paper is asked for, nothing typed is lost", async () => {
    const { page } = office;
    await office.see("tell-consent").click();
    const form = office.see("consent-form");
    await form.locator('[id="consent-aid"] input[value="no"]').check();
    await form.locator('[id="consent-said_by"]').fill("Con gái bà");
    await form.locator('[id="consent-proof"] input[value="paper"]').check();
    await office.see("tell-consent-now").click();
    await page.locator('[id="consent-paper-about"] .error').waitFor();
    assert.equal(await form.locator('[id="consent-said_by"]').inputValue(), "Con gái bà");
    await form.locator('[id="consent-paper"]').fill("đơn ngày 20/11, tủ 2");
    await inspect(page, "office-consent");
    await office.see("tell-consent-now").click();
    await office.see("consent-told").filter({ hasText: "Đã lưu" }).waitFor();
    await office.see("consent-aid").filter({ hasText: "đơn ngày 20/11" }).waitFor();
  });

  await step("and Mai's phone hears it", async () => {
    await mai.sendNow();
    await mai.openHousehold(household.head_name);
    await mai.see("consents").filter({ hasText: "Không đồng ý: Ghi chép" }).waitFor();
  });
});
