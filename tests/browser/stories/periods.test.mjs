// Periods: a clerk closes one, a phone that was offline syncs, the next one says what arose after the close;
// the city sees who is late, and reminds them.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { until } from "../ward/until.mjs";
import { Ward } from "../ward/ward.mjs";

const COMMUNE = "xã Thới Lộc Hòa";
/** One campaign more than the invented commune has, which runs whatever day it is. */
const CAMPAIGN = "Áo ấm mùa mưa";

story("a period is closed, a late phone syncs, and the next one leads to the total; the city reminds who is late", async (t, step) => {
  const ward = await Ward.open(t);
  const [lan, city, mai] = await Promise.all([
    Office.open(t, ward),
    Office.open(t, ward, ward.links.city),
    Phone.enrolled(t, ward, ward.links.volunteers[0]),
  ]);
  let due;

  await step("the city asks for a report that should have been sent yesterday, by keyboard", async () => {
    await city.turnTo("periods");
    const { below } = await city.ask("/api/office/periods");
    const taken = below.dues.map((line) => line.due.to);
    due = [1, 2].map((days) => -days).find((days) => !taken.includes(isoDay(days)));
    await city.tabTo('[data-testid="add-due"]');
    await city.page.keyboard.press("Enter");
    await field(city, "new-due-to").fill(shownDay(due));
    await field(city, "new-due-due").fill(shownDay(due - 1));
    await city.see("new-due-now").click();
    await city.see("due-refused").waitFor();
    assert.equal(await field(city, "new-due-to").inputValue(), shownDay(due), "nothing typed is lost");
    await field(city, "new-due-due").fill(shownDay(due));
    await city.see("new-due-now").click();
    await dueCard(city, due).waitFor();
    const row = unitRow(city, due);
    await row.filter({ hasText: `quá hạn ${-due} ngày` }).waitFor();
    await inspect(city.page, "office-periods-city");
  });

  await step("it notes that the commune was reminded over Zalo, and the commune reads it on its overview", async () => {
    const row = unitRow(city, due);
    await row.getByTestId("remind").click();
    await row.locator('input[value="zalo"]').check();
    await row.locator('[id$="-whom"]').fill("Cô Lan");
    await inspect(city.page, "office-periods-remind");
    await row.getByTestId("remind-now").click();
    await row.getByTestId("reminder").filter({ hasText: "Cô Lan" }).waitFor();
    const line = lan.see("owed-card").locator("li").filter({ hasText: shownDay(due) });
    await line.getByTestId("owed-reminded").filter({ hasText: "Zalo" }).waitFor();
    await inspect(lan.page, "office-overview-owed");
  });

  await step("Mai visits without network, three days ago by her own word", async () => {
    await lan.page.request.post(`${ward.url}/api/office/campaigns`, {
      headers: { origin: ward.url },
      data: { id: null, name: CAMPAIGN, from: isoDay(-6), to: isoDay(20), items: [] },
    });
    await mai.leaveNetwork();
    const [{ head_name: head }] = await lan.householdsOfOneName();
    await mai.openHousehold(head);
    await mai.fillVisit({ met: "head", note: "Đường ngập, chưa có sóng." });
    await mai.type("date", isoDay(-3));
    await mai.save();
  });

  await step("the clerk closes the first period; a day to come and a second time are refused in words", async () => {
    await lan.turnTo("periods");
    await choose(lan, CAMPAIGN);
    await lan.see("open-period").filter({ hasText: "Kỳ 1" }).waitFor();
    await field(lan, "close-day").fill(shownDay(1));
    await close(lan);
    await lan.see("close-refused").filter({ hasText: "chưa tới" }).waitFor();
    await inspect(lan.page, "office-periods-refused");
    await field(lan, "close-day").fill(shownDay(-2));
    await close(lan);
    await closed(lan, 1).waitFor();
    await lan.see("open-period").filter({ hasText: "Kỳ 2" }).waitFor();
  });

  let kept;
  await step("its figures are shown with their check sum", async () => {
    const card = closed(lan, 1);
    await card.getByTestId("show-period").click();
    await card.getByTestId("period-hash").waitFor();
    kept = await figures(lan, card);
    await inspect(lan.page, "office-periods-closed");
  });

  await step("Mai's phone syncs; the next period has her visit as arisen after the close", async () => {
    const before = (await page(lan)).open.reconciliation.late.visits;
    await mai.findNetwork();
    await mai.hasAllReceipted(1);
    await until("the open period knows of it", async () => {
      return (await page(lan)).open.reconciliation.late.visits === before + 1;
    });
    await field(lan, "close-day").fill(shownDay(0));
    await close(lan);
    const card = closed(lan, 2);
    await card.getByTestId("show-period").click();
    await card.getByTestId("line-late").locator("td").first().filter({ hasText: /^1$/ }).waitFor();
    await card.getByTestId("arisen-late").getByTestId("fact-row").waitFor();
    await card.getByTestId("line-late").scrollIntoViewIfNeeded();
    await inspect(lan.page, "office-periods-reconciled");
    const shown = await card.locator("[data-testid^='line-']").evaluateAll((rows) =>
      Object.fromEntries(rows.map((row) => [
        row.dataset.testid.slice("line-".length),
        Number(row.querySelector("td").textContent.replaceAll(".", "")),
      ])),
    );
    assert.equal(shown.earlier + shown.late + shown.withdrawn + shown.own, shown.total);
    await lan.see("not-begun").waitFor();
  });

  await step("what was closed first is what it was, byte for byte", async () => {
    assert.deepEqual(await figures(lan, closed(lan, 1)), kept);
  });

  await step("the clerk sends what the city asked for, and the city reads it", async () => {
    const { campaigns } = await lan.ask("/api/office/periods");
    const owed = (await lan.ask("/api/office/urging")).find((report) => report.due.to === isoDay(due));
    const meant = campaigns.find(({ id }) => id === owed.campaign);
    const { next } = await lan.ask(`/api/office/periods?campaign=${meant.id}`);
    if (next.from > isoDay(due)) return t.diagnostic("the invented commune has closed that day already");
    await choose(lan, meant.name, meant.id);
    await lan.see("open-period").filter({ hasText: `Kỳ ${next.n}` }).waitFor();
    await field(lan, "close-day").fill(shownDay(due));
    await close(lan);
    await closed(lan, next.n).getByTestId("send-period").click();
    await closed(lan, next.n).getByTestId("period-sent").waitFor();
    const row = unitRow(city, due);
    await row.getByTestId("punctuality").filter({ hasText: "Đã gửi" }).waitFor();
    await row.getByTestId("open-report").first().click();
    await dueCard(city, due).getByTestId("period-hash").waitFor();
    await dueCard(city, due).scrollIntoViewIfNeeded();
    await inspect(city.page, "office-periods-city-report");
  });

  await step("both pages can be read on a narrow screen", async () => {
    for (const [office, name] of [[lan, "commune"], [city, "city"]]) {
      await office.page.setViewportSize({ width: 360, height: 640 });
      await inspect(office.page, `office-periods-narrow-${name}`);
    }
  });

  for (const office of [lan, city]) assert.deepEqual(office.browser.takeTroubles(), []);
});

