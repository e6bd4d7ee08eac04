// A phone that is lost: in somebody's hand, locked on a table, or in a drawer with the app closed.

import assert from "node:assert/strict";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { until } from "../ward/until.mjs";
import { expiredYesterday, keptInVault } from "../ward/vault.mjs";
import { Ward } from "../ward/ward.mjs";

/** Mai has recorded a visit that nobody has, and the office hears that her phone is gone. */
async function maiLosesHerPhone(t, note, meanwhile = async () => {}) {
  const ward = await Ward.open(t, { network: true });
  const office = await Office.open(t, ward);
  const [link] = ward.links.volunteers;
  const phone = await Phone.enrolled(t, ward, link);
  const [household] = await office.householdsOfOneName();
  await phone.leaveNetwork();
  await phone.openHousehold(household.head_name);
  await phone.visit({ met: "head", note });
  await until("the outbox is prepared", () => phone.bytesKept("outbox"));
  await meanwhile(phone);
  await office.reportLost(link.person);
  return { ward, office, phone, person: link.person };
}

async function locks(phone) {
  await phone.turnTo("settings");
  await phone.see("lock-now").tap();
  await phone.see("page-unlock").waitFor();
}

/** The office has the record, to be looked at, and the phone's word that it is empty. */
async function isHandedOver(office, person) {
  await office.phoneOf(person).getByTestId("wiped").waitFor();
  const aside = await office.ask("/api/office/quarantine");
  const handedOver = aside.lines.filter((line) => line.reason === "unproven");
  assert.equal(handedOver.length, 1);
}

/** What is left on the phone: that it was wiped, and the keys of an app that nobody has enrolled. */
async function isEmpty(phone) {
  await phone.see("was-wiped").waitFor();
  const left = await phone.page.evaluate(async () => {
    const result = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await result(indexedDB.open("chungtay"));
    const left = {};
    for (const table of database.objectStoreNames) {
      left[table] = await result(database.transaction(table).objectStore(table).getAllKeys());
    }
    database.close();
    return left;
  });
  const { meta, vault, ...tables } = left;
  assert.deepEqual(meta.filter((key) => key !== "row_form"), ["wiped"]);
  assert.deepEqual(Object.values(tables).flat(), []);
  assert.ok(!vault.includes("recovery") && !vault.includes("session"), vault.join());
}

story("a phone that is in use hands over what it has, wipes itself and says so", async (t) => {
  const { office, phone, person } = await maiLosesHerPhone(t, "Ghi trên máy rồi mất");
  assert.ok((await keptInVault(phone.page)).includes("signer"));
  await phone.findNetwork();
  await isEmpty(phone);
  await isHandedOver(office, person);

  // It was found again: by a new link it begins anew.
  await phone.page.goto("about:blank");
  await phone.enrol(await office.makeLink(person));
  await phone.seesList(500);
});

story("a locked phone that somebody opens does the same, and shows them nothing", async (t) => {
  const { office, phone, person } = await maiLosesHerPhone(t, "Ghi rồi khóa rồi mất", locks);
  await phone.startCold();
  await phone.see("page-unlock").waitFor();
  await phone.findNetwork();
  await phone.page.reload();
  await isEmpty(phone);
  await isHandedOver(office, person);
});

story("a locked phone in a drawer does it by its service worker", async (t) => {
  const { ward, office, phone, person } = await maiLosesHerPhone(t, "Ghi rồi cất đi", locks);
  await phone.closeApp();
  await phone.findNetwork();
  await phone.page.goto(`${ward.url}/healthz`);
  await phone.wakesServiceWorker();
  await isHandedOver(office, person);
  await phone.page.goto(ward.url);
  await isEmpty(phone);
});

story("while the server cannot be told, nothing is said to be wiped", async (t) => {
  const { ward, office, phone, person } = await maiLosesHerPhone(t, "Ghi rồi mất, mạng yếu");
  ward.network.befallEvery("/api/enrol/wiped", async ({ response }) => response.socket.destroy());
  await phone.findNetwork();
  await isEmpty(phone);
  await until("it has tried", () => ward.network.count("/api/enrol/wiped") > 0);
  await office.phoneOf(person).getByTestId("wipe-asked").waitFor();

  ward.network.befallEvery("/api/enrol/wiped", null);
  await phone.page.reload();
  await isHandedOver(office, person);
});

story("a phone that nobody hears of gives its key up; the office brings it back, with every record", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const [link] = ward.links.volunteers;
  const phone = await Phone.enrolled(t, ward, link);
  const [household] = await office.householdsOfOneName();
  await phone.leaveNetwork();
  await phone.openHousehold(household.head_name);
  await phone.visit({ met: "head", note: "Ghi rồi để quên máy trong tủ" });
  await locks(phone);
  await expiredYesterday(phone.page);
  await phone.startCold();
  await phone.page.getByText("Đã lâu máy này không liên lạc").waitFor();
  await phone.unlocks();
  await phone.page.getByText("Đã lâu máy này không liên lạc").waitFor();
  assert.equal(await phone.see("household-row").count(), 0);

  await phone.findNetwork();
  await phone.page.goto("about:blank");
  await phone.page.goto((await office.makeLink(link.person)).address);
  await phone.see("enrolled").waitFor();
  await phone.see("to-households").tap();
  await phone.choosesPin("804613");
  await phone.seesList(500);
  await phone.hasAllReceipted(1);
});
