// A day in the ward, whole: two phones with no network from morning to evening, and the office.

import assert from "node:assert/strict";
import { fold } from "../ward/fold.mjs";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { findsByWords, narrows } from "../ward/searching.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

story("a day in the ward", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const [shared, one, two, three, four] = await office.householdsOfOneName();
  const people = ward.links.volunteers.map((link) => link.person);
  const everybody = await office.households();
  const listed = (await office.records()).filter(({ gone }) => gone !== "same");
  const before = await office.summary();
  await office.turnTo("facts");

  /** @type {Phone} */ let mai;
  /** @type {Phone} */ let hung;
  const both = (work) => Promise.all([work(mai), work(hung)]);

  await step("in the morning Mai and Hùng enrol their phones, and the list comes", async () => {
    [mai, hung] = await Promise.all(
      ward.links.volunteers.map((link) => Phone.enrolled(t, ward, link)),
    );
  });

  await step("the network is gone; the app starts from its icon with the whole list", async () => {
    await ward.stop();
    await both((phone) => phone.leaveNetwork());
    for (const phone of [mai, hung]) {
      await phone.startCold();
      await phone.seesList(500);
    }
    await office.hasLostServer();
  });

  await step("every page opens again where it was left", async () => {
    const pages = {
      "/": "page-households",
      "/new": "page-register",
      [`/h/${one.id}`]: "page-household",
      [`/h/${one.id}/edit`]: "page-edit-profile",
      [`/h/${one.id}/visit`]: "page-record-visit",
      [`/h/${one.id}/handover`]: "page-record-handover",
      "/records": "page-records",
      "/settings": "page-settings",
      "/nowhere": "page-not-found",
    };
    for (const [path, page] of Object.entries(pages)) {
      await mai.page.goto(ward.url + path);
      await mai.see(page).waitFor();
      await mai.page.reload();
      await mai.see(page).waitFor();
      assert.equal(await mai.see("failure").count(), 0, path);
    }
  });

  await step("the list is searched as people think, and narrowed", async () => {
    await findsByWords(mai, listed);
    await narrows(mai, everybody, before);
  });

  await step("the list is scrolled from end to end, and found again as it was left", async () => {
    assert.equal((await mai.scrollsThrough()).size, everybody.length);
    const last = mai.see("household-row").last();
    const name = await last.locator(".row-name").innerText();
    await last.tap();
    await mai.page.getByRole("heading", { level: 1, name }).waitFor();
    await mai.see("back").tap();
    await mai.see("household-row").filter({ hasText: name }).last().waitFor();
    assert.ok(await mai.isInView(mai.see("household-row").last()), "the list's end is in view");
  });

  await step("Mai visits, hands over, registers and edits", async () => {
    await mai.openHousehold(one.head_name);
    await mai.see("profile-hamlet").filter({ hasText: one.hamlet }).waitFor();
    await mai.see("status").first().waitFor();

    await mai.visit({
      met: "head",
      purpose: "visit",
      needs: ["water", "schooling"],
      note: "Giếng nhiễm phèn, bé út nghỉ học",
    });
    const visit = mai.see("fact").filter({ hasText: "Giếng nhiễm phèn" });
    await visit.filter({ hasText: "Nước sinh hoạt" }).filter({ hasText: "Anh chị ghi lúc" }).waitFor();

    await mai.handOver({
      item: "Hỗ trợ sửa giếng",
      form: "cash",
      money: "1,5 tr",
      signed: true,
      note: "Mai trao",
    });
    const handover = mai.see("fact").filter({ hasText: "Hỗ trợ sửa giếng" });
    await handover.filter({ hasText: "1.500.000 đ" }).waitFor();
    await handover.getByText("Xem chữ ký").tap();
    await handover.locator(".signature path").nth(1).waitFor();

    await registersAlmostTheSame(mai, two);
    await mai.openHousehold(shared.head_name);
    await mai.edit({ note: "Mai thấy: nhà dột mái sau", address: "Số 12, tổ 3" });
    await mai.see("profile-address").filter({ hasText: "Số 12, tổ 3" }).waitFor();
  });

  await step("Hùng does his round, and edits the same field of the same household", async () => {
    await hung.openHousehold(three.head_name);
    await hung.visit({ met: "nobody", purpose: "check", note: "Cửa khóa, sẽ quay lại" });
    await hung.handOver({
      item: "Gạo và tiền",
      form: "cash_and_goods",
      money: "500.000",
      quantity: "10",
      unit: "kg",
      value: "180000",
      receiver: "other",
      receiverName: "Trần Thị Út",
      relation: "con dâu",
      signed: true,
      note: "Hùng trao",
    });
    const handover = hung.see("fact").filter({ hasText: "Gạo và tiền" });
    await handover.filter({ hasText: "500.000 đ, 10 kg trị giá 180.000 đ" }).waitFor();
    await handover.filter({ hasText: "Trần Thị Út, con dâu" }).waitFor();
    await hung.openHousehold(shared.head_name);
    await hung.edit({ note: "Hùng thấy: mái đã lợp lại" });
  });

  await step("a half-filled form outlives a reload, another page, and the battery", async () => {
    await hung.openHousehold(four.head_name);
    await hung.fillVisit({ met: "member", name: "Chị Tư", needs: ["job"], note: "Đang ghi dở" });
    await hung.see("back").tap();
    await hung.see("page-household").waitFor();
    await hung.see("record-visit").tap();
    await findsDraft(hung, "Đang ghi dở");

    await hung.page.reload();
    await findsDraft(hung, "Đang ghi dở");

    // Reloaded in the middle of a word, while the phone is too busy to store anything.
    await hung.isBusyStoring();
    await hung.type("note", "Đang ghi dở, chưa kịp");
    await hung.page.reload();
    await findsDraft(hung, "Đang ghi dở, chưa kịp");
    await hung.keepsDraft("chưa kịp");

    await hung.type("note", "Đang ghi dở, rồi hết pin");
    await hung.keepsDraft("rồi hết pin");
    await hung.crash(`/h/${four.id}/visit`);
    await findsDraft(hung, "Đang ghi dở, rồi hết pin");
    assert.ok(await hung.page.locator('input[name="met"][value="member"]').isChecked());
    assert.equal(await hung.valueOf("met_name"), "Chị Tư");
    await hung.choose("purpose", "survey");
    await hung.save();

    await hung.see("record-visit").tap();
    await hung.see("page-record-visit").waitFor();
    assert.equal(await hung.valueOf("note"), "", "what was saved is no draft any more");
    await hung.see("back").tap();
  });

  await step("Mai corrects what she wrote down wrong, with a reason", async () => {
    await mai.openHousehold(one.head_name);
    await mai.see("fact").filter({ hasText: "Hỗ trợ sửa giếng" }).getByTestId("correct").tap();
    await mai.see("page-correct").waitFor();
    await mai.page.reload();
    await mai.see("save").tap();
    await mai.see("failure").waitFor();
    await mai.type("reason", "Gõ thừa, chỉ trao 1,2 triệu");
    for (const [typed, reading] of [["-5", "-5"], ["9".repeat(20), "99.999.999.999.999.999.999"]]) {
      await mai.type("money_text", typed);
      await mai.page.locator("#money_text-about .echo").filter({ hasText: reading }).waitFor();
    }
    await mai.type("money_text", "1.200.000");
    await mai.save();
    const wrong = mai.see("fact").filter({ hasText: "1.500.000 đ" });
    await wrong.getByTestId("corrected").waitFor();
    await wrong.filter({ hasText: "Gõ thừa, chỉ trao 1,2 triệu" }).waitFor();
    await mai.see("fact").filter({ hasText: "1.200.000 đ" }).waitFor();
  });

  await step("each phone says what it alone holds", async () => {
    const [maisRecords, hungsRecords] = await both((phone) => phone.records());
    assert.deepEqual(
      maisRecords.map((record) => record.what).reverse(),
      ["Thăm hộ", "Trao quà", "Thêm hộ mới", "Sửa thông tin hộ", "Sửa phiếu ghi sai"],
    );
    assert.equal(hungsRecords.length, 4);
    for (const record of [...maisRecords, ...hungsRecords]) {
      assert.equal(record.state, "Đã lưu trên máy, chờ gửi");
    }
    await mai.see("sync-strip").filter({ hasText: "5 phiếu chờ gửi" }).waitFor();
    assert.match(await hung.see("standing").innerText(), /Xã đã nhận 0\/4 phiếu/);
  });

  await step("in the evening Mai's phone finds the network by itself, Hùng taps", async () => {
    await ward.start();
    await mai.findNetwork();
    await mai.hasAllReceipted(5);

    await hung.findNetwork();
    await hung.sendNow();
    await hung.hasAllReceipted(4);
  });

  await step("the office's table, open all day, shows every visit and handover", async () => {
    const row = (text) => office.see("fact-row").filter({ hasText: text });
    await row("Giếng nhiễm phèn").filter({ hasText: one.head_name }).waitFor();
    await row("Cửa khóa, sẽ quay lại").filter({ hasText: people[1] }).waitFor();
    await row("Đang ghi dở, rồi hết pin").waitFor();
    await row("Hùng trao").filter({ hasText: "500.000 đ" }).filter({ hasText: "10 kg" }).waitFor();
    await row("1.200.000 đ").waitFor();
    await row("1.500.000 đ").getByTestId("corrected").waitFor();
    assert.equal(await row("Giếng nhiễm phèn").count(), 1);
    assert.equal(await row("Hùng trao").count(), 1);
    await office.isLive();
  });

  await step("the field both edited shows both values; the office chooses; both phones follow", async () => {
    await mai.sendNow();
    await mai.openHousehold(shared.head_name);
    await mai.see("two-values").filter({ hasText: "nhà dột mái sau" }).filter({ hasText: "mái đã lợp lại" }).waitFor();

    await office.turnTo("conflicts");
    const conflict = office.see("conflict").filter({ hasText: shared.head_name });
    const rival = (value) => conflict.locator("label.chip", { hasText: value });
    const today = /\d{2}\/\d{2}\/\d{4}/;
    for (const [value, person] of [["nhà dột mái sau", 0], ["mái đã lợp lại", 1]]) {
      const said = await rival(value).innerText();
      assert.ok(said.includes(people[person]), `${said} is ${people[person]}'s`);
      assert.match(said, today);
    }
    await rival("mái đã lợp lại").click();
    await conflict.locator("textarea").fill("Hùng đến sau, đã thấy mái mới.");
    await conflict.getByTestId("choose").click();
    await conflict.waitFor({ state: "detached" });

    for (const phone of [mai, hung]) {
      await phone.sendNow();
      await phone.openHousehold(shared.head_name);
      await phone.see("profile-note").filter({ hasText: "Hùng thấy: mái đã lợp lại" }).waitFor();
      await phone.see("two-values").waitFor({ state: "detached" });
      await phone.see("profile-address").filter({ hasText: "Số 12, tổ 3" }).waitFor();
    }
  });

  await step("the counts tell households from household-times", async () => {
    const after = await office.summary();
    assert.equal(after.households, 501);
    assert.equal(after.visited.times - before.visited.times, 3);
    assert.equal(after.aided.times - before.aided.times, 2, "the corrected handover counts once");
    assert.equal(after.money_vnd - before.money_vnd, 1_700_000);
    assert.equal(after.goods_value_vnd - before.goods_value_vnd, 180_000);
    assert.equal(after.owed, 0, "the commune has all that was made");

    await office.turnTo("overview");
    const { visited } = after;
    await office.see("number-visited").filter({ hasText: `${visited.times} lượt hộ` }).waitFor();
    const cells = await office.see("reach-visits").locator("td").allInnerTexts();
    assert.deepEqual(cells.slice(-2).map(number), [visited.households, visited.times]);
  });

  await step("nothing went wrong unseen", async () => {
    for (const { browser } of [mai, hung, office]) assert.deepEqual(browser.takeTroubles(), []);
  });
});

/** Registers a household whose name is nearly that of one on the list. */
async function registersAlmostTheSame(phone, { head_name: name, hamlet, birth_year: year }) {
  await phone.fillRegistration({ head_name: fold(name).toUpperCase(), hamlet });
  await phone.see("lookalikes").getByText(name).waitFor();
  await phone.type("birth", String(year));
  await phone.type("head_name", `${name} Anh`);
  await phone.type("address", "Nhà sau đình");
  await phone.save();
  await phone.page.getByRole("heading", { level: 1, name: `${name} Anh` }).waitFor();
  await phone.turnTo("households");
  await phone.seesList(501);
}

async function findsDraft(phone, note) {
  await phone.see("page-record-visit").waitFor();
  await phone.see("draft-restored").waitFor();
  assert.equal(await phone.valueOf("note"), note);
}

function number(text) {
  return Number(text.replaceAll(".", ""));
}
