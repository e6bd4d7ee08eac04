// Links that do not work, a phone that is taken away, a phone that is full, two tabs, signing out.

import assert from "node:assert/strict";
import { faults } from "../ward/network.mjs";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { until } from "../ward/until.mjs";
import { Ward } from "../ward/ward.mjs";

story("a link that cannot be used says why and what to do", async (t) => {
  const ward = await Ward.open(t, { network: true });
  const [used, fresh] = ward.links.volunteers;
  const phone = await Phone.make(t, ward.url);
  const isTold = async (address, title, whatToDo) => {
    await phone.page.goto("about:blank");
    await phone.page.goto(address);
    await phone.see("failure").filter({ hasText: title }).filter({ hasText: whatToDo }).waitFor();
  };

  await isTold(`${ward.url}/enrol#${"0".repeat(32)}`, "Liên kết này không đúng", "Hãy quét lại mã QR");

  const another = await Phone.make(t, ward.url);
  await another.enrol(used);
  await isTold(used.address, "Liên kết này đã dùng rồi", "xin văn phòng xã một liên kết mới");

  const body = { code: "link_expired", message: "This link has expired.", fields: [] };
  ward.network.befall("/api/enrol", faults.answered(410, body));
  await isTold(fresh.address, "Liên kết này đã hết hạn", "xin văn phòng xã một liên kết mới");

  await phone.page.goto("about:blank");
  await phone.page.goto(`${ward.url}/enrol`);
  await phone.see("no-code").waitFor();
});

story("a link whose reply was lost still enrols the phone that opened it", async (t) => {
  const ward = await Ward.open(t, { network: true });
  const phone = await Phone.make(t, ward.url);
  ward.network.befall("/api/enrol", faults.repliedThen(() => ward.network.down()));
  await phone.page.goto(ward.links.volunteers[0].address);
  await phone.see("failure").filter({ hasText: "Chưa liên lạc được" }).waitFor();
  await ward.network.up();
  await phone.see("retry").tap();
  await phone.see("enrolled").waitFor();
  await phone.goesOn();
  await phone.seesList(500);
});

story("a link can be pasted where no camera helps", async (t) => {
  const ward = await Ward.open(t);
  const phone = await Phone.make(t, ward.url);
  await phone.page.goto(ward.url);
  await phone.see("page-welcome").waitFor();
  await phone.type("link", ward.links.volunteers[0].address);
  await phone.see("enrol").tap();
  await phone.see("enrolled").waitFor();
  const address = new URL(phone.page.url());
  assert.equal(address.hash, "", "the code does not stay in the address");
});

story("a phone that the office has locked keeps its records and says what to do", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const [link] = ward.links.volunteers;
  const phone = await Phone.enrolled(t, ward, link);
  const [household] = await office.householdsOfOneName();
  await phone.leaveNetwork();
  await phone.openHousehold(household.head_name);
  await phone.visit({ met: "head", note: "Ghi trước khi bị khóa" });
  await office.revoke(link.person);

  await phone.findNetwork();
  await phone.sendNow();
  await phone.see("refused").filter({ hasText: "Xã đã ngưng điện thoại này" }).waitFor();
  await phone.see("refused").filter({ hasText: "Hãy liên hệ văn phòng xã" }).waitFor();
  await phone.see("standing").filter({ hasText: "0/1" }).waitFor();
  await phone.page.reload();
  await phone.openHousehold(household.head_name);
  await phone.see("fact").filter({ hasText: "Ghi trước khi bị khóa" }).waitFor();
  assert.deepEqual(await office.factsNoted("Ghi trước khi bị khóa"), []);

  // Somebody else's link is no way out; one in the same name is.
  await phone.page.goto((await office.makeLink("Lâm Thị Thơm")).address);
  await phone.see("enrol-instead").tap();
  await phone.see("failure").filter({ hasText: "Còn 1 phiếu xã chưa nhận" }).waitFor();
  await phone.page.goto("about:blank");
  await phone.enrol(await office.makeLink(link.person));
  await phone.hasAllReceipted(1);
  assert.equal((await office.factsNoted("Ghi trước khi bị khóa")).length, 1);
});

story("a full phone keeps the form, says how to free space, and saves when there is room", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  await phone.isInStep();
  const [household] = await office.householdsOfOneName();
  const note = "Máy đầy, phiếu vẫn còn.";
  const freeStorage = await phone.fillStorage();
  await phone.openHousehold(household.head_name);
  await phone.fillVisit({ met: "head", needs: ["job"], note });

  await phone.see("save").tap();
  const said = phone.see("failure").filter({ hasText: "Máy hết chỗ, chưa lưu được" });
  await said.filter({ hasText: "Hãy xóa bớt ảnh, video" }).waitFor();
  assert.equal(await phone.valueOf("note"), note, "the form stays");
  assert.ok(await phone.page.locator('input[name="met"][value="head"]').isChecked());

  await freeStorage();
  await savesByAndBy(phone);
  await phone.hasAllReceipted(1);
  assert.equal((await office.factsNoted(note)).length, 1, "nothing was half-written");
});

story("of two tabs one writes; the other follows, and takes over when the first is closed", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const [household] = await office.householdsOfOneName();
  await phone.openHousehold(household.head_name);

  const first = phone.page;
  phone.page = await phone.context.newPage();
  await phone.page.goto(`${ward.url}/h/${household.id}`);
  await phone.fillVisit({ met: "head", note: "Ghi ở thẻ thứ hai" });
  await phone.see("save").tap();
  const said = phone.see("failure").filter({ hasText: "Chung Tay đang mở ở một thẻ khác" });
  await said.filter({ hasText: "Hãy đóng thẻ kia" }).waitFor();
  assert.equal(await phone.valueOf("note"), "Ghi ở thẻ thứ hai");

  const second = phone.page;
  await first.bringToFront();
  phone.page = first;
  await phone.visit({ met: "head", note: "Ghi ở thẻ thứ nhất" });
  await first.close();
  phone.page = second;
  await phone.save();
  await phone.see("fact").filter({ hasText: "Ghi ở thẻ thứ hai" }).waitFor();
  await phone.see("fact").filter({ hasText: "Ghi ở thẻ thứ nhất" }).waitFor();
  await phone.hasAllReceipted(2);
});

story("signing out is refused while anything would be lost, and forgets all when nothing would", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const phone = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const [household] = await office.householdsOfOneName();
  await ward.stop();
  await phone.leaveNetwork();
  await phone.openHousehold(household.head_name);
  await phone.visit({ met: "head", note: "Chưa gửi" });
  await phone.turnTo("settings");
  await phone.see("sign-out").tap();
  await phone.see("sign-out-sure").tap();
  await phone.see("failure").filter({ hasText: "Còn 1 phiếu xã chưa nhận" }).waitFor();

  await ward.start();
  await phone.findNetwork();
  await phone.hasAllReceipted(1);
  await phone.turnTo("settings");
  await phone.see("sign-out").tap();
  await phone.see("sign-out-sure").tap();
  await phone.see("page-welcome").waitFor();
  await phone.page.reload();
  await phone.see("page-welcome").waitFor();
  assert.equal((await office.factsNoted("Chưa gửi")).length, 1);
});

/** Taps "save" until it is done: the browser may still believe that there is no room. */
async function savesByAndBy(phone) {
  await until("the visit is saved", async () => {
    await phone.see("save").tap();
    const end = phone.see("saved").or(phone.see("save").and(phone.page.locator(":enabled")));
    await end.first().waitFor();
    return phone.see("saved").isVisible();
  });
}
