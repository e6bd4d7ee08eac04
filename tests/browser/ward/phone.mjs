// A volunteer's phone, in people's words.

import { Browser } from "./browser.mjs";
import { DEVICE, Handset } from "./handset.mjs";
import { until } from "./until.mjs";
import { holds } from "./vault.mjs";

/** What volunteers here choose. */
export const PIN = "271948";

/**
 * @typedef {object} Visit
 * @property {"head" | "member" | "neighbour" | "nobody"} met
 * @property {string} [name] Who was met.
 * @property {"visit" | "gift" | "survey" | "check"} [purpose]
 * @property {string[]} [needs] Codes of the needs seen.
 * @property {string} [note]
 *
 * @typedef {object} Handover
 * @property {string} item
 * @property {"cash" | "bank_transfer" | "in_kind" | "cash_and_goods"} form
 * @property {string} [money] As typed.
 * @property {string} [quantity]
 * @property {string} [unit]
 * @property {string} [value] Value of the goods, as typed.
 * @property {"head" | "representative" | "other"} [receiver]
 * @property {string} [receiverName]
 * @property {string} [relation]
 * @property {boolean} [signed] Whether the receiver signs with a finger.
 * @property {string} [note]
 */

/** A signature as strokes of points, in shares of the field's width and height. */
const STROKES = [
  [...Array(40).keys()].map((at) => [
    0.12 + at * 0.012 + 0.03 * Math.sin(at * 0.8),
    0.55 + 0.22 * Math.sin(at * 0.55),
  ]),
  [...Array(14).keys()].map((at) => [0.5 + at * 0.028, 0.7 - 0.12 * Math.sin(at * 0.24)]),
];

export class Phone extends Handset {
  /** A new phone that reaches the ward at `url`; it ends with the test. */
  static async make(t, url) {
    const phone = new Phone(await Browser.open(DEVICE), url);
    t?.after(() => phone.browser.close());
    return phone;
  }

  /** A phone enrolled by this link that holds the whole list and starts without a network. */
  static async enrolled(t, ward, link, { households = 500 } = {}) {
    const phone = await Phone.make(t, ward.url);
    await phone.enrol(link);
    await phone.seesList(households);
    await phone.isReadyForOffline();
    return phone;
  }

  // Finding the way.

  async enrol(link) {
    await this.page.goto(link.address);
    await this.see("enrolled").waitFor();
    await this.goesOn();
    await this.see("page-households").waitFor();
  }

  /** From the page that says so on to the list; whoever has no PIN yet chooses one. */
  async goesOn() {
    await this.see("to-households").tap();
    const choice = this.see("page-choose-pin");
    await choice.or(this.see("page-households")).first().waitFor();
    if (await choice.isVisible()) await this.choosesPin(PIN);
  }

  async choosesPin(pin, again = pin) {
    await this.type("pin_new", pin);
    await this.type("pin_again", again);
    await this.see("pin-use").tap();
  }

  /** Enters a PIN at the door. */
  async unlocks(pin = PIN) {
    await this.see("page-unlock").waitFor();
    await this.type("pin", pin);
    await this.see("unlock").tap();
  }

  /** Enters the PIN until the wait that wrong ones have cost is over and this page is there. */
  async unlocksWhenItMay(page) {
    await until("the wait is over", async () => {
      // Disabled while a PIN is tried.
      const isAsked = await this.see("unlock").and(this.page.locator(":enabled")).isVisible();
      if (isAsked) await this.unlocks();
      return this.see(page).isVisible();
    });
  }

  /** Locks the phone and opens the door of another of those who use it. */
  async turnsTo(person) {
    if (!(await this.see("page-unlock").isVisible())) {
      await this.turnTo("settings");
      await this.see("lock-now").tap();
    }
    await this.see("page-unlock").waitFor();
    const seat = this.see("seat").filter({ hasText: person });
    if ((await seat.getAttribute("aria-pressed")) === "false") await seat.tap();
    await this.page.getByLabel(`Mã PIN của ${person}`).waitFor();
  }

