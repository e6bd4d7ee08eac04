// A phone that knows its owner by a finger or a face: a second way in, beside the PIN.

import assert from "node:assert/strict";
import { Finger } from "../ward/finger.mjs";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { PIN, Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { expiredYesterday } from "../ward/vault.mjs";
import { Ward } from "../ward/ward.mjs";

/** Passkeys belong to a name, never to the number of a machine. */
const HOST = "localhost";
const OTHER_PIN = "503871";

async function locks(phone) {
  await phone.turnTo("settings");
  await phone.see("lock-now").tap();
  await phone.see("page-unlock").waitFor();
}

async function opensByFinger(phone, page = "page-settings") {
  await phone.see("unlock-finger").tap();
  await phone.see(page).waitFor();
}

/** Turns to this person, whose finger opens what is theirs. */
async function turnsToAndOpens(phone, person) {
  await phone.turnsTo(person);
  await opensByFinger(phone, "page-households");
  await phone.turnTo("settings");
  await phone.see("whose").filter({ hasText: person }).waitFor();
}

async function isAskedForThePinAlone(phone) {
  await phone.see("unlock").waitFor();
  assert.equal(await phone.see("unlock-finger").count(), 0);
}

story("Mai opens her phone by her finger without network, and whoever's it is not leaves her the PIN", async (t, step) => {
  const ward = await Ward.open(t, { host: HOST });
  const office = await Office.open(t, ward);
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  let finger = await Finger.on(phone);
  const [household] = await office.householdsOfOneName();
  await phone.leaveNetwork();
  await phone.openHousehold(household.head_name);
  await phone.visit({ met: "head", note: "Ghi trước khi khóa máy" });

  await step("who does not know her PIN does not turn it on; she does", async () => {
    await phone.turnTo("settings");
    await phone.see("finger-begin").tap();
    await phone.type("pin_finger", "999990");
    await phone.see("finger-prove").tap();
    await phone.page.getByText("Còn thử được 9 lần").waitFor();
    assert.equal(await phone.see("finger-make").count(), 0);
    await phone.type("pin_finger", PIN);
    await phone.see("finger-prove").tap();
    await phone.see("finger-make").waitFor();
    await inspect(phone.page, "finger-settings", { fingers: true });
    await finger.isAnothers();
    await phone.see("finger-make").tap();
    await phone.see("finger-not-made").filter({ hasText: "chưa nhận ra" }).waitFor();
    assert.deepEqual(await finger.passkeys(), []);
    await finger.isGone();
    finger = await Finger.on(phone);
    await finger.turnOn(PIN);
    await finger.hasInUse(1);
  });

  await step("it opens, and what she wrote before is there", async () => {
    await locks(phone);
    await phone.see("unlock-finger").waitFor();
    await inspect(phone.page, "finger-door", { fingers: true });
    await opensByFinger(phone);
    const [record, ...others] = await phone.records();
    assert.deepEqual([record.whom, others], [household.head_name, []]);
    await phone.turnTo("households");
    await phone.seesList(500);
  });

  await step("after wrong PINs her finger waits as long as her PIN would", async () => {
    await locks(phone);
    for (const said of ["Còn thử được 9 lần", "Còn thử được 8 lần", "Xin chờ"]) {
      await phone.unlocks("999990");
      await phone.page.getByText(said).waitFor();
    }
    await phone.see("unlock-finger").tap();
    await phone.see("finger-said").filter({ hasText: "Xin chờ" }).waitFor();
    assert.equal(await phone.see("page-settings").count(), 0);
    await phone.unlocksWhenItMay("page-settings");
  });

  await step("another's finger opens nothing, and what was typed of the PIN stays", async () => {
    await locks(phone);
    await phone.page.reload();
    await finger.isAnothers();
    await phone.see("unlock-finger").waitFor();
    await phone.type("pin", PIN.slice(0, 4));
    await phone.see("unlock-finger").tap();
    await phone.see("finger-said").filter({ hasText: "chưa nhận ra" }).waitFor();
    assert.equal(await phone.valueOf("pin"), PIN.slice(0, 4));
    assert.equal(await phone.see("page-settings").count(), 0);
    await phone.unlocks();
    await phone.see("page-settings").waitFor();
  });

  await step("a phone that nobody has heard of for long opens by neither", async () => {
    await locks(phone);
    await finger.hasInUse(1);
    await expiredYesterday(phone.page);
    await phone.page.reload();
    await phone.page.getByText("Đã lâu máy này không liên lạc").waitFor();
    await isAskedForThePinAlone(phone);
    assert.equal(await finger.passkeysInUse(), 0, "nothing lies under it");
  });
});

story("turned off, with another PIN or given back by the office, the phone opens by no finger", async (t, step) => {
  const ward = await Ward.open(t, { host: HOST });
  const office = await Office.open(t, ward);
  const [link] = ward.links.volunteers;
  const phone = await Phone.enrolled(t, ward, link);
  const finger = await Finger.on(phone);

  await step("turned off", async () => {
    await phone.turnTo("settings");
    await finger.turnOn(PIN);
    await finger.hasInUse(1);
    await phone.see("finger-end").tap();
    await phone.see("finger-begin").waitFor();
    assert.equal(await finger.passkeysInUse(), 0);
    await locks(phone);
    await isAskedForThePinAlone(phone);
    await phone.unlocks();
  });

  await step("with another PIN", async () => {
    await phone.see("page-settings").waitFor();
    await finger.turnOn(PIN);
    await finger.hasInUse(1);
    await phone.see("pin-change").tap();
    await phone.type("pin_old", PIN);
    await phone.choosesPin(OTHER_PIN);
    await phone.see("finger-begin").waitFor();
    assert.equal(await finger.passkeysInUse(), 0);
    await locks(phone);
    await isAskedForThePinAlone(phone);
    await phone.unlocks(OTHER_PIN);
  });

  await step("given back by the office", async () => {
    await phone.see("page-settings").waitFor();
    await finger.turnOn(OTHER_PIN);
    await locks(phone);
    await phone.see("unlock-finger").waitFor();
    await finger.hasInUse(1);
    await phone.page.goto("about:blank");
    await phone.page.goto((await office.makeLink(link.person)).address);
    await phone.see("enrolled").waitFor();
    assert.equal(await finger.passkeysInUse(), 0);
    await phone.see("to-households").tap();
    await phone.choosesPin(PIN);
    await phone.seesList(500);
    await locks(phone);
    await isAskedForThePinAlone(phone);
  });
});

story("of two who share a phone neither opens by a finger what is the other's", async (t, step) => {
  const ward = await Ward.open(t, { host: HOST });
  const [{ person: mai }, { person: hung, address }] = ward.links.volunteers;
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const finger = await Finger.on(phone);
  await phone.turnTo("settings");
  await finger.turnOn(PIN);

  await step("Hùng joins: hers is not his", async () => {
    await phone.page.goto("about:blank");
    await phone.page.goto(address);
    await phone.see("enrol-another").tap();
    await phone.see("enrolled").waitFor();
    await phone.see("to-households").tap();
    await phone.choosesPin(OTHER_PIN);
    await phone.seesList(500);
    await phone.turnTo("settings");
    await phone.see("finger-begin").waitFor();
    await locks(phone);
    await isAskedForThePinAlone(phone);
    await phone.unlocks(OTHER_PIN);
    await phone.see("page-settings").waitFor();
    await finger.turnOn(OTHER_PIN);
    await finger.hasInUse(2);
  });

  await step("each opens their own", async () => {
    await phone.page.evaluate(keepsWhatIsAsked);
    await turnsToAndOpens(phone, mai);
    await turnsToAndOpens(phone, hung);
  });

  await step("what the phone says for Mai's opens nothing of Hùng's", async () => {
    await phone.turnsTo(hung);
    await phone.page.evaluate(() => (window.asksInstead = window.asked[0]));
    await phone.see("unlock-finger").tap();
    await phone.see("finger-said").filter({ hasText: "chưa nhận ra" }).waitFor();
    assert.equal(await phone.page.evaluate(() => window.said.at(-1)), 32, "the phone has said something");
    assert.equal(await phone.see("page-settings").count(), 0);
    await phone.page.evaluate(() => delete window.asksInstead);
    await opensByFinger(phone);
  });
});

/** Whoever has the page in hand asks the phone for another's passkey. */
function keepsWhatIsAsked() {
  const get = navigator.credentials.get.bind(navigator.credentials);
  window.asked = [];
  window.said = [];
  navigator.credentials.get = async (options) => {
    window.asked.push(options);
    const credential = await get(window.asksInstead ?? options);
    const { prf } = credential.getClientExtensionResults();
    window.said.push(prf.results.first.byteLength);
    return credential;
  };
}

story("a phone that cannot is not asked, or says so and keeps nothing", async (t, step) => {
  const ward = await Ward.open(t, { host: HOST });
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);

  await step("one that knows nobody shows no such setting", async () => {
    await phone.turnTo("settings");
    await phone.see("pin-change").waitFor();
    await phone.waitInPage(
      async () => !(await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()),
    );
    assert.equal(await phone.see("finger-card").count(), 0);
  });

  await step("one that knows its owner and makes no secret is found out when it is tried", async () => {
    const finger = await Finger.on(phone, { secrets: false });
    await phone.turnTo("households");
    await phone.turnTo("settings");
    await finger.begin(PIN);
    await phone.see("finger-make").tap();
    await phone.see("finger-not-made").filter({ hasText: "không mở được bằng cách đó" }).waitFor();
    assert.equal((await finger.passkeys()).length, 1);
    assert.equal(await finger.passkeysInUse(), 0);
    await locks(phone);
    await isAskedForThePinAlone(phone);
  });
});
