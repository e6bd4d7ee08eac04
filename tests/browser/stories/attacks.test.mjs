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

  await step("nor is what is put on the list, agreed to, proposed, surveyed, told and promised", async () => {
    await mai.fillRegistration({ head_name: poison(10), hamlet: poison(11), nickname: poison(12), address: poison(13) });
    await mai.save();
    await mai.see("note-consent").tap();
    await mai.see("page-note-consent").getByTestId("save").waitFor();
    await mai.choose("posting", "no");
    await mai.choose("proof", "paper");
    await mai.type("said_by", poison(14));
    await mai.type("paper", poison(15));
    await mai.type("note", poison(16));
    await mai.save();
    await mai.see("support-open").tap();
    await mai.see("page-support").getByTestId("save").waitFor();
    await mai.page.locator("#item label").filter({ hasText: "Nhà Đại đoàn kết" }).tap();
    await mai.type("need", poison(17));
    await mai.type("estimate_text", "90 tr");
    await mai.save();
    await mai.page.getByText(poison(17)).first().waitFor();
    await runsNothing(mai.page, "the household that Mai has registered");
    await mai.turnTo("records");
    await mai.see("note-activity").tap();
    await mai.see("page-note-activity").getByTestId("save").waitFor();
    await mai.choose("channel", "meeting");
    await mai.type("topic", poison(18));
    await mai.see("save").tap();
    await mai.see("page-records").waitFor();
    await mai.see("note-offer").tap();
    await mai.see("page-note-offer").getByTestId("save").waitFor();
    await mai.choose("offered", "promised");
    await mai.type("giver", poison(19));
    await mai.type("goods", poison(20));
    await mai.see("save").tap();
    await mai.see("page-records").waitFor();
    await runsNothing(mai.page, "all her records");
    await mai.sendNow();
    await mai.isInStep();
  });

  await step("at the office neither, nor is the name of whoever comes by the open link", async () => {
    await office.turnTo("phones");
    await office.see("open-link").click();
    const card = office.see("joining").getByTestId("invite-card");
    const stranger = await Phone.make(t, ward.url);
    await stranger.page.goto(await card.getByTestId("invite-link").inputValue());
    await stranger.type("person_name", poison(21));
    await stranger.see("begin").tap();
    await stranger.see("awaiting").waitFor();
    await runsNothing(stranger.page, "the phone of a stranger");
    const reads = async (name, n) => {
      await office.turnTo(name);
      await office.page.getByText(poison(n)).first().waitFor();
      await runsNothing(office.page, name);
    };
    await reads("phones", 21);
    await reads("publicity", 18);
    await reads("fund", 19);
    await reads("supports", 17);
    await office.turnTo("households");
    await office.page.locator('input[type="search"]').first().fill("onerror");
    await office.page.getByText(poison(10)).first().waitFor();
    await runsNothing(office.page, "the list at the office");
    await office.page.getByText(poison(10)).first().click();
    for (const n of [13, 14, 15, 16, 17]) await office.page.getByText(poison(n)).first().waitFor();
    await runsNothing(office.page, "the registered household at the office");
  });

  await step("no browser had to stop anything: no policy was violated", async () => {
    for (const browser of [mai.browser, hung.browser, office.browser]) {
      assert.deepEqual(browser.takeTroubles(), []);
    }
  });
});
