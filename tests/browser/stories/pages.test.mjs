// Every page, looked at: axe finds nothing, nothing is too wide, and fingers hit what they aim at.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { csv } from "../ward/lists.mjs";
import { Office } from "../ward/office.mjs";
import { PIN, Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";
import { twoValues } from "../ward/scenes.mjs";

story("the phone's pages", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const phone = await Phone.make(t, ward.url);
  const { page } = phone;
  const look = (name) => inspect(phone.page, `phone-${name}`, { fingers: true });

  await step("before it is enrolled", async () => {
    await page.goto(ward.url);
    await phone.see("page-welcome").waitFor();
    await look("welcome");
    await page.goto(`${ward.url}/enrol#${"0".repeat(32)}`);
    await phone.see("failure").waitFor();
    await look("enrol-failed");
    await page.goto("about:blank");
    await page.goto(ward.links.volunteers[0].address);
    await phone.see("enrolled").waitFor();
    await look("enrolled");
    await phone.see("to-households").tap();
    await phone.see("page-choose-pin").waitFor();
    await look("choose-pin");
    await phone.choosesPin("123456");
    await phone.page.locator("#pin_new[aria-invalid=true]").waitFor();
    await look("choose-pin-failed");
    await phone.choosesPin(PIN);
    await phone.seesList(500);
    await phone.isReadyForOffline();
  });

  const hung = await Phone.enrolled(t, ward, ward.links.volunteers[1]);
  const { shared, other } = await twoValues(ward, office, phone, hung);

  for (const language of ["vi", "en"]) {
    await step(`with the list, in ${language}`, async () => {
      await phone.turnTo("settings");
      await phone.choose("language", language);
      const as = (name) => look(`${name}-${language}`);
      await as("settings");
      await phone.see("sign-out").tap();
      await as("sign-out");
      await phone.see("pin-change").tap();
      await as("pin-change");
      await phone.see("lock-now").waitFor({ state: "detached" });
      await page.goto(`${ward.url}/settings`);
      await phone.see("lock-now").tap();
      await phone.unlocks("804613");
      await page.locator("#pin[aria-invalid=true]").waitFor();
      await as("unlock");
      await phone.unlocks();

      await phone.turnTo("households");
      await as("list");
      await phone.search("dang");
      await as("search");
      await phone.search("xyz");
      await as("none-match");
      await phone.search("");
      await phone.see("filters").tap();
      await as("filters");
      await phone.see("filters").tap();

      await phone.openHousehold(shared.head_name);
      await as("household");
      await phone.see("edit-profile").tap();
      await phone.see("page-edit-profile").waitFor();
      await as("edit");
      await phone.see("back").tap();
      await forms(phone, as);
      await register(phone, as, other);
      await phone.turnTo("records");
      await as("records");
      await page.goto(`${ward.url}/nowhere`);
      await phone.see("page-not-found").waitFor();
      await as("not-found");
      await page.goto(ward.url);
      await phone.see("page-households").waitFor();
    });
  }

  await step("with no network, and something to send", async () => {
    await phone.turnTo("settings");
    await phone.choose("language", "vi");
    await ward.stop();
    await phone.leaveNetwork();
    await phone.openHousehold(other.head_name);
    await phone.visit({ met: "head", needs: ["water"], note: "Không mạng" });
    await look("saved");
    await phone.sendNow();
    await phone.see("offline-note").waitFor();
    await look("records-offline");
    const downloading = page.waitForEvent("download");
    await phone.see("escape-make").tap();
    await downloading;
    await phone.see("escape-made").waitFor();
    await look("records-escape-made");
  });

  assert.deepEqual(phone.browser.takeTroubles(), []);
});

