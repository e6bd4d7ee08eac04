// A household asks to be forgotten: the office deletes it, and the phone of somebody who was away forgets it too.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { until } from "../ward/until.mjs";
import { holds } from "../ward/vault.mjs";
import { Ward } from "../ward/ward.mjs";

const TABLES = ["households", "rows", "records", "drafts"];

story("a household is deleted at its request while Mai is away; her phone forgets it when it syncs", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const { page } = office;
  const mai = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const all = await office.householdsOfOneName();
  const household = all.find(({ handover_count: given }) => given === 0) ?? all[0];
  const { head_name: name } = household;
  const isKnown = async () => {
    const found = await Promise.all(TABLES.map((table) => holds(mai.page, table, name)));
    return found.includes(true);
  };

  await step("Mai visits it without network, and begins another form", async () => {
    await mai.leaveNetwork();
    await mai.openHousehold(name);
    await mai.visit({ met: "head", note: `${name} xin đừng ghi nữa` });
    await mai.fillVisit({ met: "head", note: `${name} hẹn gặp lại` });
    await mai.keepsDraft("hẹn gặp lại");
    assert.ok(await isKnown());
  });

  await step("the office reads what goes and what stays; another name deletes nothing", async () => {
    await page.goto(`${ward.url}/office/households/${household.id}`);
    await office.see("erase-open").click();
    await office.see("erase-goes").waitFor();
    await page.locator('[id="erase-request"]').fill("YC-07/2026");
    await page.locator('[id="erase-reason"]').fill("Gia đình có đơn");
    await page.locator('[id="erase-head-name"]').fill("Ai Khác");
    await office.see("erase").click();
    await page.locator('[id="erase-head-name-about"] .error').waitFor();
    assert.equal(await page.locator('[id="erase-reason"]').inputValue(), "Gia đình có đơn");
    await inspect(page, "office-erase");
    await page.locator('[id="erase-head-name"]').fill(name.toLowerCase());
    await office.see("erase").click();
    await page.waitForURL("**/office/households");
    const left = await office.households();
    assert.equal(left.filter(({ id }) => id === household.id).length, 0);
  });

  await step("Mai's phone comes back: nothing of the household is left on it", async () => {
    await mai.findNetwork();
    await until("the phone has forgotten", async () => !(await isKnown()));
    await mai.turnTo("households");
    assert.equal((await mai.search(name)).count, 0);
    await mai.startCold();
    await mai.seesList(499);
    assert.equal(await isKnown(), false);
  });

  await step("what she wrote waits for the office, which deletes that too", async () => {
    await page.goto(`${ward.url}/office/review`);
    await office.see("erase-record-form").waitFor();
    await inspect(page, "office-review-erased");
    assert.equal(await page.getByText(name).count(), 0);
    await office.see("erase-record-form").locator("textarea").fill("Theo YC-07/2026");
    await office.see("erase-record").click();
    await office.see("erase-record-form").waitFor({ state: "detached" });
  });
});