  /** Opens a page by the navigation at the bottom: `households`, `register`, `records`, `settings`. */
  async turnTo(name) {
    const item = this.see(`nav-${name}`);
    const way = item.or(this.see("back"));
    await way.first().waitFor();
    while (!(await item.isVisible())) {
      const from = this.page.url();
      await this.see("back").tap();
      await this.page.waitForURL((url) => url.href !== from);
      await way.first().waitFor();
    }
    await item.tap();
    await this.see(`page-${name}`).waitFor();
  }

  async seesList(count) {
    await this.see("page-households").waitFor();
    await this.see("list-count").filter({ hasText: `${count.toLocaleString("vi-VN")} hộ` }).waitFor();
  }

  /** Searches the list; gives the names that are drawn and how many there are in all. */
  async search(words) {
    await this.see("search").fill(words);
    const count = this.page.getByTestId(/^list-(count|none-match)$/);
    const shown = Number(/[\d.]+/.exec(await count.innerText())?.[0].replaceAll(".", "") ?? 0);
    const names = await this.page.locator(".row-name").allInnerTexts();
    return { count: shown, names };
  }

  /** Scrolls the list from its beginning to its end; gives the addresses of all that was drawn. */
  async scrollsThrough() {
    await this.turnTo("households");
    const addresses = await this.page.evaluate(async () => {
      const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const seen = new Set();
      for (let top = 0; ; top += innerHeight / 2) {
        scrollTo(0, top);
        await drawn();
        await drawn();
        for (const row of document.querySelectorAll(".rows a")) seen.add(row.pathname);
        if (top >= document.documentElement.scrollHeight - innerHeight) return [...seen];
      }
    });
    return new Set(addresses);
  }

  /** Whether it is between the header and the bar at the bottom. */
  async isInView(locator) {
    const { y, height } = await locator.boundingBox();
    return y > 0 && y + height < DEVICE.viewport.height;
  }

  /** Opens a household whose name stands once in the list. */
  async openHousehold(name) {
    await this.turnTo("households");
    await this.see("search").fill(name);
    const row = this.see("household-row").filter({ hasText: name }).first();
    await row.tap();
    await this.page.getByRole("heading", { level: 1, name }).waitFor();
    await this.see("edit-profile").waitFor();
  }

  // Recording.

  /** @param {Visit} visit */
  async fillVisit(visit) {
    await this.see("record-visit").tap();
    await this.see("page-record-visit").waitFor();
    await this.choose("met", visit.met);
    if (visit.name) await this.type("met_name", visit.name);
    await this.choose("purpose", visit.purpose ?? "visit");
    if (visit.needs?.length) {
      await this.see("needs").tap();
      for (const need of visit.needs) await this.tapChip(`input[value="${need}"]`);
    }
    if (visit.note) await this.type("note", visit.note);
  }

  /** Records a visit at the household that is open. @param {Visit} visit */
  async visit(visit) {
    await this.fillVisit(visit);
    await this.save();
  }

  /** @param {Handover} handover */
  async fillHandover(handover) {
    await this.see("record-handover").tap();
    await this.see("page-record-handover").getByTestId("save").waitFor();
    await this.tapIfThere('input[name="campaign"][value="none"]');
    await this.type("item", handover.item);
    await this.choose("form", handover.form);
    if (handover.money) await this.type("money_text", handover.money);
    if (handover.quantity) await this.type("quantity_text", handover.quantity);
    if (handover.unit) await this.type("unit", handover.unit);
    if (handover.value) await this.type("goods_value_text", handover.value);
    await this.choose("receiver", handover.receiver ?? "head");
    if (handover.receiverName) await this.type("receiver_name", handover.receiverName);
    if (handover.relation) await this.type("relation", handover.relation);
    if (handover.signed) await this.sign();
    if (handover.note) await this.type("note", handover.note);
  }

  /** Hands something over at the household that is open. @param {Handover} handover */
  async handOver(handover) {
    await this.fillHandover(handover);
    await this.save();
  }

