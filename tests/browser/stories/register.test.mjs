// A hamlet is given another name: the office says it once, every record and every phone follows, and
// whoever was written down under the old name meanwhile is found and moved. Organisations are offered
// where their names are typed.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { until } from "../ward/until.mjs";
import { Ward } from "../ward/ward.mjs";

const NEW_NAME = "Ấp Thới Hòa Mới";
/** What one of the demonstration's hamlets was called. */
const FORMER = "Ấp Thử Nghiệm Cũ";
const NEWCOMER = "Trần Thị Thử Mới";

story("a hamlet is given another name, and nobody is lost under the old one", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const { page } = office;
  const mai = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const row = (name) => {
    const named = new RegExp(`^\\s*${name}\\s*(Đến.*)?$`);
    return office.see("hamlet").filter({ has: page.locator("th", { hasText: named }) });
  };
  const households = async (name) => Number(await row(name).locator("td.number").innerText());
  let old;
  let count;

  await step("without network Mai registers somebody in a hamlet of the list", async () => {
    await office.turnTo("register");
    old = (await office.see("hamlet").nth(1).getByRole("rowheader").innerText()).trim();
    count = await households(old);
    assert.ok(count > 5, `${old}: ${count}`);
    await inspect(page, "office-register");
    await mai.leaveNetwork();
    await mai.turnTo("register");
    await mai.type("head_name", NEWCOMER);
    await mai.type("hamlet", old);
    await mai.save();
  });

  await step("the office is told what is missing, and nothing typed is lost", async () => {
    await office.see("change-hamlet").click();
    await page.locator("#change-hamlet-name").waitFor();
    await choose(page, "change-hamlet-name", old);
    await page.locator("#change-document").fill("12/NQ-HĐND");
    await office.see("change-now").click();
    await page.locator("#change-into-about .error").waitFor();
    assert.equal(await page.locator("#change-document").inputValue(), "12/NQ-HĐND");
    await page.locator("#change-from").fill("hôm qua");
    await page.locator("#change-into").fill(NEW_NAME);
    await office.see("change-now").click();
    await page.locator("#change-from-about .error").waitFor();
    await page.locator("#change-from").fill("1/9/2026");
    await inspect(page, "office-register-change");
    await office.see("change-now").click();
    await office.see("hamlet-said").filter({ hasText: NEW_NAME }).waitFor();
    await until("all have moved", async () => (await households(NEW_NAME)) === count);
    await row(old).getByTestId("hamlet-until").waitFor();
    await row(old).getByText(`Nay là ${NEW_NAME}`).waitFor();
  });

  await step("an old name finds the households of the hamlet it became", async () => {
    const became = office.see("hamlet").filter({ hasText: `Trước là ${FORMER}` });
    const inIt = Number(await became.locator("td.number").innerText());
    await office.turnTo("households");
    await page.locator('input[type="search"]').first().fill(FORMER);
    await page.getByText(`${inIt} trên`).waitFor();
    const { count: onPhone } = await searchedOn(mai, FORMER);
    assert.equal(onPhone, inIt);
    await office.turnTo("register");
  });

  await step("Mai's phone comes back: the newcomer is shown as late, and is moved by two clicks", async () => {
    await mai.findNetwork();
    await mai.sendNow();
    await mai.hasAllReceipted(1);
    await row(old).getByTestId("hamlet-late").filter({ hasText: "1" }).waitFor();
    await row(old).getByTestId("move-late").click();
    await office.see("change-form").waitFor();
    assert.equal(await page.locator("#change-into").inputValue(), NEW_NAME);
    await office.see("change-now").click();
    await until("the newcomer has moved", async () => (await households(NEW_NAME)) === count + 1);
    await inspect(page, "office-register-changed");
  });

  await step("on the phone, offline again, both names find them", async () => {
    await mai.sendNow();
    await mai.turnTo("households");
    // The strip still says of the exchange before that all is in step: what it brings is waited for.
    const found = async (name) => (await mai.search(`${name} ${NEWCOMER}`)).names;
    await until("the phone has heard of it", async () => (await found(NEW_NAME)).length > 0);
    await mai.leaveNetwork();
    for (const name of [NEW_NAME, old]) {
      assert.deepEqual(await found(name), [NEWCOMER], name);
    }
    await mai.turnTo("register");
    const options = mai.page.locator("#hamlet-list option");
    // The form is there once her draft has been looked for.
    await options.first().waitFor({ state: "attached" });
    const offered = await options.evaluateAll((all) => all.map((o) => o.value));
    assert.ok(offered.includes(NEW_NAME) && !offered.includes(old), `${offered}`);
  });

  await step("what was said by mistake is taken back, with a reason", async () => {
    const last = office.see("statement").filter({ hasText: `${old} thành ${NEW_NAME}` }).last();
    await last.getByTestId("strike-said").click();
    await last.getByTestId("strike-said-form").locator("textarea").fill("Nghị quyết của xã khác");
    await last.getByTestId("strike-said-now").click();
    await office.see("said-struck").filter({ hasText: NEW_NAME }).waitFor();
    await until("they are back", async () => (await households(old)) === count);
    await inspect(page, "office-register-struck");
  });

  await step("an organisation is added, and offered to the Fund and to the phone", async () => {
    await office.see("add-organisation").click();
    await page.locator("#new-organisation-name").fill("Hội Người cao tuổi xã");
    await office.see("new-organisation-now").click();
    await page.locator("#new-organisation-role-about .error").waitFor();
    await choose(page, "new-organisation-role", "Đoàn thể");
    await office.see("new-organisation-now").click();
    await office.see("organisation").filter({ hasText: "Hội Người cao tuổi xã" }).waitFor();
    await inspect(page, "office-register-organisations");
    await office.turnTo("fund");
    await office.see("fund-new").click();
    const offered = (list) => list.evaluateAll((all) => all.map((option) => option.value));
    const names = page.locator("#fund-party-list option");
    await until("the Fund offers it", async () => (await offered(names)).includes("Hội Người cao tuổi xã"));
    await mai.findNetwork();
    await mai.sendNow();
    await mai.isInStep();
    await mai.turnTo("records");
    await mai.see("note-activity").tap();
    const onPhone = mai.page.locator("#organisation-list option");
    await until("the phone offers it", async () => (await offered(onPhone)).includes("Hội Người cao tuổi xã"));
  });

  assert.deepEqual(mai.browser.takeTroubles(), []);
});