story("the office's pages", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.make(t, ward);
  const { page } = office;
  const look = (name) => inspect(page, `office-${name}`);

  await step("its door", async () => {
    await page.goto(`${ward.url}/office`);
    await office.see("page-sign-in").waitFor();
    await look("sign-in");
    await page.goto(`${ward.url}/office/enrol#${"0".repeat(32)}`);
    await office.see("enrol-problem").waitFor();
    await look("enrol-failed");
    await page.goto("about:blank");
    await page.goto(ward.links.office.address);
    await office.see("page-overview").waitFor();
    await office.isLive();
  });

  const [mai, hung] = await Promise.all(
    ward.links.volunteers.map((link) => Phone.enrolled(t, ward, link)),
  );
  const { shared } = await twoValues(ward, office, mai, hung);

  await step("its lists", async () => {
    await office.turnTo("overview");
    await office.see("attention-conflicts").waitFor();
    await look("overview");
    await office.turnTo("facts");
    await office.see("fact-row").first().waitFor();
    await look("facts");
    await office.turnTo("households");
    await office.see("household-table").waitFor();
    await look("households");
    await page.goto(`${ward.url}/office/households/${shared.id}`);
    await office.see("history-entry").first().waitFor();
    await look("household");
    await office.turnTo("conflicts");
    await office.see("conflict").first().waitFor();
    await look("conflicts");
    await page.goto(`${ward.url}/office/review/left-rows`);
    const left = office.see("left-row").filter({ hasText: "Lý Thị Bông" });
    await left.getByTestId("answer-left").click();
    await left.getByText("Hãy chọn dòng này là hộ nào.").waitFor();
    await look("left-rows");
    await left.locator("label.chip").last().click();
    await left.locator("textarea").fill("Trưởng ấp nói không có ai tên này.");
    await left.getByTestId("answer-left").click();
    await left.waitFor({ state: "detached" });
    await office.turnTo("set-aside");
    await look("set-aside");
    await page.goto(`${ward.url}/office/nowhere`);
    await office.see("page-not-found").waitFor();
    await look("not-found");
  });

  await step("its import", async () => {
    await office.turnTo("import");
    await look("import");
    await office.see("import-file").setInputFiles(
      csv([
        ["DANH SÁCH HỘ NGHÈO"],
        ["STT", "Họ và tên chủ hộ", "Năm sinh", "Ấp", "Số nhân khẩu", "Đối tượng"],
        ["1", shared.head_name, "", shared.hamlet, "3", "Hộ nghèo"],
        ["2", "Nguyễn Văn Mới", "55", "nt", "2", "Hộ cận nghèo"],
      ]),
    );
    await office.see("import-preview").waitFor();
    await look("import-preview");
    await office.see("question").first().scrollIntoViewIfNeeded();
    await look("import-questions");
    await office.see("import-confirm").click();
    await office.see("import-done").waitFor();
    await look("import-done");
  });

  await step("its phones and campaigns", async () => {
    await office.makeLink("Lâm Thị Thơm");
    await look("phones");
    await office.see("revoke").last().click();
    await page.getByRole("dialog").waitFor();
    await look("revoke");
    await page.keyboard.press("Escape");
    await office.turnTo("campaigns");
    await look("campaigns");
    await office.see("new-campaign").click();
    await office.see("peak-month").waitFor();
    await look("new-campaign");
    await office.see("peak-month").click();
    await page.locator("#name").fill("");
    await office.see("save-campaign").click();
    await office.see("form-problems").waitFor();
    await look("campaign-problems");
  });

  await step("without its server", async () => {
    await ward.stop();
    await office.turnTo("overview");
    await office.see("unreachable").waitFor();
    await look("unreachable");
  });

  assert.deepEqual(office.browser.takeTroubles(), []);
});

story("the first pages of an empty server", async (t) => {
  const ward = await Ward.open(t, { demo: false });
  const office = await Office.make(t, ward);
  const phone = await Phone.make(t, ward.url);
  await phone.page.goto(ward.url);
  await phone.see("empty-server").waitFor();
  await inspect(phone.page, "phone-empty-server", { fingers: true });
  await office.page.goto(`${ward.url}/office`);
  await office.see("page-begin").waitFor();
  await inspect(office.page, "office-begin");
  await office.page.locator("#code").fill("thanh an");
  await office.see("units").waitFor();
  await inspect(office.page, "office-begin-units");
  await office.page.locator("#code").fill("");
  await office.see("begin-demo").click();
  await office.see("page-demo-ready").waitFor();
  await inspect(office.page, "office-demo-ready");
});

/** The forms of the household that is open: empty of what is needed, then filled. */
async function forms(phone, look) {
  await phone.see("record-visit").tap();
  await phone.see("page-record-visit").waitFor();
  await phone.see("save").tap();
  await phone.see("failure").waitFor();
  await look("visit-problems");
  await phone.choose("met", "member");
  await phone.choose("purpose", "visit");
  await phone.see("needs").tap();
  await look("visit");
  await forgetDraft(phone, look);

  await phone.see("record-handover").tap();
  await phone.see("page-record-handover").waitFor();
  await phone.see("save").tap();
  await phone.see("failure").waitFor();
  await look("handover-problems");
  await phone.choose("campaign", "none");
  await phone.type("item", "Quà");
  await phone.choose("form", "cash_and_goods");
  await phone.type("money_text", "1,5 tr");
  await phone.choose("receiver", "other");
  await phone.sign();
  await look("handover");
  await forgetDraft(phone, look);

  await phone.see("correct").first().tap();
  await phone.see("page-correct").waitFor();
  await look("correct");
  await phone.see("back").tap();
  await phone.see("page-household").waitFor();
}

/** Comes back to a form that is half filled, and begins anew. */
async function forgetDraft(phone, look) {
  await phone.page.reload();
  await phone.see("draft-discard").waitFor();
  await look("draft");
  await phone.see("draft-discard").tap();
  await phone.see("draft-discard").waitFor({ state: "detached" });
  await phone.see("back").tap();
}

/** The form of a new household that looks like one on the list. */
async function register(phone, look, { head_name: name, hamlet }) {
  await phone.fillRegistration({ head_name: name, hamlet });
  await phone.see("lookalikes").waitFor();
  await look("register");
  await phone.type("head_name", "");
  await phone.see("save").tap();
  await phone.see("failure").waitFor();
  await look("register-problems");
}
