// Several people on one phone: each behind a PIN of their own, none in the way of another.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { faults } from "../ward/network.mjs";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { until } from "../ward/until.mjs";
import { everythingRaw, keptInVault, utf8 } from "../ward/vault.mjs";
import { Ward } from "../ward/ward.mjs";

const SEALED = "/api/sync/sealed";
const PIN_OF_HUNG = "503871";
const SEAT_OF_HUNG = "chungtay-2";

story("two volunteers share one phone, and neither sees, loses or holds up what is the other's", async (t, step) => {
  const ward = await Ward.open(t, { network: true });
  const office = await Office.open(t, ward);
  const [{ person: mai }, { person: hung }] = ward.links.volunteers;
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const [first, second] = await office.householdsOfOneName();

  await step("Mai records out of reach, leaves a form half filled and locks", async () => {
    await leave(ward, phone);
    await phone.openHousehold(first.head_name);
    await phone.visit({ met: "head", note: "Mai ghi bà ho nhiều" });
    await until("the outbox is prepared", () => phone.bytesKept("outbox"));
    await phone.openHousehold(second.head_name);
    await phone.fillVisit({ met: "head", note: "Mai gõ dở dang" });
    await phone.keepsDraft("gõ dở dang");
    await phone.turnTo("settings");
    await inspect(phone.page, "people-settings", { fingers: true });
    await phone.see("lock-now").tap();
    await phone.see("page-unlock").waitFor();
    assert.equal(await phone.see("seat").count(), 0, "nobody shares it yet");
  });

  await step("Hùng's link is opened on it: he joins, though nothing of Mai's is sent", async () => {
    ward.network.befallEvery(SEALED, faults.answered(503, { code: "unavailable" }));
    await come(ward, phone);
    await phone.page.goto("about:blank");
    await phone.page.goto(ward.links.volunteers[1].address);
    await phone.see("failure").filter({ hasText: "người khác" }).waitFor();
    assert.equal(await phone.see("enrol-instead").count(), 0, "who has no PIN gives no phone away");
    await inspect(phone.page, "people-joining", { fingers: true });
    await phone.see("enrol-another").tap();
    await phone.see("enrolled").waitFor();
    await phone.see("to-households").tap();
    await phone.see("page-choose-pin").filter({ hasText: hung }).waitFor();
    await inspect(phone.page, "people-choosing", { fingers: true });
    await phone.choosesPin(PIN_OF_HUNG);
    await phone.seesList(500);
    await phone.isInStep();
  });

  await step("Hùng records out of reach, and meets nothing of Mai's", async () => {
    await leave(ward, phone);
    assert.deepEqual(await phone.records(), []);
    await phone.openHousehold(first.head_name);
    assert.equal(await phone.page.getByText("Mai ghi bà ho nhiều").count(), 0);
    await phone.openHousehold(second.head_name);
    await phone.fillVisit({ met: "head" });
    assert.equal(await phone.see("draft-restored").count(), 0);
    await phone.type("note", "Hùng ghi mái tôn dột");
    await phone.save();
    await until("his outbox is prepared", () => phone.bytesKept("outbox", SEAT_OF_HUNG));
  });

  await step("Mai's PIN opens what is hers and no more; wrong ones of hers are not Hùng's", async () => {
    await phone.turnTo("settings");
    await phone.see("whose").filter({ hasText: hung }).waitFor();
    await phone.see("seats-turn").tap();
    await phone.see("page-unlock").waitFor();
    assert.deepEqual(await phone.see("seat").allInnerTexts(), [hung, mai], "who was in last comes first");
    await phone.turnsTo(mai);
    await inspect(phone.page, "people-door", { fingers: true });
    await phone.unlocks(PIN_OF_HUNG);
    await phone.page.getByText("Còn thử được 9 lần").waitFor();
    for (const left of ["8", ""]) {
      await phone.unlocks("999990");
      await phone.page.getByText(left ? `Còn thử được ${left} lần` : "Xin chờ").waitFor();
    }
    await phone.turnsTo(hung);
    await phone.unlocks(PIN_OF_HUNG);
    await phone.seesList(500);
    assert.equal((await phone.records()).length, 1);

    await phone.turnsTo(mai);
    await phone.unlocksWhenItMay("page-households");
    const [record, ...others] = await phone.records();
    assert.deepEqual(others, []);
    assert.equal(record.whom, first.head_name);
    assert.notEqual(record.state, "Xã đã nhận");
    await phone.openHousehold(second.head_name);
    assert.equal(await phone.page.getByText("Hùng ghi mái tôn dột").count(), 0);
    await phone.see("record-visit").tap();
    await phone.see("draft-restored").waitFor();
    assert.equal(await phone.valueOf("note"), "Mai gõ dở dang");
    await phone.page.goBack();
  });

  await step("whoever reads the browser's files finds nobody", async () => {
    await phone.turnsTo(hung);
    const raw = await everythingRaw(phone.page);
    assert.ok(raw.indexedDB.length > 200_000, "two lists are there to be read");
    const secrets = [mai, hung, first.head_name, second.head_name, "bà ho nhiều", "tôn dột", "dở dang"];
    for (const [where, text] of Object.entries(raw)) {
      for (const secret of secrets) {
        assert.ok(!text.includes(secret) && !text.includes(utf8(secret)), `${where} gives something away`);
      }
    }
    assert.ok(!(await keptInVault(phone.page)).includes("session"), "who is away is locked");
  });

  await step("while Hùng has the phone, the network takes Mai's too, and her PIN shows it", async () => {
    await phone.unlocks(PIN_OF_HUNG);
    await phone.seesList(500);
    ward.network.befallEvery(SEALED, null);
    await come(ward, phone);
    await phone.sendNow();
    await phone.hasAllReceipted(1);
    await office.hasReceived("Hùng ghi mái tôn dột", 1);
    await office.hasReceived("Mai ghi bà ho nhiều", 1);
    await until("her reply is left", () => phone.bytesKept("reply"));
    await leave(ward, phone);
    await phone.turnsTo(mai);
    await phone.unlocks();
    await phone.hasAllReceipted(1);
  });

  await step("Hùng's phone is said to be lost: his is removed, and Mai works on", async () => {
    await phone.turnTo("settings");
    await phone.see("lock-now").tap();
    // The office has its network; the phone has none yet.
    await ward.network.up();
    await office.reportLost(hung);
    await phone.unlocks();
    await phone.findNetwork();
    await phone.sendNow();
    await office.phoneOf(hung).getByTestId("wiped").waitFor();
    assert.ok(!(await keptInVault(phone.page, SEAT_OF_HUNG)).includes("recovery"));
    assert.ok((await keptInVault(phone.page)).includes("recovery"));
    await phone.hasAllReceipted(1);
    await phone.turnTo("settings");
    await phone.see("lock-now").tap();
    await phone.see("page-unlock").waitFor();
    assert.equal(await phone.see("seat").count(), 0);
    await phone.unlocks();
    await phone.see("page-households").or(phone.see("page-settings")).waitFor();
    assert.deepEqual(phone.browser.takeTroubles(), []);
  });
});

