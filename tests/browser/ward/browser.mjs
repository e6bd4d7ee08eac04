// A browser of its own for each person: a fresh profile on the disk, as on a real device.

import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--lang=vi",
];

/** What a browser says when there is no network; that is no fault of the page. */
const NO_NETWORK = /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|CONTENT_LENGTH_MISMATCH|SOCKET_NOT_CONNECTED|NETWORK_CHANGED)/;

/** Where pictures are kept. */
export const RESULTS = fileURLToPath(new URL("../results/", import.meta.url));

export class Browser {
  /** Every browser that is open. */
  static #open = new Set();

  /** @type {import("playwright-core").BrowserContext} */
  context;
  /** What went wrong in any page since the last look: errors, violations of the CSP. */
  troubles = [];
  #profile;
  #device;

  constructor(profile, device) {
    this.#profile = profile;
    this.#device = device;
  }

  /** A browser with an empty profile. `device` holds Playwright's options of a context. */
  static async open(device) {
    const profile = await mkdtemp(join(tmpdir(), "chungtay-profile-"));
    const browser = new Browser(profile, device);
    await browser.launch();
    Browser.#open.add(browser);
    return browser;
  }

  /** Keeps pictures of every page that is open, as `results/failed-...png`. */
  static async pictureAll(name) {
    await mkdir(RESULTS, { recursive: true });
    const pages = [...Browser.#open].flatMap((browser) => browser.context.pages());
    const stem = name.replaceAll(/[^\p{L}\p{N}]+/gu, "-");
    const said = [];
    for (const [at, page] of pages.entries()) {
      said.push(await page.innerText("body", { timeout: 5_000 }).catch(() => "(nothing to read)"));
      await page.screenshot({ path: `${RESULTS}failed-${stem}-${at + 1}.png`, timeout: 5_000 });
    }
    return said;
  }

  /** Starts the browser on the profile as it was left. */
  async launch() {
    this.context = await chromium.launchPersistentContext(this.#profile, {
      executablePath: EXECUTABLE,
      args: FLAGS,
      chromiumSandbox: false,
      locale: "vi-VN",
      timezoneId: "Asia/Ho_Chi_Minh",
      ...this.#device,
    });
    this.context.setDefaultTimeout(20_000);
    this.context.on("console", (message) => {
      if (message.type() === "error" && !isRefusal(message)) this.#note(message.text());
    });
    this.context.on("weberror", (error) => this.#note(String(error.error())));
  }

  /** Troubles since the last look, which are then forgotten. */
  takeTroubles() {
    return this.troubles.splice(0);
  }

  /** Ends the browser with no warning, as a phone does whose battery is taken out. */
  async kill() {
    const session = await this.context.browser().newBrowserCDPSession();
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    const closed = this.context.waitForEvent("close");
    for (const { type, id } of processInfo) if (type === "browser") process.kill(id, "SIGKILL");
    await closed;
  }

  async close() {
    Browser.#open.delete(this);
    await this.context.close();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #note(text) {
    if (!NO_NETWORK.test(text) && !this.troubles.includes(text)) this.troubles.push(text);
  }
}

/** The browser notes every refusal of the server's API; the page says it in words. */
function isRefusal(message) {
  return message.text().includes("status of 4") && message.location().url.includes("/api/");
}
