// One link for many phones: whoever scans it writes their name and records at once, without network too; the
// office compares four digits and admits the phone, and everything arrives.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { until } from "../ward/until.mjs";
import { expiredYesterday, keptInVault } from "../ward/vault.mjs";
import { Ward } from "../ward/ward.mjs";

const NAME = "Đặng Thị Thử Thảo";
const NEWCOMER = "Lý Văn Thử Nghĩa";

story("Thảo records before anybody has admitted her phone, and the commune has it all once somebody has", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const thao = await Phone.make(t, ward.url);
  const waiting = office.see("waiting-phone").filter({ hasText: NAME });
  let address;
  let digits;

  await step("the office makes one link for all who come to the training", async () => {
    await office.turnTo("phones");
    await office.see("open-link").click();
    const card = office.see("joining").getByTestId("invite-card");
    address = await card.getByTestId("invite-link").inputValue();
    assert.match(address, /\/enrol#m[0-9a-f]{32}$/);
    await office.see("open-until").waitFor();
    await inspect(office.page, "office-joining-link");
  });

  await step("she is asked for her name, and may begin at once", async () => {
    await thao.page.goto(address);
    await thao.see("begin").tap();
    await thao.page.locator("#person_name-about .error").waitFor();
    await inspect(thao.page, "phone-joining-name", { fingers: true });
    await thao.type("person_name", NAME);
    await thao.see("begin").tap();
    await thao.see("awaiting").waitFor();
    digits = /\d{4}/.exec(await thao.see("awaiting").innerText())[0];
    await inspect(thao.page, "phone-joining-begun", { fingers: true });
    await thao.goesOn();
    await thao.see("awaiting").waitFor();
    await thao.isReadyForOffline();
    await inspect(thao.page, "phone-joining-list", { fingers: true });
  });

  await step("without network she registers a household and records a visit there", async () => {
    await thao.leaveNetwork();
    await thao.turnTo("register");
    await thao.fillRegistration({ head_name: NEWCOMER, hamlet: "Ấp Thử" });
    await thao.save();
    await thao.visit({ met: "head", note: "Ghi lúc máy chưa được duyệt" });
    await thao.page.reload();
    await thao.see("sync-strip").filter({ hasText: "2" }).waitFor();
  });

  await step("back in the network nothing of it is received yet, and she reads so", async () => {
    await thao.findNetwork();
    await asksAndWaits(thao);
    await thao.see("awaiting").filter({ hasText: digits }).waitFor();
    await inspect(thao.page, "phone-joining-records", { fingers: true });
  });

  await step("the office is reminded, and refuses another that nobody knows", async () => {
    const stranger = await Phone.make(t, ward.url);
    await stranger.page.goto(address);
    await stranger.type("person_name", "Ai đó");
    await stranger.see("begin").tap();
    await stranger.see("awaiting").waitFor();
    await office.turnTo("overview");
    await office.see("attention-joining").filter({ hasText: "2" }).click();
    const unknown = office.see("waiting-phone").filter({ hasText: "Ai đó" });
    await waiting.filter({ hasText: digits }).waitFor();
    await inspect(office.page, "office-joining-waiting");
    await unknown.getByTestId("refuse").click();
    await office.see("confirm").click();
    await unknown.waitFor({ state: "detached" });
    await stranger.goesOn();
    await stranger.sendNow();
    await stranger.see("sync-strip").filter({ hasText: "Xã đã ngưng điện thoại này" }).waitFor();
  });

  await step("it admits hers by the name it knows; her records arrive and the list comes", async () => {
    await waiting.getByRole("textbox").fill(`${NAME} (Tổ 2)`);
    await waiting.getByTestId("admit").click();
    await waiting.waitFor({ state: "detached" });
    await office.phoneOf(`${NAME} (Tổ 2)`).waitFor();
    await thao.sendNow();
    await thao.hasAllReceipted(2);
    await thao.turnTo("households");
    await thao.seesList(501);
    const facts = await office.factsNoted("Ghi lúc máy chưa được duyệt");
    assert.deepEqual(facts.map((fact) => fact.kind), ["visit"]);
  });

  await step("the link is closed: whoever comes later is told what to do", async () => {
    await office.see("close-link").click();
    await office.see("close-link").waitFor({ state: "detached" });
    const late = await Phone.make(t, ward.url);
    await late.page.goto(address);
    await late.type("person_name", "Người đến sau");
    await late.see("begin").tap();
    await late.page.getByText("Liên kết này đã hết hạn").waitFor();
    await inspect(late.page, "phone-joining-late", { fingers: true });
  });
});

story("a phone that nobody admitted for a month gives its key up; a link for the name typed there brings all back", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  await office.turnTo("phones");
  await office.see("open-link").click();
  const card = office.see("joining").getByTestId("invite-card");
  const thao = await Phone.make(t, ward.url);
  await thao.page.goto(await card.getByTestId("invite-link").inputValue());
  await thao.type("person_name", NAME);
  await thao.see("begin").tap();
  await thao.see("awaiting").waitFor();
  await thao.goesOn();
  await thao.isReadyForOffline();
  await thao.leaveNetwork();
  await thao.turnTo("register");
  await thao.fillRegistration({ head_name: NEWCOMER, hamlet: "Ấp Thử" });
  await thao.save();
  await thao.visit({ met: "head", note: "Ghi rồi bỏ máy trong tủ" });
  await thao.findNetwork();
  await asksAndWaits(thao);
  await thao.leaveNetwork();
  await thao.turnTo("settings");
  await thao.see("lock-now").tap();
  await thao.see("page-unlock").waitFor();

  await expiredYesterday(thao.page);
  await thao.startCold();
  await thao.page.getByText("Đã lâu máy này không liên lạc").waitFor();
  await thao.unlocks();
  await thao.page.getByText("Đã lâu máy này không liên lạc").waitFor();

  await thao.findNetwork();
  for (const [person, opens] of [["Người khác", false], [NAME, true]]) {
    const { address } = await office.makeLink(person);
    await thao.page.goto("about:blank");
    await thao.page.goto(address);
    await thao.see(opens ? "enrolled" : "failure").waitFor();
  }
  await thao.see("to-households").tap();
  await thao.choosesPin("804613");
  await thao.seesList(501);
  await thao.hasAllReceipted(2);
  assert.equal((await office.factsNoted("Ghi rồi bỏ máy trong tủ")).length, 1);
  await office.turnTo("overview");
  await office.turnTo("phones");
  await office.phoneOf(NAME).waitFor();
  await office.see("waiting-phone").waitFor({ state: "detached" });
});

/** Asks whether it is admitted, and is told that it waits; how long it keeps what it has is noted. */
async function asksAndWaits(phone) {
  await phone.sendNow();
  await phone.see("sync-strip").filter({ hasText: "Chờ xã duyệt máy này" }).waitFor();
  await phone.see("standing").getByText("0/2").waitFor();
  const isNoted = async () => (await keptInVault(phone.page)).includes("expires");
  await until("it is noted how long a phone that nobody admits keeps this", isNoted);
}
