// The thing itself: a small phone with a browser, a network that comes and goes, and a battery.

import { until } from "./until.mjs";
import { replace, takeRowsOutOfPages } from "./vault.mjs";

/** A small phone as volunteers have it. */
export const DEVICE = {
  viewport: { width: 360, height: 640 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  userAgent:
    "Mozilla/5.0 (Linux; Android 11; SM-A107F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36",
};

export class Handset {
  /** @type {import("playwright-core").Page} */
  page;
  #isOffline = false;

  constructor(browser, url) {
    this.browser = browser;
    this.url = url;
    [this.page] = browser.context.pages();
  }

  get context() {
    return this.browser.context;
  }

  see(testid) {
    return this.page.getByTestId(testid);
  }

  /** The network is gone, as far as the browser can tell. */
  async leaveNetwork() {
    this.#isOffline = true;
    await this.context.setOffline(true);
  }

  async findNetwork() {
    this.#isOffline = false;
    await this.context.setOffline(false);
  }

  /** Closes the app and opens it again from its icon. */
  async startCold() {
    const page = await this.context.newPage();
    await this.page.close();
    this.page = page;
    await page.goto(this.url);
  }

  /** Closes the app; the browser goes on. Returns when the app's worker, too, is gone. */
  async closeApp() {
    const page = await this.context.newPage();
    const [serviceWorker] = this.context.serviceWorkers();
    await this.page.close();
    this.page = page;
    await until("the app is gone", () =>
      serviceWorker.evaluate(async () => {
        const { held, pending } = await navigator.locks.query();
        const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
        return held.length + pending.length + windows.length === 0;
      }),
    );
  }

  /** The browser believes that the network is back, and wakes the service worker for what waits. */
  async wakesServiceWorker() {
    const session = await this.context.newCDPSession(this.page);
    const registered = new Promise((resolve) => {
      session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
        if (registrations.length > 0) resolve(registrations[0]);
      });
    });
    await session.send("ServiceWorker.enable");
    const { registrationId } = await registered;
    const { origin } = new URL(this.url);
    const event = { origin, registrationId, tag: "outbox", lastChance: false };
    await session.send("ServiceWorker.dispatchSyncEvent", event);
    await session.detach();
  }

  /** How many households are stored. */
  async householdsKept() {
    return this.page.evaluate(async () => {
      const result = (request) =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await result(indexedDB.open("chungtay"));
      const count = await result(database.transaction("households").objectStore("households").count());
      database.close();
      return count;
    });
  }

  /** How many bytes lie in a seat's store under `key` for or from the service worker; 0 for nothing. */
  async bytesKept(key, seat = "chungtay") {
    return this.page.evaluate(async ([wanted, seat]) => {
      const result = (request) =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await result(indexedDB.open(seat));
      const value = await result(database.transaction("meta").objectStore("meta").get(wanted));
      database.close();
      return value?.length ?? 0;
    }, [key, seat]);
  }

  /** Puts a text of as many bytes in another one's place in the list's rows, as they lie in the store. */
  async altersRows(from, to, { ofOlderApp = false } = {}) {
    const altered = await replace(this.page, "rows", from, to);
    if (ofOlderApp) await this.#forgetsFormOfRows();
    if (altered === 0) throw new Error("no row was altered");
  }

  /** Each row of the list by itself, as an app from before there were pages has left it. */
  async takesRowsOutOfPages() {
    await takeRowsOutOfPages(this.page);
    await this.#forgetsFormOfRows();
  }

  #forgetsFormOfRows() {
    return this.page.evaluate(async () => {
      const opening = indexedDB.open("chungtay");
      await new Promise((resolve) => (opening.onsuccess = resolve));
      const transaction = opening.result.transaction("meta", "readwrite");
      transaction.objectStore("meta").delete("row_form");
      await new Promise((resolve) => (transaction.oncomplete = resolve));
      opening.result.close();
    });
  }

  /** The battery is taken out and put in again; the app is opened at `path`. */
  async crash(path = "/") {
    await this.browser.kill();
    await this.browser.launch();
    await this.context.setOffline(this.#isOffline);
    [this.page] = this.context.pages();
    await this.page.goto(this.url + path);
  }

  /**
   * The storage is full, until the returned function is called. The browser starts anew: else it
   * believes for half a minute what it last knew of the free space.
   */
  async fillStorage() {
    await this.browser.kill();
    await this.browser.launch();
    const [keeper] = this.context.pages();
    const session = await this.context.newCDPSession(keeper);
    const origin = new URL(this.url).origin;
    await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
    this.page = await this.context.newPage();
    await this.page.goto(this.url);
    return () => session.send("Storage.overrideQuotaForOrigin", { origin });
  }

  /** Waits until the app is kept for a start with no network. */
  async isReadyForOffline() {
    await this.waitInPage(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return registration?.active?.state === "activated";
    });
  }

  /** Waits until no earlier page of the app writes any more. */
  async isAlone() {
    await this.waitInPage(async () => {
      const { held, pending } = await navigator.locks.query();
      return held.length === 1 && pending.length === 0;
    });
  }

  /** Waits until an asynchronous `condition` holds in the page: to Playwright a promise is true. */
  async waitInPage(condition, argument) {
    await until(String(condition), () => this.page.evaluate(condition, argument));
  }
}