story("somebody who joins loses nothing when the reply is lost and the app is closed", async (t) => {
  const ward = await Ward.open(t, { network: true });
  const [{ person: mai }, link] = ward.links.volunteers;
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  await phone.page.goto("about:blank");
  await phone.page.goto(link.address);
  await phone.see("enrol-instead").waitFor();
  ward.network.befall("/api/enrol", faults.repliedThen(() => ward.network.down()));
  await phone.see("enrol-another").tap();
  await phone.see("failure").filter({ hasText: "Chưa liên lạc được" }).waitFor();
  await phone.startCold();
  await phone.seesList(500);
  await phone.turnTo("settings");
  await phone.see("whose").filter({ hasText: mai }).waitFor();
  assert.equal(await phone.see("seats-turn").count(), 0, "nobody has joined");

  await ward.network.up();
  await phone.page.goto("about:blank");
  await phone.page.goto(link.address);
  await phone.see("enrolled").waitFor();
  await phone.see("to-households").tap();
  await phone.see("page-choose-pin").filter({ hasText: link.person }).waitFor();
  await phone.choosesPin(PIN_OF_HUNG);
  await phone.seesList(500);
  await phone.turnsTo(mai);
  await phone.unlocks();
  await phone.seesList(500);
});

story("who has forgotten the PIN opens a link wherever the phone stands, and who leaves takes nothing of others", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const [{ person: mai }, link] = ward.links.volunteers;
  const phone = await shared(t, ward);
  await phone.page.goto("about:blank");
  await phone.page.goto((await office.makeLink(mai)).address);
  await phone.see("enrolled").waitFor();
  await phone.see("to-households").tap();
  await phone.see("page-choose-pin").filter({ hasText: mai }).waitFor();
  await phone.choosesPin("804613");
  await phone.seesList(500);

  await phone.turnsTo(link.person);
  await phone.unlocks(PIN_OF_HUNG);
  await phone.turnTo("settings");
  await phone.see("sign-out").tap();
  await phone.see("sign-out-sure").tap();
  await phone.see("page-unlock").waitFor();
  assert.equal(await phone.see("seat").count(), 0);
  await phone.unlocks("804613");
  await phone.seesList(500);
});