async function searchedOn(phone, words) {
  await phone.turnTo("households");
  return phone.search(words);
}

/** Chooses in a question of few or of many choices. */
async function choose(page, name, label) {
  const field = page.locator(`#${name}`);
  if ((await field.evaluate((element) => element.tagName)) !== "SELECT") {
    await field.locator("label").filter({ hasText: label }).click();
    return;
  }
  const options = await field.locator("option").allInnerTexts();
  await field.selectOption({ label: options.find((option) => option.startsWith(label)) });
}

story("who knows a household by its old commune finds it, of a split commune by the hamlets that came", async (t, step) => {
  const ward = await Ward.open(t, { demo: false });
  const office = await Office.make(t, ward);
  const { page } = office;
  const field = (name) => page.locator(`[id="${name}"]`);
  const OLD_WHOLE = "Phường Long Hòa";

  await step("Phường Long Tuyền begins, with two households in two areas", async () => {
    await page.goto(`${ward.url}/office`);
    await field("code").fill("long tuyen");
    await office.see("unit").filter({ hasText: "Phường Long Tuyền" }).first().click();
    assert.equal(await field("code").inputValue(), "31183");
    await field("person_name").fill("Chị Lan");
    await office.see("begin-own").click();
    await office.setUp();
    await office.see("page-import").waitFor();
    const list = "STT,Họ và tên chủ hộ,Khu vực,Diện\n1,Đặng Thị Thử,Khu vực 1,Hộ nghèo\n2,Lê Văn Thử,Khu vực 2,Hộ nghèo\n";
    await office.see("import-file").setInputFiles({
      name: "ds.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(list),
    });
    await office.see("import-confirm").click();
    await office.see("import-done").waitFor();
  });

  await step("it is asked which areas came from which ward", async () => {
    await office.turnTo("register");
    const split = office.see("old-commune").filter({ hasText: "Phường Long Tuyền" });
    await split.getByTestId("commune-unsaid").waitFor();
    await split.getByTestId("say-came").click();
    await split.getByTestId("came-now").click();
    await split.locator(".error").first().waitFor();
    await split.locator("label").filter({ hasText: "Khu vực 2" }).click();
    await inspect(page, "office-register-communes");
    await split.getByTestId("came-now").click();
    await office.see("commune-said").filter({ hasText: "Phường Long Tuyền" }).waitFor();
    const whole = office.see("old-commune").filter({ hasText: OLD_WHOLE });
    await whole.getByTestId("say-came").click();
    await whole.locator("label").filter({ hasText: "Khu vực 1" }).click();
    await whole.getByTestId("came-now").click();
    await office.see("commune-said").filter({ hasText: OLD_WHOLE }).waitFor();
  });

  await step("old names find their households", async () => {
    await office.turnTo("households");
    const search = page.locator('input[type="search"]').first();
    const found = async (words, count) => {
      await search.fill(words);
      await page.getByText(`${count} trên 2`).or(page.getByText(`${count} hộ`)).first().waitFor();
    };
    await found("long tuyen", 1);
    await page.getByRole("row").filter({ hasText: "Lê Văn Thử" }).waitFor();
    await found(OLD_WHOLE, 1);
    await page.getByRole("row").filter({ hasText: "Đặng Thị Thử" }).waitFor();
  });
});
