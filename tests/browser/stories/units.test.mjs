// A city and a commune below it: what the city says goes down, what the commune does is added up.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { story } from "../ward/story.mjs";
import { until } from "../ward/until.mjs";
import { Ward } from "../ward/ward.mjs";

const CITY = "Thành phố Cần Thơ";
const COMMUNE = "Phường Ninh Kiều";
/** Beside the peak month, which every unit begins with. */
const CAMPAIGN = "Mái ấm cho bà con";

story("the city defines a campaign and passes money down; the commune sees, adds and receives", async (t, step) => {
  const ward = await Ward.open(t, { demo: false });
  const city = await Office.make(t, ward);
  const lan = await Office.make(t, ward);
  /** The clerk's enrolment link. */
  let link;

  await step("the city begins, and is asked for no list of households", async () => {
    await city.page.goto(`${ward.url}/office`);
    await field(city, "code").fill("can tho");
    await city.see("unit").filter({ hasText: CITY }).first().click();
    assert.equal(await field(city, "code").inputValue(), "92");
    await field(city, "person_name").fill("Anh Tâm");
    await inspect(city.page, "office-begin-city");
    await city.see("begin-own").click();
    await city.setUp();
    await city.see("page-overview").waitFor();
    await city.isLive();
    await city.see("units-none").waitFor();
    for (const page of ["facts", "households", "rounds", "import", "review"]) {
      assert.equal(await city.see(`nav-${page}`).count(), 0, `${page} is about households`);
    }
    await inspect(city.page, "office-units-empty");
  });

  await step("it defines a campaign, with a gift from its own Fund and the letter that orders it", async () => {
    await city.turnTo("campaigns");
    await city.see("new-campaign").click();
    await city.see("handed-down").waitFor();
    await field(city, "name").fill(CAMPAIGN);
    await field(city, "from").fill(daysFromNow(0));
    await field(city, "to").fill(daysFromNow(25));
    await newItem(city, 0, "Quà của thành phố", "500.000", "own_fund");
    await city.see("add-governing").click();
    await field(city, "documents.0.number").fill("605-CV/TU");
    await field(city, "documents.0.on_text").fill("11/10/2022");
    await field(city, "documents.0.issuer").fill("Thành ủy Cần Thơ");
    await field(city, "targets.visited").fill("9.000");
    await inspect(city.page, "office-units-campaign");
    await city.see("save-campaign").click();
    await city.see("campaign-document").filter({ hasText: "605-CV/TU" }).waitFor();
  });

  await step("it adds the commune by its name; a name alone and a unit twice are not taken", async () => {
    await city.turnTo("overview");
    await city.tabTo("#code");
    await city.page.keyboard.type("ninh kieu");
    await city.tabTo("#person_name");
    await city.page.keyboard.type("Cô Lan");
    await city.page.keyboard.press("Enter");
    await city.page.getByText("Hãy chọn một xã, phường trong danh sách").waitFor();
    await city.see("unit").filter({ hasText: "31135" }).click();
    await city.see("add-unit").click();
    const card = city.see("invite-card").filter({ hasText: "Cô Lan" });
    link = await card.getByTestId("invite-link").inputValue();
    await city.see("unit-row").filter({ hasText: COMMUNE }).filter({ hasText: "Chưa có điện thoại nào" }).waitFor();
    await city.see("new-unit-form").scrollIntoViewIfNeeded();
    await inspect(city.page, "office-units-added");
    await field(city, "code").fill("31135");
    await field(city, "person_name").fill("Người khác");
    await city.see("add-unit").click();
    await city.page.getByText("Đơn vị này đã có trên máy chủ này").waitFor();
    assert.equal(await field(city, "person_name").inputValue(), "Người khác");
    await inspect(city.page, "office-units-taken");
  });

  await step("its page of links makes links for an office alone", async () => {
    await city.turnTo("phones");
    await city.page.getByRole("heading", { level: 1, name: "Liên kết văn phòng" }).waitFor();
    const chips = city.page.locator('input[name="role"]');
    await chips.first().waitFor({ state: "attached" });
    const roles = await chips.evaluateAll((all) => all.map((input) => input.value));
    assert.deepEqual(roles, ["office", "accountant", "oversight", "administrator"], "nobody of the city visits");
    await inspect(city.page, "office-units-links");
    const made = await city.makeLink("Chị Thu");
    assert.match(made.address, /\/office\/enrol#/);
  });

  await step("the clerk opens the link and finds the campaign, said by the city", async () => {
    await lan.page.goto(link);
    await lan.setUp();
    await lan.see("page-overview").waitFor();
    await lan.isLive();
    assert.match(await lan.see("commune").innerText(), new RegExp(COMMUNE));
    await lan.see("nav-households").waitFor();
    await lan.turnTo("campaigns");
    await rowOf(lan).getByTestId("campaign-origin").filter({ hasText: `Do ${CITY} quy định` }).waitFor();
    await inspect(lan.page, "office-campaigns-from-above");
    await openCampaign(lan);
    await lan.see("from-above").filter({ hasText: CITY }).waitFor();
    const gift = lan.see("item-from-above");
    await gift.filter({ hasText: `Quỹ cấp trên: ${CITY}` }).waitFor();
    await lan.see("document-from-above").filter({ hasText: "605-CV/TU" }).waitFor();
    for (const name of ["name", "from", "to", "items.0.name", "documents.0.number"]) {
      assert.equal(await field(lan, name).count(), 0, `${name} is only read here`);
    }
    assert.equal(await lan.see("remove-item").count(), 0);
  });

  await step("she adds an item and a target of her own, and what the city said stays", async () => {
    await newItem(lan, 1, "Gạo của phường", "200.000", "direct");
    await field(lan, "targets.visited").fill("120");
    await lan.see("save-campaign").click();
    await lan.page.locator('[id="items.1.source_name-about"] .error').waitFor();
    await field(lan, "items.1.source_name").fill("Nhà máy xay xát Thử Nghiệm");
    await inspect(lan.page, "office-campaign-from-above");
    await lan.see("save-campaign").click();
    await rowOf(lan).filter({ hasText: "Gạo của phường" }).filter({ hasText: "Quà của thành phố" }).waitFor();
    const campaigns = await lan.ask("/api/office/campaigns");
    const saved = campaigns.find(({ name }) => name === CAMPAIGN);
    assert.deepEqual(saved.items.map((item) => item.name), ["Quà của thành phố", "Gạo của phường"]);
    assert.equal(saved.origin.items.length, 1);
  });

  await step("the city changes the last day, and the commune's campaign follows with her item in it", async () => {
    await city.turnTo("campaigns");
    await openCampaign(city);
    await field(city, "to").fill(daysFromNow(30));
    await city.see("save-campaign").click();
    await city.see("page-campaigns").waitFor();
    await rowOf(lan).filter({ hasText: daysFromNow(30) }).filter({ hasText: "Gạo" }).waitFor();
  });

  await step("the city receives 100 million and transfers 40 to the commune", async () => {
    await city.turnTo("fund");
    await city.see("fund-new").click();
    await chip(city, "fund-kind", "receipt").check();
    await field(city, "fund-party").fill("Công ty Ba Đình");
    await field(city, "fund-money_text").fill("100 tr");
    await city.see("enter").click();
    await city.see("fund-entry").filter({ hasText: "Công ty Ba Đình" }).waitFor();
    await chip(city, "fund-kind", "transfer_out").check();
    await chip(city, "fund-unit", "31135").check();
    assert.equal(await field(city, "fund-party").count(), 0, "the unit has its name already");
    await field(city, "fund-money_text").fill("40 tr");
    await field(city, "fund-purpose").fill("Quà Tháng cao điểm");
    await inspect(city.page, "office-units-transfer");
    await city.see("enter").click();
    const sent = city.see("fund-entry").filter({ hasText: COMMUNE });
    await sent.getByTestId("fund-entry-unit").waitFor();
    await city.turnTo("overview");
    await isTile(city, "units-on_the_way", "40.000.000");
    await inspect(city.page, "office-units-on-the-way");
  });

  await step("the commune is shown it at once, and says that it has come", async () => {
    await lan.turnTo("fund");
    const arriving = lan.see("arriving").filter({ hasText: CITY }).filter({ hasText: "40.000.000" });
    await arriving.waitFor();
    await inspect(lan.page, "office-fund-arriving");
    await arriving.getByTestId("receive").click();
    assert.equal(await field(lan, "fund-money_text").inputValue(), "40.000.000");
    await until("the voucher's number can be typed", () =>
      lan.page.evaluate(() => document.activeElement.id === "fund-voucher"),
    );
    await lan.page.keyboard.type("PT-07");
    await inspect(lan.page, "office-fund-receiving");
    await lan.see("enter").click();
    await lan.see("fund-entry").filter({ hasText: "PT-07" }).filter({ hasText: CITY }).waitFor();
    await arriving.waitFor({ state: "hidden" });
    await isTile(lan, "fund-left", "40.000.000");
  });

  await step("what has come cannot be voided by the city alone", async () => {
    await city.turnTo("fund");
    const sent = city.see("fund-entry").filter({ hasText: COMMUNE });
    await sent.getByTestId("void").click();
    await sent.locator("textarea, input[type=text]").first().fill("Nhầm");
    await sent.getByTestId("void-now").click();
    await sent.getByText("Nơi nhận đã ghi nhận khoản này").waitFor();
    await inspect(city.page, "office-units-void-refused");
  });

  await step("the city's overview adds it all up, and nothing is on the way", async () => {
    await city.turnTo("overview");
    await isTile(city, "units-on_the_way", "0");
    await isTile(city, "units-received", "100.000.000");
    await isTile(city, "units-left", "100.000.000");
    const row = city.see("unit-row").filter({ hasText: COMMUNE });
    await row.filter({ hasText: "40.000.000" }).waitFor();
    await city.see("unit-total").filter({ hasText: "100.000.000" }).waitFor();
    await city.see("target").filter({ hasText: "9.000 hộ" }).waitFor();
    await inspect(city.page, "office-units");
    await city.see("unit-table").scrollIntoViewIfNeeded();
    await inspect(city.page, "office-units-table");
  });

  for (const office of [city, lan]) assert.deepEqual(office.browser.takeTroubles(), []);
});

/** A field by its name, which may hold dots. */
function field(office, name) {
  return office.page.locator(`[id="${name}"]`);
}

function chip(office, name, value) {
  return office.page.locator(`input[name="${name}"][value="${value}"]`);
}

/** Adds an item given in cash, at this place among all of the campaign. */
async function newItem(office, place, name, money, source) {
  await office.see("add-item").click();
  await field(office, `items.${place}.name`).fill(name);
  await chip(office, `items.${place}.form`, "cash").check();
  await field(office, `items.${place}.money_text`).fill(money);
  await chip(office, `items.${place}.source`, source).check();
}

/** The campaign in the list. */
function rowOf(office) {
  return office.see("campaign-row").filter({ hasText: CAMPAIGN });
}

async function openCampaign(office) {
  await rowOf(office).getByRole("link").first().click();
  await office.see("campaign-form").waitFor();
}

/** Waits until a tile says exactly this much money. */
async function isTile(office, testid, money) {
  const exactly = new RegExp(`^${money.replaceAll(".", "\\.")}\\s*đ$`);
  await office.see(testid).locator("strong").filter({ hasText: exactly }).waitFor();
}

/** `17/10/2026`, some days from today. */
function daysFromNow(days) {
  const at = new Date(Date.now() + days * 86_400_000);
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh" });
  return parts.format(at);
}
