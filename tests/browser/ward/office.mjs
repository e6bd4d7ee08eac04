// The commune's office at its desk, in people's words.

import { Authenticator } from "./authenticator.mjs";
import { Browser } from "./browser.mjs";
import { until } from "./until.mjs";

/** What waits for a person stands in one list, in which a kind is chosen. */
const KINDS_TO_REVIEW = ["conflicts", "set-aside"];
/** What everybody of a real unit chooses here. */
export const PASSWORD = "kẹo dừa mỏ cày";
const DEVICE = { viewport: { width: 1280, height: 800 } };

export class Office {
  constructor(browser, url) {
    this.browser = browser;
    this.url = url;
    [this.page] = browser.context.pages();
  }

  /** A browser at the office that nobody is signed in with; it ends with the test. */
  static async make(t, ward) {
    const office = new Office(await Browser.open(DEVICE), ward.url);
    t?.after(() => office.browser.close());
    return office;
  }

  /** The office opened by its link, showing the overview, told of changes as they happen. */
  static async open(t, ward, link = ward.links.office) {
    const office = await Office.make(t, ward);
    await office.page.goto(link.address);
    await office.see("page-overview").waitFor();
    await office.isLive();
    return office;
  }

  see(testid) {
    return this.page.getByTestId(testid);
  }

  /** Waits until the open page is told of changes as they happen. */
  async isLive() {
    await this.page.locator('[data-testid="live"][data-state="live"]').waitFor();
  }

  /** Waits until the open page says that it is not. */
  async hasLostServer() {
    await this.page.locator('[data-testid="live"][data-state="broken"]').waitFor();
  }

  /** In a real unit, before anything else: a password and an app. */
  async setUp() {
    await this.see("page-set-up").waitFor();
    const chosen = await this.choosesAnew(PASSWORD);
    await this.see("page-set-up").waitFor({ state: "detached" });
    return chosen;
  }

  /** Chooses a password, scans the code, and keeps the codes for whoever loses the app. */
  async choosesAnew(password) {
    const app = new Authenticator(await this.see("app-secret").innerText());
    await this.page.locator("#new-password").fill(password);
    await this.page.locator("#app-code").fill(await app.code());
    await this.see("set-up").click();
    const codes = this.see("recovery-codes").locator("code");
    const spare = await codes.first().innerText();
    await this.see("codes-kept").click();
    return { app, spare };
  }

  /** Fills the form of whoever has no link, and sends it. */
  async signIn(unit, name, password, code) {
    await this.page.locator("#code").fill(unit);
    await this.page.locator("#person_name").fill(name);
    await this.page.locator("#password").fill(password);
    await this.page.locator("#code-of-app").fill(code);
    await this.see("sign-in").click();
  }

  /** Opens a page by the navigation: `overview`, `facts`, `households`, `conflicts`, ... */
  async turnTo(name) {
    if (KINDS_TO_REVIEW.includes(name)) {
      await this.turnTo("review");
      await this.see(`review-filter-${name}`).click();
    } else {
      await this.see(`nav-${name}`).click();
    }
    await this.see(`page-${name}`).waitFor();
  }

  /** Goes on by the Tab key until the focus is on what `selector` says. */
  async tabTo(selector) {
    const isThere = () => this.page.evaluate((wanted) => document.activeElement.matches(wanted), selector);
    for (let steps = 0; !(await isThere()); steps += 1) {
      if (steps > 200) throw new Error(`the Tab key does not lead to ${selector}`);
      await this.page.keyboard.press("Tab");
    }
  }

  /** In the list that has the focus, goes down to the phone that a person has just enrolled. */
  async arrowTo(person) {
    const chosen = () =>
      this.page.evaluate(() => document.activeElement.selectedOptions[0]?.textContent ?? "");
    const isIt = (label) => label.startsWith(person) && label.includes("Android");
    for (let last = null, label = await chosen(); !isIt(label); label = await chosen()) {
      if (label === last) throw new Error(`${person}'s new phone is not in the list`);
      last = label;
      await this.page.keyboard.press("ArrowDown");
    }
  }

  /** Makes an enrolment link on the page of phones. */
  async makeLink(person) {
    await this.turnTo("phones");
    const links = this.see("invite-card").filter({ hasText: person }).getByTestId("invite-link");
    const shown = () => links.evaluateAll((fields) => fields.map((field) => field.value));
    // One for the same person may stand there from before.
    const before = await shown();
    await this.page.locator("#person_name").fill(person);
    await this.see("make-link").click();
    const isNew = (address) => !before.includes(address);
    const address = await until("a new link", async () => (await shown()).find(isNew));
    return { address, person };
  }

  /** Locks the phone that a person has just enrolled. */
  async revoke(person) {
    await this.turnTo("phones");
    await this.phoneOf(person).getByTestId("revoke").click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Khóa máy" }).click();
    await this.phoneOf(person).getByTestId("revoked").waitFor();
  }

  /** Says that the phone that a person has just enrolled is lost. */
  async reportLost(person) {
    await this.turnTo("phones");
    await this.phoneOf(person).getByTestId("lose").click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Báo mất máy" }).click();
    await this.phoneOf(person).getByTestId("wipe-asked").waitFor();
  }

  phoneOf(person) {
    return this.see("device-row").filter({ hasText: person }).filter({ hasText: "Android" });
  }

  // What the server says, asked with this browser's session.

  /** The JSON at an address of the office. */
  async ask(path) {
    const answer = await this.page.request.get(this.url + path);
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return answer.json();
  }

  /** Every visit and handover, newest received first. */
  async facts() {
    const lines = [];
    for (;;) {
      const page = await this.ask(`/api/office/facts?limit=200&offset=${lines.length}`);
      lines.push(...page.lines);
      if (page.lines.length === 0 || lines.length >= page.total) return lines;
    }
  }

  /** Visits and handovers whose note is this. */
  async factsNoted(note) {
    return (await this.facts()).filter((fact) => fact.note === note);
  }

  /** Every record, also of households that are gone, and second ones. */
  records() {
    return this.ask("/api/office/households");
  }

  /** Households that are to be visited. */
  async households() {
    return (await this.records()).filter(({ gone }) => gone === null);
  }

  summary() {
    return this.ask("/api/office/summary");
  }

  async household(id) {
    return (await this.ask(`/api/office/households/${id}`)).household;
  }

  /** Households whose head has a name of their own, so that people can tell them apart. */
  async householdsOfOneName() {
    const all = await this.households();
    const often = new Map();
    for (const { head_name: name } of all) often.set(name, (often.get(name) ?? 0) + 1);
    return all.filter(({ head_name: name }) => often.get(name) === 1);
  }

  /** Waits until the server knows so many facts with this note. */
  async hasReceived(note, count) {
    await until(`${count} facts noted “${note}”`, async () => {
      return (await this.factsNoted(note)).length === count;
    });
  }
}