  /** Two strokes of a finger on the field for signatures; it rests a moment after each. */
  async sign() {
    const pad = this.see("signature-pad");
    // To the middle: at the bottom the bar with the button lies over it.
    await pad.evaluate((field) => field.scrollIntoView({ block: "center" }));
    const { x, y, width, height } = await pad.boundingBox();
    const finger = await this.context.newCDPSession(this.page);
    let timestamp = Date.now() / 1_000;
    const touch = (type, touchPoints, seconds = 0.016) => {
      timestamp += seconds;
      return finger.send("Input.dispatchTouchEvent", { type, touchPoints, timestamp });
    };
    for (const stroke of STROKES) {
      const points = stroke.map(([right, down]) => ({ x: x + width * right, y: y + height * down }));
      await touch("touchStart", [points[0]], 0.4);
      for (const point of points) await touch("touchMove", [point]);
      await touch("touchMove", [points.at(-1)], 0.3);
      await touch("touchEnd", []);
    }
    await finger.detach();
    await pad.locator("path").nth(STROKES.length - 1).waitFor();
  }

  /** Edits fields of the household that is open. @param {Record<string, string>} edits */
  async edit(edits) {
    await this.see("edit-profile").tap();
    await this.see("page-edit-profile").waitFor();
    for (const [field, value] of Object.entries(edits)) await this.type(field, value);
    await this.save();
  }

  /** Fills the form of a new household. @param {Record<string, string>} profile */
  async fillRegistration(profile) {
    await this.turnTo("register");
    for (const [field, value] of Object.entries(profile)) await this.type(field, value);
  }

  /** Saves the open form and waits until the phone says that it is saved. */
  async save() {
    await this.see("save").tap();
    await this.see("saved").waitFor();
  }

  // The fields of a form.

  async type(field, text) {
    await this.page.locator(`#${field}`).fill(text);
  }

  valueOf(field) {
    return this.page.locator(`#${field}`).inputValue();
  }

  async choose(field, value) {
    await this.tapChip(`input[name="${field}"][value="${value}"]`);
  }

  async tapChip(input) {
    await this.page.locator("label.chip", { has: this.page.locator(input) }).tap();
  }

  async tapIfThere(input) {
    if ((await this.page.locator(input).count()) > 0) await this.tapChip(input);
  }

  /** Waits until what was typed is kept in the phone's store. */
  async keepsDraft(text) {
    await until(`${text} is kept`, () => holds(this.page, "drafts", text));
  }

  /** From now until the page ends no draft can be stored: a transaction without end is before it. */
  async isBusyStoring() {
    await this.page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const opening = indexedDB.open("chungtay");
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const drafts = opening.result.transaction("drafts", "readwrite").objectStore("drafts");
            const goOn = () => {
              drafts.count().onsuccess = goOn;
              resolve();
            };
            goOn();
          };
        }),
    );
  }

  // What the phone says of its records.

  /** Every record with the words of its state, newest first. */
  async records() {
    await this.turnTo("records");
    await this.page.locator('[data-testid="record"], [data-testid="no-records"]').first().waitFor();
    return this.see("record").evaluateAll((records) =>
      records.map((record) => ({
        what: record.querySelector("strong").textContent,
        whom: record.querySelector("a")?.textContent ?? "",
        state: record.querySelector('[data-testid="record-state"]').textContent,
      })),
    );
  }

  /** Waits until the commune has receipted all of `count` records. */
  async hasAllReceipted(count) {
    await this.turnTo("records");
    await this.see("standing").filter({ hasText: `Xã đã nhận ${count}/${count} phiếu` }).waitFor();
    const states = (await this.records()).map((record) => record.state);
    const others = states.filter((state) => state !== "Xã đã nhận");
    if (states.length !== count || others.length > 0) {
      throw new Error(`of ${count} records ${states.length} are listed: ${states}`);
    }
  }

  /** Taps "send now" as soon as it can be tapped. */
  async sendNow() {
    await this.turnTo("records");
    await this.page.locator('[data-testid="sync-now"]:enabled').tap();
  }

  /** Waits until the sync has rested: whatever was to be exchanged is exchanged. */
  async isInStep() {
    await until("the phone is in step", async () => {
      const strip = await this.see("sync-strip").innerText();
      return /^(Xã đã nhận (\d+)\/\2 phiếu|Danh sách mới nhất)$/.test(strip.trim());
    });
  }
}
