// Who saw, changed and took what.

import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

story("the office reads who saw a household, whose phone has it all, and who took the list along", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const [link] = ward.links.volunteers;
  const { page } = office;
  const [household] = await office.householdsOfOneName();
  const rows = (words) => office.see("access-row").filter({ hasText: words });

  await step("somebody enrols, somebody looks at a household, somebody takes a table", async () => {
    await Phone.enrolled(t, ward, link);
    await page.goto(`${ward.url}/office/households/${household.id}`);
    await page.getByRole("heading", { level: 1, name: household.head_name }).waitFor();
    await office.turnTo("papers");
    const coming = page.waitForEvent("download");
    await office.see("export-households").click();
    await coming;
  });

  await step("each of it stands there, and the log is whole", async () => {
    await office.turnTo("phones");
    await office.see("open-access").click();
    await office.see("access-whole").waitFor();
    await rows("Xem một hộ").first().waitFor();
    await rows("Tải số liệu CSV").first().waitFor();
    await rows(link.person).first().waitFor();
    await inspect(page, "office-access");
  });

  await step("what was taken is found among what was taken", async () => {
    await page.locator("label", { hasText: "Đã tải về" }).click();
    await rows("Xem một hộ").first().waitFor({ state: "detached" });
    await rows("Tải số liệu CSV").first().waitFor();
  });

  await step("from the line it is one click to the household", async () => {
    await page.locator("label", { hasText: "Đã xem" }).click();
    await rows("Xem một hộ").first().getByRole("link").click();
    await page.getByRole("heading", { level: 1, name: household.head_name }).waitFor();
  });
});
