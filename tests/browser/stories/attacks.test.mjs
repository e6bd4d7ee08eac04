// Words that are made to be run, in every field that a volunteer can write. They are shown as words.

import assert from "node:assert/strict";
import { Office } from "../ward/office.mjs";
import { printed } from "../ward/paper.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

/** Each says by its number whose it was, should it run. */
const poison = (n) =>
  `<img src=x onerror="top.ran=${n}"><svg onload="top.ran=${n}"></svg><a href="javascript:top.ran=${n}">x</a>{{${n}}}`;

/** What a page would have that took words for its own. */
async function runsNothing(page, what) {
  const found = await page.evaluate(() => {
    const all = [...document.querySelectorAll("*")];
    const handlers = all.filter((element) => [...element.attributes].some(({ name }) => name.startsWith("on")));
    const links = all.filter((element) => /^\s*javascript:/i.test(element.getAttribute("href") ?? ""));
    const pictures = document.querySelectorAll('img[src="x"]');
    const scripts = [...document.scripts].filter((script) => script.src === "");
    return { ran: top.ran ?? null, made: handlers.length + links.length + pictures.length + scripts.length };
  });
  assert.deepEqual(found, { ran: null, made: 0 }, what);
}

story("what somebody types into any field of the phone is words for everybody who reads it", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const mai = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const hung = await Phone.enrolled(t, ward, ward.links.volunteers[1]);
  const [victim] = await office.householdsOfOneName();
  const head = poison(1);

  await step("Mai's phone has it in every text, and runs nothing", async () => {
    await mai.openHousehold(victim.head_name);
    await mai.edit({ head_name: head, nickname: poison(2), address: poison(3) });
    await mai.visit({ met: "neighbour", name: poison(4), note: poison(5) });
    await mai.handOver({
      item: poison(6),
      form: "cash",
      money: "500.000",
      receiver: "other",
      receiverName: poison(7),
      relation: poison(8),
      note: poison(9),
    });
    await mai.page.getByText(poison(5)).first().waitFor();
    await runsNothing(mai.page, "the household on Mai's phone");
    await mai.turnTo("records");
    await runsNothing(mai.page, "her records");
    await office.hasReceived(poison(5), 1);
    await office.hasReceived(poison(9), 1);
  });

  await step("nor does a colleague's phone that is sent it", async () => {
    await hung.sendNow();
    await hung.turnTo("households");
    await hung.search("onerror");
    await hung.see("household-row").filter({ hasText: "onerror" }).first().waitFor();
    await runsNothing(hung.page, "the list on Hùng's phone");
    await hung.openHousehold(head);
    await hung.page.getByText(poison(5)).first().waitFor();
    await runsNothing(hung.page, "the household on Hùng's phone");
  });

  await step("nor any page of the office, nor what it prints", async () => {
    for (const name of ["overview", "facts", "households", "review", "phones"]) {
      await office.turnTo(name);
      await runsNothing(office.page, name);
    }
    await office.turnTo("facts");
    await office.page.getByText(poison(5)).first().waitFor();
    await runsNothing(office.page, "the table of facts");
    const { sheets } = await printed(office.page);
    assert.ok(sheets.join(" ").includes("onerror"), "it is printed as words");
    await office.page.goto(`${ward.url}/office/households/${victim.id}`);
    await office.page.getByText(poison(5)).first().waitFor();
    await office.page.getByText(poison(8)).first().waitFor();
    await runsNothing(office.page, "the household at the office");
  });

  await step("no browser had to stop anything: no policy was violated", async () => {
    for (const browser of [mai.browser, hung.browser, office.browser]) {
      assert.deepEqual(browser.takeTroubles(), []);
    }
  });
});