function field(office, name) {
  return office.page.locator(`[id="${name}"]`);
}

/** What is due at the end of that day, some days from today. */
function dueCard(office, days) {
  return office.see("due").filter({ hasText: `đến hết ${shownDay(days)}` });
}

function unitRow(office, days) {
  return dueCard(office, days).getByTestId("due-unit").filter({ hasText: COMMUNE });
}

function closed(office, n) {
  return office.see("closed-period").filter({ hasText: `Kỳ ${n}:` });
}

async function choose(office, name, id) {
  await office.page.locator("#periods-campaign").waitFor();
  const chips = office.page.locator("#periods-campaign label.chip");
  if ((await chips.count()) === 0) return office.page.locator("#periods-campaign").selectOption(id ?? { label: name });
  const chip = chips.filter(id ? { has: office.page.locator(`input[value="${id}"]`) } : { hasText: name });
  await chip.click();
  await chip.locator("input:checked").waitFor({ state: "attached" });
}

/** Asks for the close, and confirms it. */
async function close(office) {
  await office.see("close-period").click();
  await office.page.getByRole("dialog").waitFor();
  await office.see("confirm").click();
  await office.page.getByRole("dialog").waitFor({ state: "hidden" });
}

/** The page's data of the campaign of this story. */
async function page(office) {
  const { campaigns } = await office.ask("/api/office/periods");
  const { id } = campaigns.find(({ name }) => name === CAMPAIGN);
  return office.ask(`/api/office/periods?campaign=${id}`);
}

/** The closed figures as the two files hold them. */
async function figures(office, card) {
  const files = ["period-json", "period-docx"].map(async (testid) => {
    const address = await card.getByTestId(testid).getAttribute("href");
    const answer = await office.page.request.get(office.url + address);
    assert.equal(answer.status(), 200);
    return (await answer.body()).toString("base64");
  });
  return Promise.all(files);
}

function at(days) {
  return new Date(Date.now() + days * 86_400_000);
}

/** `17/10/2026`, some days from today. */
function shownDay(days) {
  return new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh" }).format(at(days));
}

/** `2026-10-17`, some days from today. */
function isoDay(days) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" }).format(at(days));
}
