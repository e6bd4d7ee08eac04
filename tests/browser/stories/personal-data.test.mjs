// What people ask of their data, and what has happened to data.

import { readFile } from "node:fs/promises";

import { inspect } from "../ward/inspect.mjs";
import { Office } from "../ward/office.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

story("somebody asks to see what is kept about them, is answered in time, and the register shows it", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const { page } = office;
  const [household] = await office.householdsOfOneName();

  await step("what is missing is said at each field, and nothing that was typed is lost", async () => {
    await office.turnTo("requests");
    await office.see("new-request").click();
    await page.locator("#new-request-contact").fill("0100000006");
    await office.see("new-request-now").click();
    await page.locator("#new-request-name[aria-invalid='true']").waitFor();
    await page.locator("fieldset#new-request-wish[data-invalid='true']").waitFor();
    if ((await page.locator("#new-request-contact").inputValue()) !== "0100000006") {
      throw new Error("what was typed is gone");
    }
    await inspect(page, "office-request-form");
  });

  await step("the request is noted with the days it is due, and the overview says so", async () => {
    await page.locator("#new-request-wish label", { hasText: "Xem, nhận bản dữ liệu" }).click();
    await page.locator("#new-request-name").fill(household.head_name);
    await page.locator("#new-request-asker label", { hasText: "Cho chính mình" }).click();
    await page.locator("#new-request-proven label", { hasText: "Cán bộ biết mặt" }).click();
    await page.locator("#new-request-household-search").fill(household.head_name);
    await page.locator("#new-request-household label", { hasText: household.head_name }).first().click();
    await office.see("new-request-now").click();
    await office.see("request").filter({ hasText: household.head_name }).waitFor();
    await office.see("request-days").filter({ hasText: "Điều 5 khoản 3" }).waitFor();
    await office.turnTo("overview");
    await office.see("request-due").filter({ hasText: "Sắp đến hạn" }).click();
    await office.see("page-requests").waitFor();
  });

  await step("the sheet is taken, she is answered, and the request ends", async () => {
    await office.see("request-reply").click();
    await page.locator("#reply-1-how").fill("Gặp tại nhà, hẹn giao phiếu");
    await office.see("request-reply-now").click();
    await office.see("request").filter({ hasText: "Đã phản hồi" }).waitFor();
    await office.see("request-household").click();
    await office.see("page-household").waitFor();
    const coming = page.waitForEvent("download");
    await office.see("household-sheet").click();
    await coming;
    await office.turnTo("requests");
    await office.see("request-acts").filter({ hasText: "Tải phiếu thông tin của hộ" }).waitFor();
    await office.see("request-close").click();
    await page.locator("#close-1-outcome label", { hasText: "Đã làm theo yêu cầu" }).click();
    await page.locator("#close-1-how").fill("Đã giao phiếu tận tay");
    await office.see("request-close-now").click();
    await office.see("request-closed").filter({ hasText: "Đã giao phiếu tận tay" }).waitFor();
    await inspect(page, "office-requests");
  });
});

story("a lost phone is noted, its notice taken as a text document, filed, and added to", async (t, step) => {
  const ward = await Ward.open(t);
  const office = await Office.open(t, ward);
  const { page } = office;

  await step("a draft knows little, and what the notice lacks is named", async () => {
    await office.turnTo("incidents");
    await office.see("new-incident").click();
    await page.locator("#incident-what").fill("Quên máy trên ghe");
    await office.see("incident-save").click();
    await office.see("incident").filter({ hasText: "Còn 71 giờ" }).waitFor();
    await office.see("incident-file").click();
    await page.locator("#file-incident-1-text").fill("BN-12/2026");
    await office.see("incident-file-now").click();
    await office.see("incident-lacks").filter({ hasText: "Biện pháp đã làm" }).waitFor();
  });

  await step("the draft goes on where it was", async () => {
    await office.see("incident-edit").click();
    const fill = (name, words) => page.locator(`#incident-1-${name}`).fill(words);
    await fill("found_how", "Anh Tú báo");
    await fill("happened", "chiều hôm trước");
    await fill("place", "bến đò Kinh Ngang");
    await page.locator("#incident-1-data label", { hasText: "Sức khỏe" }).click();
    await fill("people", "48 hộ");
    await fill("consequences", "Có thể bị đọc nếu biết mã PIN");
    await fill("measures", "Đã báo mất máy, đã gửi lệnh xóa");
    await fill("contact_name", "Cô Lan");
    await fill("contact_post", "Phó Chủ tịch");
    await fill("contact_at", "0100000055");
    await office.see("incident-form").getByTestId("incident-save").click();
    await office.see("incident-facts").filter({ hasText: "Bản nháp thứ 2" }).waitFor();
    await inspect(page, "office-incidents");
  });

  await step("the notice is a text document; once it is filed it stays, and what is learnt is added", async () => {
    const coming = page.waitForEvent("download");
    await office.see("incident-notice").click();
    const file = await readFile(await (await coming).path());
    if (file.subarray(0, 2).toString() !== "PK") throw new Error("no text document");
    await page.locator("#file-incident-1-channel label", { hasText: "Cổng thông tin quốc gia" }).click();
    await office.see("incident-file-now").click();
    await office.see("incident-filed").filter({ hasText: "BN-12/2026" }).waitFor();
    await office.see("incident-edit").waitFor({ state: "detached" });
    await office.see("incident-add").click();
    await page.locator("#add-incident-1-text").fill("Đã tìm lại được máy");
    await office.see("incident-add-now").click();
    await office.see("incident-facts").filter({ hasText: "Đã tìm lại được máy" }).waitFor();
  });
});
