// The network comes back when the app is closed. The office has the records before the volunteer
// opens it again, each once, and nobody says "received" before the phone has the receipt.

import assert from "node:assert/strict";
import { faults } from "../ward/network.mjs";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { until } from "../ward/until.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

const SYNC = "/api/sync";
/** Where the service worker posts. */
const SEALED = "/api/sync/sealed";

story("the network comes back when the app is closed", async (t, step) => {
  const { ward, office, phone, household } = await open(t);
  const note = "Ghi ở cuối ấp";

  await step("Mai records two things out of reach and closes the app", async () => {
    await leave(ward, phone);
    await phone.openHousehold(household.head_name);
    await phone.visit({ met: "head", note });
    const ofOne = await outbox(phone);
    await phone.handOver({ item: "Quà", form: "cash", money: "200.000", note });
    await until("both are to be posted", async () => (await outbox(phone)) > ofOne);
    await until("the browser is asked to wake the service worker", () => isAsked(phone));
    await phone.closeApp();
  });

  await step("the office has both while it is closed", async () => {
    await come(ward, phone);
    await phone.wakesServiceWorker();
    await office.hasReceived(note, 2);
    await phone.page.goto(`${ward.url}/healthz`);
    await until("the reply lies there", () => phone.bytesKept("reply"));
  });

  await step("opened with no network, the app shows both as received", async () => {
    await leave(ward, phone);
    await phone.page.goto(ward.url);
    await phone.hasAllReceipted(2);
    assert.equal(await phone.bytesKept("reply"), 0);
  });

  await step("with the network, each is there once", async () => {
    await come(ward, phone);
    await phone.sendNow();
    await phone.isInStep();
    assert.equal((await office.factsNoted(note)).length, 2);
    assert.deepEqual(phone.browser.takeTroubles(), []);
  });
});

story("the app and its service worker post the same at the same time", async (t) => {
  const { ward, office, phone, household } = await open(t);
  const note = "Cả hai cùng gửi";
  await leave(ward, phone);
  await phone.openHousehold(household.head_name);
  await phone.visit({ met: "head", note });
  await outbox(phone);
  await phone.closeApp();
  await come(ward, phone);

  let letGo;
  const appHasSent = new Promise((resolve) => (letGo = resolve));
  ward.network.befall(SYNC, faults.heldUntil(appHasSent));
  await phone.wakesServiceWorker();
  await office.hasReceived(note, 1);
  await phone.page.goto(ward.url);
  await phone.hasAllReceipted(1);
  letGo();

  await phone.openHousehold(household.head_name);
  await phone.visit({ met: "head", note });
  await phone.hasAllReceipted(2);
  await office.hasReceived(note, 2);
  assert.equal(await phone.bytesKept("reply"), 0, "the late reply belongs to nobody");
  assert.deepEqual(phone.browser.takeTroubles(), []);
});

story("the server is at fault when the service worker posts", async (t) => {
  const { ward, office, phone, household } = await open(t);
  const note = "Máy chủ đang hỏng";
  await leave(ward, phone);
  await phone.openHousehold(household.head_name);
  await phone.visit({ met: "head", note });
  await outbox(phone);
  await phone.closeApp();
  await come(ward, phone);

  // What waits stays, and the browser tries again, on its own account as well as on ours.
  for (const fault of [faults.answered(503, { code: "unavailable" }), faults.cutAfter(1)]) {
    const before = ward.network.count(SEALED);
    ward.network.befallEvery(SEALED, fault);
    await phone.wakesServiceWorker();
    await until("it has met the fault", () => ward.network.count(SEALED) > before);
  }
  ward.network.befallEvery(SEALED, null);
  await phone.page.goto(`${ward.url}/healthz`);
  await phone.wakesServiceWorker();
  await until("the reply lies there", () => phone.bytesKept("reply"));
  await phone.page.goto(ward.url);
  await phone.hasAllReceipted(1);
  assert.equal((await office.factsNoted(note)).length, 1);
});

story("a browser without background sync, or told not to, sends when the app is opened", async (t, step) => {
  const without = {
    "it has none": async (phone) => {
      await phone.context.addInitScript(() => delete globalThis.ServiceWorkerRegistration?.prototype.sync);
    },
    "it was told not to": async (phone) => {
      const session = await phone.context.newCDPSession(phone.page);
      const permission = { name: "background-sync" };
      await session.send("Browser.setPermission", { permission, setting: "denied" });
    },
  };
  for (const [what, prepare] of Object.entries(without)) {
    await step(what, async () => {
      const { ward, office, phone, household } = await open(t, prepare);
      await leave(ward, phone);
      await phone.openHousehold(household.head_name);
      await phone.visit({ met: "head", note: what });
      await outbox(phone);
      assert.ok(!(await isAsked(phone)));
      await phone.closeApp();
      await come(ward, phone);
      await phone.page.goto(ward.url);
      await phone.hasAllReceipted(1);
      assert.equal((await office.factsNoted(what)).length, 1);
      assert.deepEqual(phone.browser.takeTroubles(), []);
    });
  }
});

/** A phone in step with its ward, an office that watches, and a household both know. */
async function open(t, prepare = async () => {}) {
  const ward = await Ward.open(t, { network: true });
  const office = await Office.open(t, ward);
  const phone = await Phone.make(t, ward.url);
  // Of pages that are not the app's, where the stories look into its store.
  await phone.context.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await prepare(phone);
  await phone.enrol(ward.links.volunteers[0]);
  await phone.seesList(500);
  await phone.isReadyForOffline();
  await phone.isInStep();
  const [household] = await office.householdsOfOneName();
  return { ward, office, phone, household };
}

async function leave(ward, phone) {
  await ward.network.down();
  await phone.leaveNetwork();
}

async function come(ward, phone) {
  await ward.network.up();
  await phone.findNetwork();
}

/** The bytes of what the service worker would post, once that is prepared. */
function outbox(phone) {
  return until("the outbox is prepared", () => phone.bytesKept("outbox"));
}

/** Whether the browser was asked to wake the service worker once there is a network. */
function isAsked(phone) {
  return phone.page.evaluate(async () => {
    const { sync } = await navigator.serviceWorker.ready;
    return (await sync?.getTags())?.includes("outbox") ?? false;
  });
}
