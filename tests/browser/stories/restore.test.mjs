// The office's machine dies, and all there is is last night's backup.

import assert from "node:assert/strict";
import { join } from "node:path";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

story("after a restore from an older backup nothing that was receipted is lost", async (t) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const mai = await Phone.enrolled(t, ward, ward.links.volunteers[0]);
  const [early, late, hers] = await office.householdsOfOneName();
  await mai.openHousehold(early.head_name);
  await mai.visit({ met: "head", note: "Trước khi sao lưu" });
  await mai.hasAllReceipted(1);

  const backup = join(ward.folder, "dem-qua.sqlite");
  await ward.command("backup", backup);
  await mai.openHousehold(late.head_name);
  await mai.visit({ met: "head", note: "Sau khi sao lưu" });
  await mai.handOver({ item: "Quà", form: "cash", money: "500.000", note: "Sau khi sao lưu" });
  await mai.hasAllReceipted(3);
  // Thơm's phone is enrolled after the backup: the restored server will not know it.
  const link = await office.makeLink("Lâm Thị Thơm");
  const thom = await Phone.enrolled(t, ward, link);
  await thom.openHousehold(hers.head_name);
  await thom.visit({ met: "member", note: "Máy mới" });
  await thom.hasAllReceipted(1);
  const before = await office.summary();

  await ward.kill();
  await ward.command("restore", backup);
  await ward.start();
  assert.equal((await office.factsNoted("Sau khi sao lưu")).length, 0, "an older state");
  await mai.sendNow();
  await office.hasReceived("Sau khi sao lưu", 2);
  await mai.hasAllReceipted(3);

  await thom.sendNow();
  await thom.see("refused").filter({ hasText: "xin một liên kết mới" }).waitFor();
  await thom.enrol(await office.makeLink("Lâm Thị Thơm"));
  await office.hasReceived("Máy mới", 1);
  await thom.hasAllReceipted(1);

  assert.equal((await office.factsNoted("Trước khi sao lưu")).length, 1);
  const { visited, aided, money_vnd: money } = await office.summary();
  assert.deepEqual([visited, aided, money], [before.visited, before.aided, before.money_vnd]);
});
