// Takes the pictures of the README, of the invented commune: `docs/screenshots/*.png`.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Office } from "./ward/office.mjs";
import { Phone } from "./ward/phone.mjs";
import { twoValues } from "./ward/scenes.mjs";
import { Ward } from "./ward/ward.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));

const picture = ({ page }, name) =>
  page.screenshot({ path: `${FOLDER}${name}.png`, animations: "disabled" });

/** Scrolls so that what is labelled `id` stands below the header. */
const bringUp = ({ page }, id) =>
  page.locator(id).evaluate((element) => {
    scrollBy(0, element.getBoundingClientRect().top - 150);
  });

await mkdir(FOLDER, { recursive: true });
const ward = await Ward.make();
const open = [];
try {
  await ward.start({ demo: true });
  const office = await Office.open(null, ward);
  open.push(office);
  const phones = await Promise.all(
    ward.links.volunteers.map((link) => Phone.enrolled(null, ward, link)),
  );
  open.push(...phones);
  const [mai, hung] = phones;
  const { shared, other } = await twoValues(ward, office, mai, hung);

  await mai.openHousehold(shared.head_name);
  await picture(mai, "phone-household");

  await mai.openHousehold(other.head_name);
  await mai.fillVisit({
    met: "head",
    purpose: "visit",
    needs: ["water", "housing_quality"],
    note: "Mái dột, hứng nước mưa uống.",
  });
  await bringUp(mai, "#met");
  await picture(mai, "phone-visit");
  await mai.save();

  await mai.fillHandover({
    item: "Quà Tháng cao điểm",
    form: "cash_and_goods",
    money: "1,5 tr",
    quantity: "10",
    unit: "kg gạo",
    value: "180.000",
    receiver: "head",
    signed: true,
  });
  await bringUp(mai, "#receiver");
  await picture(mai, "phone-handover");
  await mai.save();
  await mai.isInStep();
  await mai.turnTo("households");
  await mai.search("");
  await picture(mai, "phone-list");

  await office.turnTo("overview");
  await office.see("attention-conflicts").waitFor();
  await picture(office, "office-overview");
  await office.turnTo("facts");
  await office.see("fact-row").filter({ hasText: "Quà Tháng cao điểm" }).first().waitFor();
  await picture(office, "office-facts");
  await office.turnTo("conflicts");
  await office.see("conflict").waitFor();
  await picture(office, "office-conflict");
} finally {
  for (const { browser } of open) await browser.close();
  await ward.close();
}
console.log(`pictures in ${FOLDER}`);
