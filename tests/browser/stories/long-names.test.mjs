// Names of sixty letters, of households, hamlets, campaigns, gifts and donors: every page takes them.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { until } from "../ward/until.mjs";
import { Ward } from "../ward/ward.mjs";

const HEAD = "Công Tằng Tôn Nữ Nguyễn Phước Thị Hoàng Ngọc Trường Quỳnh An";
// What cannot be broken between words is broken within one.
const HEAD_OF_ONE_WORD = "Nguyễnthịhoàngngọctrườngquỳnhanphướccôngtằngtônnữmỹhạnhlinh";
const HAMLET = "Ấp Thới Phước Hòa Lợi Kinh Ngang Rạch Tràm Cái Đôi Vàm Xáng B";
const CAMPAIGN = "Đợt thăm, tặng quà hộ nghèo, hộ cận nghèo, hộ khó khăn quý IV";
const ITEM = "Quà gồm gạo, dầu ăn, nước mắm, đường cát và tiền mặt của Quỹ";
const DONOR = "Công ty TNHH Một thành viên Thử Nghiệm Lương thực Sông Hậu A";

story("names of sixty letters fit every page of the office and of the phone", async (t, step) => {
  for (const name of [HEAD, HEAD_OF_ONE_WORD, HAMLET, CAMPAIGN, ITEM, DONOR]) {
    assert.ok([...name].length >= 59, name);
  }
  const ward = await Ward.open(t);
  const [office, mai] = await Promise.all([
    Office.open(t, ward),
    Phone.enrolled(t, ward, ward.links.volunteers[0]),
  ]);

  await step("the office begins a campaign and takes in a list", async () => {
    const item = { id: null, name: ITEM, form: "cash", money_vnd: 500_000, quantity_milli: 0, unit: "" };
    const paid = { goods_value_vnd: 0, source: "direct", source_name: DONOR, steps: [] };
    const saved = await office.page.request.post(`${ward.url}/api/office/campaigns`, {
      headers: { origin: ward.url },
      data: { id: null, name: CAMPAIGN, from: isoDay(-6), to: isoDay(20), items: [{ ...item, ...paid }] },
    });
    assert.equal(saved.status(), 200, await saved.text());
    await office.turnTo("import");
    await office.see("import-file").setInputFiles(list());
    await office.see("import-preview").waitFor();
    await inspect(office.page, "long-import");
    await office.see("import-confirm").click();
    await office.see("import-done").waitFor();
  });

  await step("Mai visits both and hands over", async () => {
    await mai.sendNow();
    await mai.turnTo("households");
    await until("the list has both", async () => (await mai.search("cong tang ton nu")).count >= 1);
    await inspect(mai.page, "long-list", { fingers: true });
    for (const head of [HEAD, HEAD_OF_ONE_WORD]) {
      await mai.openHousehold(head);
      await inspect(mai.page, "long-household", { fingers: true });
      await mai.visit({ met: "neighbour", name: HEAD, note: DONOR });
    }
    await mai.turnTo("records");
    await inspect(mai.page, "long-records", { fingers: true });
    await mai.sendNow();
    await mai.hasAllReceipted(2);
  });

  await step("every page of the office", async () => {
    await office.turnTo("overview");
    const pages = office.page.getByTestId(/^nav-/);
    const names = await pages.evaluateAll((links) => links.map((link) => link.dataset.testid.slice(4)));
    assert.ok(names.length > 5);
    for (const name of names) {
      await office.turnTo(name);
      await until("all is read", async () => (await office.see("reading").count()) === 0);
      await inspect(office.page, `long-office-${name}`);
      assert.equal(await office.page.evaluate(tableTooWide), null, name);
    }
    const households = (await office.households()).filter(({ hamlet }) => hamlet === HAMLET);
    assert.equal(households.length, 2);
    for (const { id } of households) {
      await office.page.goto(`${ward.url}/office/households/${id}`);
      await office.see("history-entry").first().waitFor();
      await inspect(office.page, "long-office-household");
    }
  });
});

/** What a table says that a person would have to push sideways; `null` when there is none. */
function tableTooWide() {
  const tables = [...document.querySelectorAll(".table-scroll")];
  const wide = tables.find((table) => table.checkVisibility() && table.scrollWidth > table.clientWidth);
  return wide ? `${wide.scrollWidth} > ${wide.clientWidth}: ${wide.textContent.slice(0, 120)}` : null;
}

/** A list of the two households. */
function list() {
  const lines = [
    "STT;Họ và tên chủ hộ;Năm sinh;Ấp;Số nhân khẩu;Đối tượng",
    `1;${HEAD};1960;${HAMLET};4;Hộ nghèo`,
    `2;${HEAD_OF_ONE_WORD};1955;${HAMLET};2;Hộ cận nghèo`,
  ];
  const buffer = Buffer.from(`﻿${lines.join("\r\n")}`);
  return { name: "danh-sach.csv", mimeType: "text/csv", buffer };
}

/** So many days from today. */
function isoDay(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
