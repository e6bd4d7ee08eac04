// The app on the phone: it can be installed, keeps its shell and nothing else, and is renewed only
// when the volunteer wants it.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { faults } from "../ward/network.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { rowKeys, spoilFirstPage } from "../ward/vault.mjs";
import { Ward } from "../ward/ward.mjs";

story("the app can be installed on the home screen", async (t) => {
  const ward = await Ward.open(t);
  const phone = await Phone.make(t, ward.url);
  await phone.page.goto(ward.url);
  await phone.isReadyForOffline();

  const session = await phone.context.newCDPSession(phone.page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  const errors = installabilityErrors.map(({ errorId }) => errorId);
  assert.deepEqual(errors, [], "the browser finds nothing that hinders it");

  const manifest = await (await fetch(`${ward.url}/manifest.webmanifest`)).json();
  assert.equal(manifest.display, "standalone");
  const purposes = manifest.icons.map(({ purpose = "any" }) => purpose);
  assert.ok(purposes.includes("any") && purposes.includes("maskable"), `${purposes}`);
  for (const { src, type } of manifest.icons) {
    const icon = await fetch(new URL(src, ward.url));
    assert.equal(icon.headers.get("content-type"), type, src);
  }
});

story("the phone keeps the app's files, and nothing of the ward beside its store", async (t) => {
  const ward = await Ward.open(t);
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const kept = await phone.page.evaluate(async () => {
    const paths = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) paths.push(new URL(url).pathname);
    }
    return paths;
  });
  assert.ok(kept.includes("/"));
  const others = kept.filter((path) => !/^\/(assets\/.+)?$/.test(path) && path !== "/manifest.webmanifest");
  assert.deepEqual(others, []);
  assert.equal(new Set(kept).size, kept.length, "one version of each");
  assert.ok(kept.every((path) => !path.includes("office")), "a phone has no use for the office");
});

story("a seldom opened page is fetched when it is wanted, says so where it cannot be, and stays", async (t) => {
  const ward = await Ward.open(t, { network: true });
  const worker = await (await fetch(`${ward.url}/sw.js`)).text();
  const [seldom] = /\/assets\/phone-seldom-\w+\.wasm/.exec(worker);
  const phone = await Phone.make(t, ward.url);
  ward.network.befallEvery(seldom, faults.replyLost);
  await phone.enrol(ward.links.volunteers[0]);
  await phone.seesList(500);
  await phone.see("nav-records").tap();
  await phone.see("not-fetched").waitFor();
  await inspect(phone.page, "phone-not-fetched", { fingers: true });

  ward.network.befallEvery(seldom, null);
  await phone.see("fetch-again").tap();
  await phone.see("page-records").waitFor();
  await phone.page.locator("h1:focus").waitFor();
  const fetched = ward.network.count(seldom);
  await phone.turnTo("settings");
  assert.equal(ward.network.count(seldom), fetched, "all of them come at once");

  // The service worker, which could not keep the app without that file, tries again.
  await phone.startCold();
  await phone.isReadyForOffline();
  await phone.leaveNetwork();
  await phone.startCold();
  await phone.turnTo("records");
});

story("a new version waits until it is wanted; a draft is kept over it", async (t) => {
  const ward = await Ward.open(t, { network: true });
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  await phone.page.reload();
  await phone.see("household-row").first().tap();
  await phone.see("edit-profile").waitFor();
  const household = phone.page.url();
  await phone.fillVisit({ met: "head", note: "Đang ghi khi có bản mới" });
  await phone.keepsDraft("bản mới");

  // The browser looks for one again whenever it pleases.
  ward.network.befallEvery("/sw.js", faults.rewritten((text) => text.replace(/BUILD = "/, '$&next-')));
  await phone.page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await phone.page.waitForFunction(() => document.documentElement.dataset.update === "waiting");
  assert.equal(await phone.valueOf("note"), "Đang ghi khi có bản mới", "nothing is swapped unasked");

  await phone.turnTo("households");
  await phone.see("update-note").waitFor();
  await phone.turnTo("settings");
  const reloaded = phone.page.waitForEvent("load");
  await phone.see("update-now").tap();
  await reloaded;
  await phone.see("page-settings").waitFor();
  await phone.see("update").waitFor({ state: "detached" });
  const shells = await phone.page.evaluate(() => caches.keys());
  assert.equal(shells.length, 1, "the old version is gone");
  assert.match(shells[0], /next-/);

  await phone.page.goto(`${household}/visit`);
  await phone.see("draft-restored").waitFor();
  assert.equal(await phone.valueOf("note"), "Đang ghi khi có bản mới");
});

story("rows that an older version of the app has made are made anew when this one starts", async (t) => {
  const ward = await Ward.open(t);
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const first = () => phone.page.locator(".row-name").first();
  const name = await first().innerText();
  const altered = name.replace(/[a-z]/, (letter) => (letter === "x" ? "y" : "x"));

  // What this version has made is believed.
  await phone.altersRows(name, altered);
  await phone.startCold();
  await first().filter({ hasText: altered }).waitFor();

  await phone.altersRows(altered, altered, { ofOlderApp: true });
  await phone.startCold();
  await first().filter({ hasText: name }).waitFor();
});

story("a list of an app that kept each row by itself is read at once, and lies in pages from then on", async (t) => {
  const ward = await Ward.open(t);
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const inPages = await rowKeys(phone.page);
  assert.ok(inPages.length <= 128, "many lie on a page");
  await phone.takesRowsOutOfPages();
  assert.ok((await rowKeys(phone.page)).length >= 500);
  await phone.leaveNetwork();
  await phone.startCold();
  await phone.seesList(500);
  assert.deepEqual(await rowKeys(phone.page), inPages);
});

story("a page of rows that went bad costs no household its place in the list", async (t) => {
  const ward = await Ward.open(t);
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  await phone.leaveNetwork();
  await spoilFirstPage(phone.page);
  await phone.startCold();
  await phone.seesList(500);
  // It opens again.
  await rowKeys(phone.page);
});
