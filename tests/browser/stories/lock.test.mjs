// A phone that is lost, lent or left on a table.

import assert from "node:assert/strict";
import { Office } from "../ward/office.mjs";
import { PIN, Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { until } from "../ward/until.mjs";
import { Ward } from "../ward/ward.mjs";
import { everythingRaw, keptInVault, openedAsBefore, utf8, wasUsedLongAgo } from "../ward/vault.mjs";

story("whoever finds the phone after a day's work reads nothing of anybody on it", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const [link] = ward.links.volunteers;
  const phone = await Phone.enrolled(t, ward, link);
  const [household] = await office.householdsOfOneName();
  await phone.leaveNetwork();
  await phone.openHousehold(household.head_name);
  await phone.visit({ met: "head", note: "Bà bị bệnh phổi nặng" });
  await phone.fillVisit({ met: "head", note: "Con trai đi làm xa" });
  await phone.keepsDraft("đi làm xa");
  await phone.type("note", "Con trai đi làm xa lâu rồi");
  await phone.isBusyStoring();
  await phone.startCold();
  await phone.seesList(500);
  await until("the outbox is prepared", () => phone.bytesKept("outbox"));

  const secrets = [household.head_name, household.hamlet, link.person, "bệnh phổi", "đi làm xa"];
  const raw = await everythingRaw(phone.page);
  assert.ok(raw.indexedDB.length > 100_000, "something is there to be read");
  assert.ok(raw.localStorage.includes("unkept:"), "the last words are kept");
  for (const [where, text] of Object.entries(raw)) {
    for (const secret of secrets) {
      const found = text.includes(secret) || text.includes(utf8(secret));
      assert.ok(!found, `${where} gives away what it should not`);
    }
  }
});

story("Mai locks her phone; a wrong PIN opens nothing, hers opens it without network", async (t) => {
  const ward = await Ward.open(t);
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  await phone.leaveNetwork();
  await phone.page.reload();
  await phone.seesList(500);

  await phone.turnTo("settings");
  await phone.see("lock-now").tap();
  await phone.see("page-unlock").waitFor();
  assert.equal(await phone.see("household-row").count(), 0);
  await phone.page.reload();
  await phone.unlocks("271949");
  await phone.page.getByText("Còn thử được 9 lần").waitFor();
  for (const left of ["8", "7"]) {
    await phone.unlocks("999990");
    if (left === "8") await phone.page.getByText(`Còn thử được ${left} lần`).waitFor();
  }
  await phone.page.getByText("Xin chờ").waitFor();
  await phone.unlocks();
  await phone.page.getByText("Xin chờ").waitFor();
  assert.equal(await phone.see("page-settings").count(), 0, "not even hers, before the time");
  await phone.unlocksWhenItMay("page-settings");
  await phone.turnTo("households");
  await phone.seesList(500);
});

story("Mai changes her PIN: only who knows the one of before can", async (t) => {
  const ward = await Ward.open(t);
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  await phone.leaveNetwork();
  await phone.turnTo("settings");
  await phone.see("pin-change").tap();
  await phone.type("pin_old", "804613");
  await phone.choosesPin("503871", "503872");
  await phone.page.getByText("Hai lần nhập không giống nhau").waitFor();
  await phone.choosesPin("503871");
  await phone.page.locator("#pin_old[aria-invalid=true]").waitFor();
  await phone.type("pin_old", PIN);
  await phone.choosesPin("503871");
  await phone.see("pin-changed").waitFor();
  await phone.see("lock-now").tap();
  await phone.unlocks(PIN);
  await phone.page.getByText("Còn thử được 9 lần").waitFor();
  await phone.unlocks("503871");
  await phone.see("page-settings").waitFor();
});

story("a phone that nobody touches locks itself, and keeps what was being typed", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const [household] = await office.householdsOfOneName();
  await phone.openHousehold(household.head_name);
  await phone.fillVisit({ met: "head", note: "Đang ghi thì có điện thoại" });
  await phone.keepsDraft("có điện thoại");
  await phone.page.clock.install();
  await phone.page.clock.fastForward("05:10");
  await phone.unlocks();
  await phone.see("page-record-visit").waitFor();
  await phone.see("draft-restored").waitFor();
  assert.equal(await phone.valueOf("note"), "Đang ghi thì có điện thoại");
  await phone.save();
});