story("two tabs follow each other: locked, opened and handed over in one is so in the other", async (t) => {
  const ward = await Ward.open(t);
  const [{ person: mai }, { person: hung }] = ward.links.volunteers;
  const phone = await shared(t, ward);
  const [one, other] = [phone.page, await phone.context.newPage()];
  await other.goto(ward.url);
  await other.getByTestId("page-households").waitFor();

  // The one that follows opens for the one that writes.
  await phone.turnTo("settings");
  await phone.see("lock-now").tap();
  await other.getByTestId("page-unlock").waitFor();
  phone.page = other;
  await phone.unlocks(PIN_OF_HUNG);
  await phone.seesList(500);
  await one.getByTestId("page-settings").waitFor();
  phone.page = one;
  await phone.turnsTo(mai);
  await other.getByLabel(`Mã PIN của ${mai}`).waitFor();
  await phone.unlocks();
  await phone.seesList(500);
  await other.getByTestId("page-households").waitFor();
  phone.page = other;
  await phone.turnTo("settings");
  await phone.see("whose").filter({ hasText: mai }).waitFor();
  assert.equal(await phone.page.getByText(`Đang dùng máy: ${hung}`).count(), 0);

  // Who uses one keeps the other open; whoever uses neither finds both locked.
  for (const page of [one, other]) await page.clock.install();
  await one.clock.fastForward("00:30");
  await other.clock.fastForward("04:00");
  const heard = other.evaluate(() => {
    const channel = new BroadcastChannel("chungtay-store");
    return new Promise((resolve) => (channel.onmessage = () => resolve()));
  });
  await one.getByTestId("list-count").tap();
  await heard;
  await other.clock.fastForward("04:00");
  await other.getByTestId("page-settings").waitFor();
  await other.clock.fastForward("01:10");
  await other.getByTestId("page-unlock").waitFor();
  await one.getByTestId("page-unlock").waitFor();
});

/** Mai's phone, which Hùng has joined and has. */
async function shared(t, ward) {
  const [, link] = ward.links.volunteers;
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  await phone.page.goto("about:blank");
  await phone.page.goto(link.address);
  await phone.see("enrol-another").tap();
  await phone.see("enrolled").waitFor();
  await phone.see("to-households").tap();
  await phone.choosesPin(PIN_OF_HUNG);
  await phone.seesList(500);
  return phone;
}

async function leave(ward, phone) {
  await ward.network.down();
  await phone.leaveNetwork();
}

async function come(ward, phone) {
  await ward.network.up();
  await phone.findNetwork();
}
