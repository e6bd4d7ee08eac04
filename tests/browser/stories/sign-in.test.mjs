// The office of a real ward: a password and an app beside the link, a lock after a pause.

import assert from "node:assert/strict";
import { inspect } from "../ward/inspect.mjs";
import { Office, PASSWORD } from "../ward/office.mjs";
import { story } from "../ward/story.mjs";
import { Ward } from "../ward/ward.mjs";

story("an officer sets up a password and an app, signs in elsewhere, and finds a half-filled form after the lock", async (t, step) => {
  const ward = await Ward.open(t, { demo: false });
  const office = await Office.make(t, ward);
  const { page } = office;
  /** Her authenticator app. */
  let app;
  /** One of her recovery codes. */
  let spare;

  await step("the ward begins, and nothing is shown before both are set up", async () => {
    await page.goto(`${ward.url}/office`);
    await page.locator("#person_name").fill("Cô Lan");
    await page.locator("#code").fill("31135");
    await office.see("begin-own").click();
    await office.see("page-set-up").waitFor();
    assert.equal(await page.locator(".nav-link").count(), 0);
    await page.locator("#new-password").fill("matkhau2026");
    await office.see("set-up").click();
    await page.getByText("quá dễ đoán").waitFor();
    await inspect(page, "sign-in-set-up");
    ({ app, spare } = await office.setUp());
    await office.see("page-import").waitFor();
  });

  await step("the same address typed later leads on, and another browser asks for all", async () => {
    const elsewhere = await Office.make(t, ward);
    await elsewhere.page.goto(`${ward.url}/office/sign-in`);
    await elsewhere.see("page-sign-in").waitFor();
    await inspect(elsewhere.page, "sign-in");
    await elsewhere.signIn("31135", "Cô Lan", "không phải mật khẩu này", await app.code());
    await elsewhere.see("sign-in-problem").waitFor();
    await elsewhere.signIn("31135", "Cô Lan", PASSWORD, spare);
    await elsewhere.see("page-overview").waitFor();
    await elsewhere.browser.close();
  });

  await step("the server says that the browser is locked, above a half-filled form", async () => {
    await office.turnTo("phones");
    await page.locator("#person_name").fill("Lâm Thị Thơm");
    // Nobody waits a quarter of an hour here; the server's own lock is another test.
    const locked = { code: "locked", message: "Show your password again.", fields: [] };
    const asked = "**/api/office/invites";
    await page.route(asked, (route) => route.fulfill({ status: 403, json: locked }));
    await office.see("make-link").click();
    await office.see("locked").waitFor();
    await page.unroute(asked);
    await inspect(page, "sign-in-locked");
    await page.keyboard.press("Escape");
    assert.ok(await office.see("locked").isVisible(), "no key leads past it");
    await page.locator("#prove-password").fill("không phải mật khẩu này");
    await office.see("prove").click();
    await office.see("prove-problem").waitFor();
    await page.locator("#prove-password").fill("");
    await page.locator("#prove-code").fill(await app.code());
    await office.see("prove").click();
    await office.see("locked").waitFor({ state: "hidden" });
    assert.equal(await page.locator("#person_name").inputValue(), "Lâm Thị Thơm", "as she left it");
    await office.see("make-link").click();
    await office.see("invite-card").filter({ hasText: "Lâm Thị Thơm" }).waitFor();
  });

  await step("she chooses another password and scans the code again, after she has shown who she is", async () => {
    const locked = { code: "locked", message: "Show your password again.", fields: [] };
    // Until she is told so: of two readings at once only the newer counts.
    const asked = "**/api/session/authenticator";
    await page.route(asked, (route) => route.fulfill({ status: 403, json: locked }));
    await office.see("person").click();
    await office.see("page-account").waitFor();
    await office.see("locked").waitFor();
    await page.unroute(asked);
    await page.locator("#prove-password").fill(PASSWORD);
    await office.see("prove").click();
    await office.see("locked").waitFor({ state: "hidden" });
    await inspect(page, "sign-in-account");
    ({ app } = await office.choosesAnew("một câu khác dễ nhớ"));
    await office.see("account-set").waitFor();
    await inspect(page, "sign-in-account-set");
    const elsewhere = await Office.make(t, ward);
    await elsewhere.page.goto(`${ward.url}/office/sign-in`);
    await elsewhere.signIn("31135", "Cô Lan", PASSWORD, spare);
    await elsewhere.see("sign-in-problem").waitFor();
    await elsewhere.browser.close();
    await office.turnTo("phones");
  });

  await step("her account stands in the list, and a colleague's is closed", async () => {
    const row = (name) => office.see("account-row").filter({ hasText: name });
    await row("Cô Lan").getByTestId("account-both").waitFor();
    assert.equal(await row("Cô Lan").getByTestId("account-close").count(), 0, "nobody closes their own");
    await row("Lâm Thị Thơm").getByTestId("account-close").click();
    await inspect(page, "sign-in-close");
    await office.see("confirm").click();
    await row("Lâm Thị Thơm").getByTestId("account-closed").waitFor();
    await row("Cô Lan").scrollIntoViewIfNeeded();
    await inspect(page, "sign-in-accounts");
  });
});
