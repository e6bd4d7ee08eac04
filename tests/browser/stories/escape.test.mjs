// What a phone cannot send goes by a file that anybody carries.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "../ward/inspect.mjs";
import { faults } from "../ward/network.mjs";
import { Office } from "../ward/office.mjs";
import { Phone } from "../ward/phone.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

const NOTE = "Ấp không có sóng";

story("a phone without a network hands over a file; the office takes it in, twice with the same end", async (t) => {
  const { ward, office, mai } = await maiWithoutNetwork(t);
  const file = await makesFile(ward, mai);
  const text = await readFile(file, "utf8");
  assert.match(file, /chungtay-\d{8}-[0-9a-f]{6}\.txt$/);
  assert.match(text, /^Tệp khóa mã của ứng dụng Chung Tay\./);
  for (const secret of [NOTE, "Lê", "99001"]) assert.ok(!text.includes(secret), secret);
  await mai.see("standing").filter({ hasText: "0/3" }).waitFor();

  await brings(office, file);
  await office.see("escape-taken").filter({ hasText: mai.person }).waitFor();
  await office.see("escape-stored").filter({ hasText: "3 phiếu mới" }).waitFor();
  await inspect(office.page, "office-escape-taken");
  assert.equal((await office.factsNoted(NOTE)).length, 3);
  await brings(office, file);
  await office.see("escape-nothing-new").waitFor();
  assert.equal((await office.factsNoted(NOTE)).length, 3);

  // The phone believes it only when it hears so itself.
  await mai.see("standing").filter({ hasText: "0/3" }).waitFor();
  await mai.findNetwork();
  await mai.hasAllReceipted(3);
  await mai.see("escape").waitFor({ state: "detached" });
  assert.equal((await office.factsNoted(NOTE)).length, 3);
});

story("a colleague's phone carries the file and passes it on when it finds a network", async (t) => {
  const { ward, office, mai } = await maiWithoutNetwork(t);
  const file = await makesFile(ward, mai);
  const hung = await Phone.enrolled(t, ward, ward.links.volunteers[1]);
  await hung.leaveNetwork();
  await hung.turnTo("records");
  await hung.see("carry-file").setInputFiles(file);
  await hung.see("carry-count").filter({ hasText: "Đang mang 1 tệp" }).waitFor();
  await hung.see("carry-file").setInputFiles(file);
  await hung.crash("/records");
  await hung.see("carry-count").filter({ hasText: "Đang mang 1 tệp" }).waitFor();
  assert.equal((await office.factsNoted(NOTE)).length, 0);

  await hung.turnTo("settings");
  await signsOut(hung);
  await hung.see("failure").filter({ hasText: "Còn mang 1 tệp của đồng nghiệp" }).waitFor();

  await hung.findNetwork();
  await hung.sendNow();
  await hung.see("carry-passed-on").filter({ hasText: "Đã chuyển 1 tệp" }).waitFor();
  assert.equal(await hung.see("carried").count(), 0);
  assert.equal((await office.factsNoted(NOTE)).length, 3);
  await hung.turnTo("settings");
  await signsOut(hung);
  await hung.see("page-welcome").waitFor();
});

story("where the phone has a share sheet the file goes there", async (t) => {
  const { mai } = await maiWithoutNetwork(t);
  await mai.page.evaluate(() => {
    window.shared = [];
    navigator.canShare = ({ files }) => files.every(({ type }) => type === "text/plain");
    navigator.share = async ({ files: [file] }) => {
      window.shared.push({ name: file.name, text: await file.text() });
      if (window.shared.length === 1) throw new DOMException("closed", "AbortError");
    };
  });
  await mai.see("escape-make").tap();
  await mai.see("escape-made").filter({ hasText: "3 phiếu" }).waitFor();
  await mai.see("escape-share").tap();
  const shared = () => mai.page.evaluate(() => window.shared);
  await mai.page.waitForFunction(() => window.shared.length === 2);
  const [first, second] = await shared();
  assert.equal(first.text, second.text, "the same file is offered again");
  assert.match(first.name, /^chungtay-.*\.txt$/);
  assert.match(first.text, /-----END CHUNG TAY FILE-----\n$/);
});

