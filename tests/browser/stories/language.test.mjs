// The language of the screens: chosen once, and spoken without network too. The English words are a file
// of their own, which the phone keeps with the app.

import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

story("who speaks English does so on a phone without network, and at the office", async (t, step) => {
  const ward = await Ward.open(t);
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const nav = (words) => phone.see("nav-records").filter({ hasText: words });

  await step("without network the phone learns English and knows it after a cold start", async () => {
    await ward.stop();
    await phone.leaveNetwork();
    await phone.turnTo("settings");
    await nav("Phiếu").waitFor();
    await phone.choose("language", "en");
    await nav("Records").waitFor();
    await phone.startCold();
    await nav("Records").waitFor();
    await phone.page.locator('html[lang="en"]').waitFor();
  });

  await step("and Vietnamese again", async () => {
    await phone.turnTo("settings");
    await phone.choose("language", "vi");
    await nav("Phiếu").waitFor();
    await phone.startCold();
    await nav("Phiếu").waitFor();
  });

  await step("the office is in English after a reload too", async () => {
    await ward.start();
    const office = await Office.open(t, ward);
    const overview = office.see("nav-overview");
    await overview.filter({ hasText: "Tổng quan" }).waitFor();
    await office.page.getByRole("button", { name: "English" }).click();
    await overview.filter({ hasText: "Overview" }).waitFor();
    await office.page.reload();
    await overview.filter({ hasText: "Overview" }).waitFor();
  });
});
