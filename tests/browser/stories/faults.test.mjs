// Everything that goes wrong on a rural line and on a cheap phone. Nothing that was saved is lost,
// nothing is doubled.

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { faults } from "../ward/network.mjs";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { until } from "../ward/until.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

const SYNC = "/api/sync";

story("the first sync is broken off again and again, and goes on where it was", async (t) => {
  const ward = await Ward.open(t, { network: true });
  const phone = await Phone.make(t, ward.url);
  const arrived = [0];
  const untilMoreIsThere = async () => {
    const more = await until("more of the list is there", async () => {
      const kept = await phone.householdsKept();
      return kept > arrived.at(-1) && kept;
    });
    arrived.push(more);
  };
  const breaks = [
    faults.cutAfter(1),
    faults.cutAfter(2_000),
    faults.replyLost,
    faults.inMidReply(() => restart(ward)),
    faults.cutAfter(60_000, untilMoreIsThere),
    faults.cutAfter(90_000, untilMoreIsThere),
  ];
  for (const fault of breaks) ward.network.befall(SYNC, fault);
  await phone.enrol(ward.links.volunteers[0]);

  await until("every break has happened", async () => {
    await phone.sendNow();
    return ward.network.faultsLeft === 0;
  });
  await until("the last break is over", () => arrived.length === 3);
  assert.ok(arrived[1] < 500, `in pieces: ${arrived}`);

  await phone.sendNow();
  await phone.turnTo("households");
  await phone.seesList(500);
  await phone.isInStep();
  assert.deepEqual(phone.browser.takeTroubles(), []);
});

story("the app can be used while the first sync is held up by airplane mode", async (t) => {
  const ward = await Ward.open(t, { network: true });
  const phone = await Phone.make(t, ward.url);
  let cut;
  const seen = new Promise((resolve) => (cut = resolve));
  ward.network.befall(SYNC, faults.cutAfter(70_000, () => seen));
  await phone.enrol(ward.links.volunteers[0]);
  await phone.page.getByRole("progressbar").waitFor();
  const searchTop = async () => (await phone.see("search").boundingBox()).y;
  const topDuringSync = await searchTop();
  cut();
  await until("some of the list is there", async () => (await listed(phone)) > 0);
  await ward.network.down();
  await phone.leaveNetwork();

  await phone.turnTo("households");
  const name = await phone.page.locator(".row-name").first().innerText();
  await phone.openHousehold(name);
  await phone.visit({ met: "head", note: "Ghi khi mới có nửa danh sách" });
  await phone.page.reload();
  await phone.see("fact").filter({ hasText: "nửa danh sách" }).waitFor();

  await ward.network.up();
  await phone.findNetwork();
  await phone.turnTo("households");
  await phone.seesList(500);
  await phone.page.getByRole("progressbar").waitFor({ state: "detached" });
  assert.equal(await searchTop(), topDuringSync, "the page jumped from under the finger");
  await phone.hasAllReceipted(1);
});

story("the server is killed in mid-sync, at each of four moments", async (t, step) => {
  const story = await open(t);
  const { ward, phone } = story;
  const again = () => restart(ward);
  const moments = {
    "before the whole request has arrived": faults.halfSentThen(again),
    "while it works on the request": faults.meanwhile(again),
    "when it has stored, before the reply": faults.repliedThen(again),
    "in the middle of its reply": faults.inMidReply(again),
  };
  for (const [moment, fault] of Object.entries(moments)) {
    await step(moment, async () => {
      const note = `Máy chủ chết: ${moment}`;
      ward.network.befall(SYNC, fault);
      await story.records(note);
      await story.arriveOnce(note);
      assert.equal(ward.network.faultsLeft, 0);
    });
  }
  await phone.hasAllReceipted(8);
});

story("the reply is lost, or the request arrives twice", async (t, step) => {
  const story = await open(t);
  const lines = {
    "the reply is lost": faults.replyLost,
    "the request arrives twice": faults.sentTwice,
    "the request arrives twice at once": faults.sentTwiceAtOnce,
  };
  for (const [what, fault] of Object.entries(lines)) {
    await step(what, async () => {
      story.ward.network.befall(SYNC, fault);
      await story.records(what);
      await story.arriveOnce(what);
      assert.equal(story.ward.network.faultsLeft, 0);
    });
  }
  await story.phone.hasAllReceipted(6);
});

