// The plan of the day: where Mai goes, in which order, with what; all of it without network.

import assert from "node:assert/strict";
import { Hands } from "../ward/hands.mjs";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { until } from "../ward/until.mjs";
import { Ward } from "../ward/ward.mjs";

/** What the issue allows for a household that is known. */
const TAPS_MAX = 5;

story("Mai plans her day, goes her own way, and the plan grows shorter", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const [forMai] = ward.links.volunteers;
  const mai = await Phone.enrolled(t, ward, forMai);
  const toTop = () => mai.page.evaluate(() => scrollTo(0, 0));
  const look = async (name) => {
    await toTop();
    await inspect(mai.page, `phone-day-${name}`, { fingers: true });
  };
  const number = async (locator) => Number(/\d[\d.]*/.exec(await locator.innerText())[0].replaceAll(".", ""));
  const left = () => number(mai.see("day-left"));
  const names = (testid = "day-stop") => mai.see(testid).locator(".row-name").allInnerTexts();
  const hamlet = (place) => mai.page.locator("#day-hamlets label.chip").nth(place);
  const goesBack = async (testid) => {
    await mai.see("back").tap();
    await mai.see(testid).waitFor();
  };
  let order;

  await step("who holds nothing chooses where to go", async () => {
    await mai.see("to-day").filter({ hasText: "chọn ấp" }).waitFor();
    await mai.see("to-day").tap();
    await mai.see("day-choice").waitFor();
    assert.equal(await mai.see("day-stop").count(), 0);
    await look("choice");
    const count = Number(/\((\d+)\)/.exec(await hamlet(1).innerText())[1]);
    await hamlet(1).tap();
    await mai.see("day-chosen").tap();
    await mai.see("day-stop").first().filter({ hasText: "Thăm" }).waitFor();
    assert.equal(await left(), count);
    assert.equal(await mai.see("day-carry").count(), 0);
  });

  await step("the office gives her rights, and the network goes", async () => {
    await office.turnTo("rounds");
    await office.see("new-round").click();
    await office.see("round-form").waitFor();
    await office.page.locator("#item input").first().check();
    await office.page.locator("#holder-all").focus();
    await office.arrowTo(forMai.person);
    await office.see("issue").click();
    await office.see("page-rounds").waitFor();
    await mai.sendNow();
    await mai.turnTo("households");
    await mai.see("list-to-give").waitFor();
    await ward.stop();
    await mai.leaveNetwork();
  });

  await step("her plan says what to carry where she goes", async () => {
    await mai.see("to-day").filter({ hasText: "còn" }).waitFor();
    await look("home");
    const count = await number(mai.see("to-day"));
    await mai.see("to-day").tap();
    await mai.see("day-load").waitFor();
    assert.equal(await left(), count);
    await look("plan");
    await mai.see("day-choose").tap();
    await hamlet(0).tap();
    await until("two hamlets are more than one", async () => (await left()) > count);
    await mai.choose("day-whom", "giving");
    await until("who is only to be visited is left out", async () => (await left()) === (await number(mai.see("day-load"))));
    await look("chosen");
    await mai.see("day-chosen").tap();
  });

  await step("she puts households and hamlets in her own order, with one thumb", async () => {
    const before = await names();
    await mai.see("day-arrange").tap();
    const line = (name) => mai.see("day-movable").filter({ hasText: name }).first();
    await look("arranging");
    // The third goes up twice, by a button that stays where it is.
    await line(before[2]).tap();
    await mai.see("day-up").tap();
    await mai.see("day-up").tap();
    await mai.page.locator('[data-testid="day-up"]:disabled').waitFor();
    await look("moving");
    // Then two places down, by a tap on the place itself.
    const [, second, third] = (await names("day-movable")).slice(1);
    assert.equal(second, before[0]);
    await line(third).tap();
    await line(before[2]).filter({ has: mai.page.locator(".day-place", { hasText: "3" }) }).waitFor();
    await mai.see("day-up").tap();
    // And the hamlet after the other.
    await toTop();
    const [first] = await names("day-movable");
    await line(first).tap();
    await mai.see("day-down").tap();
    await mai.see("day-arranged").tap();
    await mai.see("day-next").waitFor();
    order = await names();
    assert.ok(!order.slice(0, 3).includes(before[0]), "the other hamlet comes first");
    await mai.keepsDraft("household ");
  });

  await step("her order outlives the battery, without network", async () => {
    await mai.crash("/day");
    await mai.see("day-stop").first().waitFor();
    assert.deepEqual((await names()).slice(0, 5), order.slice(0, 5));
  });

  await step("she gives to the first in a few taps; it leaves the plan, and there is less to carry", async () => {
    const [count, load] = [await left(), await number(mai.see("day-load"))];
    await mai.crash("/");
    await mai.see("to-day").filter({ hasText: String(count) }).waitFor();
    const hands = new Hands(mai);
    await hands.onSlowPhone(async () => {
      await hands.tap(mai.see("to-day"), '[data-testid="day-next"]');
      await hands.tap(mai.see("day-next"), '[data-testid="record-handover"]');
      await hands.tap(mai.see("record-handover"), 'input[name="right"]');
      await hands.tap(mai.see("save"), '[data-testid="saved"]');
    });
    assert.ok(hands.taps <= TAPS_MAX, `${hands.taps} taps`);
    t.diagnostic(`a known household's handover, from the app's first screen by the plan: ${hands}`);
    await goesBack("page-day");
    assert.equal(await left(), count - 1);
    assert.equal(await number(mai.see("day-load")), load - 1);
    assert.ok(!(await names()).includes(order[0]));
    await mai.see("day-left").filter({ hasText: "đã xong 1" }).waitFor();
  });

  await step("who comes back finds the plan where it was left", async () => {
    await mai.page.evaluate(() => scrollTo(0, 1_200));
    // Whoever taps a row scrolls it from under the bars first: where the list was left is known at the tap.
    await mai.page.evaluate(() => {
      const note = () => (window.leftAt = scrollY);
      document.addEventListener("click", note, { capture: true, once: true });
    });
    await mai.see("day-stop").nth(12).tap();
    await mai.see("page-household").waitFor();
    const place = await mai.page.evaluate(() => window.leftAt);
    assert.ok(place > 600, `left at ${place}`);
    await goesBack("page-day");
    await until("it is there again", async () => Math.abs((await mai.page.evaluate(() => scrollY)) - place) < 2);
  });

  await step("a visit is done, too", async () => {
    await toTop();
    await mai.see("day-choose").tap();
    await mai.choose("day-whom", "all");
    await mai.see("day-chosen").tap();
    const count = await left();
    await mai.see("day-stop").filter({ hasText: /Thăm/ }).filter({ hasNotText: "Trao" }).first().tap();
    await mai.see("edit-profile").waitFor();
    await mai.visit({ met: "head" });
    await goesBack("page-day");
    assert.equal(await left(), count - 1);
    const done = mai.see("day-done-list");
    await done.locator("summary").tap();
    assert.equal(await done.locator("li").count(), 2);
    await look("done");
  });

  await step("who goes nowhere has nobody to go to, and the commune gets what was done", async () => {
    await toTop();
    await mai.see("day-choose").tap();
    for (const place of [0, 1]) await hamlet(place).tap();
    await mai.see("day-stop").first().waitFor({ state: "detached" });
    await goesBack("page-households");
    await mai.see("to-day").filter({ hasText: "chọn ấp" }).waitFor();
    await ward.start();
    await mai.findNetwork();
    await mai.sendNow();
    await mai.hasAllReceipted(2);
  });

  assert.deepEqual(mai.browser.takeTroubles(), []);
});
