// Colleagues of one office, each with a role of their own.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

/** What each role's navigation offers. */
const OFFERED = {
  accountant: ["overview", "rounds", "supports", "fund", "periods", "report", "papers", "campaigns"],
  leader: ["overview", "facts", "households", "rounds", "supports", "publicity", "papers", "review", "campaigns"],
  oversight: ["overview", "publicity", "periods", "report", "campaigns"],
  administrator: ["overview", "papers", "incidents", "phones"],
};

/** A page of somebody else, typed in by hand. */
const TYPED = { accountant: "households", leader: "fund", oversight: "facts", administrator: "households" };

story("each role of an office sees its pages, and a page that is typed in says whose it is", async (t, step) => {
  const ward = await Ward.open(t);
  for (const [role, pages] of Object.entries(OFFERED)) {
    await step(`the ${role} is offered what the server answers`, async () => {
      const office = await Office.open(t, ward, { address: ward.links.colleagues[role] });
      const { page } = office;
      await office.see("person-role").waitFor();
      const offered = await page.locator(".nav-link").evaluateAll((links) => links.map((a) => a.dataset.testid));
      assert.deepEqual(offered, pages.map((name) => `nav-${name}`));
      await inspect(page, `role-${role}`);
      const refused = [];
      page.on("response", (answer) => answer.status() === 403 && refused.push(answer.url()));
      for (const name of pages) {
        await office.turnTo(name);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await office.see("reading").first().waitFor({ state: "detached" });
      }
      assert.deepEqual(refused, [], `no page of the ${role}'s asks what is another's`);
      await page.goto(`${ward.url}/office/${TYPED[role]}`);
      await office.see("other-role").waitFor();
      await office.browser.close();
    });
  }
});

story("an accountant pays a case without seeing a household, and an administrator makes a link for one", async (t, step) => {
  const ward = await Ward.open(t);
  const accountant = await Office.open(t, ward, { address: ward.links.colleagues.accountant });

  await step("what was approved is paid on the page of cases", async () => {
    await accountant.turnTo("supports");
    const cases = accountant.see("support-to-pay");
    await cases.first().getByTestId("support-pay").click();
    await inspect(accountant.page, "role-pays");
    await cases.first().getByTestId("support-pay-now").click();
    await accountant.see("support-said").filter({ hasText: /\S/ }).waitFor();
  });

  await step("an administrator makes every link but an officer's", async () => {
    const administrator = await Office.open(t, ward, { address: ward.links.colleagues.administrator });
    await administrator.turnTo("phones");
    const { page } = administrator;
    const chips = page.locator("input[name=role]");
    await chips.first().waitFor({ state: "attached" });
    const offered = await chips.evaluateAll((all) => all.map((input) => input.value));
    assert.deepEqual(offered, ["volunteer", "accountant", "leader", "oversight", "administrator"]);
    await page.locator("label", { hasText: "Kế toán" }).click();
    await administrator.makeLink("Nguyễn Thị Bưởi");
    await inspect(page, "role-links");
  });
});