story("the app is closed while it saves: the visit is wholly there, or still a draft", async (t) => {
  const story = await open(t);
  const { ward, phone, household } = story;
  const ends = { stored: 0, draft: 0 };
  for (const [at, close] of closings().entries()) {
    const note = `Đóng máy lần ${at + 1}`;
    await phone.openHousehold(household.head_name);
    await phone.fillVisit({ met: "head", needs: ["job"], note });
    await phone.keepsDraft(note);
    await close(phone);

    await phone.page.goto(ward.url);
    await phone.isAlone();
    await phone.page.goto(`${ward.url}/h/${household.id}`);
    await phone.see("edit-profile").waitFor();
    const facts = phone.see("fact").filter({ hasText: note });
    if ((await facts.count()) > 0) {
      await facts.filter({ hasText: "Việc làm" }).waitFor();
      ends.stored += 1;
    } else {
      await phone.see("record-visit").tap();
      await phone.see("draft-restored").waitFor();
      assert.equal(await phone.valueOf("note"), note);
      await phone.save();
      ends.draft += 1;
    }
    await story.arriveOnce(note, ["visit"]);
  }
  t.diagnostic(`closed while saving: ${ends.stored} were stored, ${ends.draft} were drafts`);
  assert.ok(ends.draft > 0 && ends.stored > 0, "some were closed before and some after");
  await phone.hasAllReceipted(closings().length);
});

story("the browser is killed right after “saved”: the visit is there", async (t) => {
  const story = await open(t);
  const { ward, phone, household } = story;
  await ward.network.down();
  await phone.leaveNetwork();
  for (const note of ["Mất điện lần một", "Mất điện lần hai"]) {
    await phone.openHousehold(household.head_name);
    await phone.visit({ met: "head", note });
    await phone.crash();
    await phone.openHousehold(household.head_name);
    await phone.see("fact").filter({ hasText: note }).waitFor();
  }
  await ward.network.up();
  await phone.findNetwork();
  await phone.hasAllReceipted(2);
  for (const note of ["Mất điện lần một", "Mất điện lần hai"]) await story.arriveOnce(note, ["visit"]);
});

/** A phone that holds the whole list, an office that watches, and a household both know. */
async function open(t) {
  const ward = await Ward.open(t, { network: true });
  const office = await Office.open(t, ward);
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  await phone.isInStep();
  const [household] = await office.householdsOfOneName();
  return {
    ward,
    phone,
    household,
    /** Records a visit and a handover in one go, with this note. */
    async records(note) {
      await phone.openHousehold(household.head_name);
      await phone.visit({ met: "head", purpose: "check", note });
      await phone.handOver({ item: "Quà", form: "cash", money: "200.000", note });
    },
    /** The facts with this note are at the office, each once, and the phone has them once too. */
    async arriveOnce(note, expected = ["handover", "visit"]) {
      await phone.sendNow();
      await phone.isInStep();
      const kinds = (await office.factsNoted(note)).map((fact) => fact.kind).sort();
      assert.deepEqual(kinds, expected);
      await phone.openHousehold(household.head_name);
      assert.equal(await phone.see("fact").filter({ hasText: note }).count(), expected.length);
    },
  };
}

/** The server is killed with no warning, and started again. */
async function restart(ward) {
  await ward.kill();
  await ward.start();
}

/** How many households are on the phone, by its own word. */
async function listed(phone) {
  await phone.turnTo("households");
  const words = await phone.page.getByTestId(/^list-(count|waiting|empty)$/).innerText();
  return Number(/^(\d+) hộ/.exec(words)?.[1] ?? 0);
}

/** Ways to close the app while it saves, the earliest first. */
function closings() {
  const inTheSameMoment = async (phone) => {
    await phone.see("save").evaluate((button) => {
      button.click();
      location.replace("about:blank");
    });
    await phone.page.waitForURL("about:blank");
    // The step back that follows a save may still be under way: in this tab it would run over
    // whatever is opened next.
    const next = await phone.context.newPage();
    await phone.page.close();
    phone.page = next;
  };
  const after = (waitMs) => async (phone) => {
    const next = await phone.context.newPage();
    await phone.see("save").evaluate((button) => button.click());
    await pause(waitMs);
    await phone.page.close();
    phone.page = next;
  };
  const killed = async (phone) => {
    await Promise.all([phone.see("save").evaluate((button) => button.click()).catch(() => {}), phone.crash()]);
  };
  return [inTheSameMoment, inTheSameMoment, killed, after(0), after(5), after(20), after(80)];
}