story("signing out and somebody else's link are refused, with the file as the way out", async (t) => {
  const { ward, office, mai } = await maiWithoutNetwork(t);
  await mai.turnTo("settings");
  await signsOut(mai);
  await mai.see("failure").filter({ hasText: "Còn 3 phiếu xã chưa nhận" }).waitFor();
  const file = await makesFile(ward, mai);

  // The office has locked this phone, so that it cannot send by itself either.
  await office.revoke(mai.person);
  const other = await office.makeLink("Lâm Thị Thơm");
  await mai.findNetwork();
  await mai.page.goto("about:blank");
  await mai.page.goto(other.address);
  await mai.see("enrol-instead").tap();
  await mai.see("failure").filter({ hasText: "Còn 3 phiếu xã chưa nhận" }).waitFor();
  await mai.see("escape-make").waitFor();

  await brings(office, file);
  await office.see("escape-taken").filter({ hasText: "Máy này đang bị khóa" }).waitFor();
  await office.see("escape-set-aside").filter({ hasText: "3 phiếu để riêng" }).waitFor();
  assert.equal((await office.factsNoted(NOTE)).length, 0);
  await mai.page.goto("about:blank");
  await mai.enrol(await office.makeLink(mai.person));
  await mai.hasAllReceipted(3);
  assert.equal((await office.factsNoted(NOTE)).length, 3);
});

story("a new version of the app takes nothing away", async (t) => {
  const { ward, office, mai } = await maiWithoutNetwork(t, { network: true });
  const file = await makesFile(ward, mai);
  await mai.see("carry-file").setInputFiles(file);
  await mai.see("carried").waitFor();
  // Locked, so that the sync does not bring all home before the new version comes.
  await office.revoke(mai.person);
  ward.network.befall("/sw.js", faults.rewritten((text) => text.replace(/BUILD = "/, "$&next-")));
  await mai.findNetwork();
  await mai.page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await mai.page.waitForFunction(() => document.documentElement.dataset.update === "waiting");
  await mai.turnTo("settings");
  const reloaded = mai.page.waitForEvent("load");
  await mai.see("update-now").tap();
  await reloaded;
  await mai.turnTo("records");
  await mai.see("standing").filter({ hasText: "0/3" }).waitFor();
  await mai.see("carry-count").filter({ hasText: "Đang mang 1 tệp" }).waitFor();
});

story("a file that was cut off says so, at the office and to the phone that carries it", async (t) => {
  const { ward, office, mai } = await maiWithoutNetwork(t);
  const file = await makesFile(ward, mai);
  const text = await readFile(file, "utf8");
  const cut = join(ward.folder, "cut.txt");
  await writeFile(cut, text.slice(0, text.length / 2));
  const changed = join(ward.folder, "changed.txt");
  const middle = text.lastIndexOf("\n", text.length - 200) - 10;
  const letter = text[middle] === "A" ? "B" : "A";
  await writeFile(changed, text.slice(0, middle) + letter + text.slice(middle + 1));

  await brings(office, cut);
  await office.see("escape-problem").filter({ hasText: "Tệp bị hỏng hoặc bị thiếu" }).waitFor();
  await brings(office, changed);
  await office.see("escape-problem").filter({ hasText: "Tệp bị hỏng hoặc bị thiếu" }).waitFor();
  assert.equal((await office.factsNoted(NOTE)).length, 0);

  const hung = await Phone.enrolled(t, ward, ward.links.volunteers[1]);
  await hung.turnTo("records");
  await hung.see("carry-file").setInputFiles(cut);
  await hung.see("failure").filter({ hasText: "Đây không phải tệp của Chung Tay" }).waitFor();
  await hung.see("carry-file").setInputFiles(changed);
  await hung.see("carried").filter({ hasText: "Tệp bị hỏng trên đường đi" }).waitFor();
  await inspect(hung.page, "phone-carried", { fingers: true });
  await hung.see("carry-give-up").tap();
  await hung.see("carried").waitFor({ state: "detached" });
});

/** A phone with three records that reached nobody, on its page of records. */
async function maiWithoutNetwork(t, { network = false } = {}) {
  const ward = await Ward.open(t, { network });
  const office = await Office.open(t, ward);
  const [link] = ward.links.volunteers;
  const mai = await Phone.enrolled(t, ward, link);
  mai.person = link.person;
  await mai.isInStep();
  const [household] = await office.householdsOfOneName();
  await mai.leaveNetwork();
  await mai.openHousehold(household.head_name);
  for (const met of ["head", "member", "neighbour"]) {
    await mai.visit({ met, name: met === "head" ? undefined : "Chị Tư", note: NOTE });
  }
  await mai.turnTo("records");
  return { ward, office, mai };
}

/** Makes the file where it is offered; gives where the browser has put it. */
async function makesFile(ward, phone) {
  const downloading = phone.page.waitForEvent("download");
  await phone.see("escape-make").tap();
  const download = await downloading;
  await phone.see("escape-made").waitFor();
  const file = join(ward.folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

async function brings(office, file) {
  await office.turnTo("phones");
  await office.see("escape-file").setInputFiles(file);
}

async function signsOut(phone) {
  await phone.see("sign-out").tap();
  await phone.see("sign-out-sure").tap();
}