story("an app that was closed and not locked asks for the PIN later, and keeps nothing that opens without", async (t) => {
  const ward = await Ward.open(t);
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  await phone.leaveNetwork();
  assert.ok((await keptInVault(phone.page)).includes("session"));
  await phone.startCold();
  await phone.seesList(500);

  await wasUsedLongAgo(phone.page);
  await phone.startCold();
  await phone.see("page-unlock").waitFor();
  const kept = await keptInVault(phone.page);
  assert.deepEqual(kept, ["device", "expires", "lock", "proofs", "recovery", "signer"]);
  await phone.unlocks();
  await phone.seesList(500);
});

story("what is sent while the phone is locked says nothing, and is receipted when it is opened", async (t) => {
  const ward = await Ward.open(t, { network: true });
  const office = await Office.open(t, ward);
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const [household] = await office.householdsOfOneName();
  await phone.leaveNetwork();
  await phone.openHousehold(household.head_name);
  await phone.visit({ met: "head", note: "Ghi rồi khóa máy" });
  await until("the outbox is prepared", () => phone.bytesKept("outbox"));
  await phone.turnTo("settings");
  await phone.see("lock-now").tap();
  await phone.see("page-unlock").waitFor();
  await phone.closeApp();
  await phone.findNetwork();
  await phone.page.goto(`${ward.url}/healthz`);
  await phone.wakesServiceWorker();
  await office.hasReceived("Ghi rồi khóa máy", 1);
  await until("the reply is left", () => phone.bytesKept("reply"));
  await phone.startCold();
  await phone.unlocks();
  await phone.hasAllReceipted(1);
});

story("who has forgotten the PIN gets a link at the office, and every record is still there", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const [link, other] = ward.links.volunteers;
  const phone = await Phone.enrolled(t, ward, link);
  const [household] = await office.householdsOfOneName();
  await phone.leaveNetwork();
  await phone.openHousehold(household.head_name);
  await phone.visit({ met: "head", note: "Ghi trước khi quên mã" });
  await phone.turnTo("settings");
  await phone.see("lock-now").tap();
  await phone.see("page-unlock").waitFor();

  await phone.findNetwork();
  await phone.page.goto((await office.makeLink(other.person)).address);
  await phone.see("failure").filter({ hasText: "người khác" }).waitFor();
  await phone.page.goto("about:blank");
  await phone.page.goto(ward.url);
  await phone.see("page-unlock").waitFor();

  await phone.page.goto("about:blank");
  await phone.page.goto((await office.makeLink(link.person)).address);
  await phone.see("enrolled").waitFor();
  await phone.see("to-households").tap();
  await phone.see("page-choose-pin").waitFor();
  await phone.choosesPin("804613");
  await phone.seesList(500);
  await phone.hasAllReceipted(1);
  await phone.turnTo("settings");
  await phone.see("lock-now").tap();
  await phone.unlocks("804613");
  await phone.see("page-settings").waitFor();
});

story("a phone with an app from before there was a lock is sealed, and loses nothing", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const phone = await Phone.make(t, ward.url);
  // Such an app made no key either, and the server knows none of it.
  await phone.context.route("**/api/enrol", (route) => {
    const { key, ...asked } = route.request().postDataJSON();
    assert.ok(key);
    return route.continue({ postData: JSON.stringify(asked) });
  });
  await phone.context.route("**/api/sync", (route) => {
    const { "chungtay-proof": proof, ...headers } = route.request().headers();
    assert.ok(proof);
    return route.continue({ headers });
  });
  await phone.enrol(ward.links.volunteers[0]);
  await phone.seesList(500);
  await phone.isReadyForOffline();
  const [household] = await office.householdsOfOneName();
  await phone.leaveNetwork();
  await phone.openHousehold(household.head_name);
  await phone.visit({ met: "head", note: "Ghi bằng bản cũ" });
  await phone.closeApp();
  await phone.findNetwork();
  await phone.page.goto(`${ward.url}/healthz`);
  await openedAsBefore(phone.page);
  await phone.leaveNetwork();
  await phone.context.unrouteAll();
  const before = await everythingRaw(phone.page);
  assert.ok(before.indexedDB.includes(utf8(household.head_name)), "it lies in the clear");

  await phone.startCold();
  await phone.see("page-choose-pin").waitFor();
  await phone.choosesPin(PIN);
  await phone.seesList(500);
  const after = await everythingRaw(phone.page);
  assert.ok(!after.indexedDB.includes(utf8(household.head_name)));
  await phone.findNetwork();
  await phone.hasAllReceipted(1);
});
