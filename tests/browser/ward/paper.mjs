// A page on paper: printed by the browser as a person would, without touching a setting, and read again.

import { execFile } from "node:child_process";

/**
 * What stands on the sheets, each a text whose words are parted by single spaces.
 *
 * @param {import("playwright-core").Page} page
 * @returns {Promise<{ sheets: string[], size: string }>}
 */
export async function printed(page) {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  // In the order in which it was written: what is broken into lines within a cell stays together.
  const text = await program("pdftotext", ["-raw", "-", "-"], pdf);
  const sheets = text.split("\f").slice(0, -1);
  const said = await program("pdfinfo", ["-"], pdf);
  const [, size] = said.match(/^Page size:\s+(.*)$/m);
  return { sheets: sheets.map((sheet) => sheet.replaceAll(/\s+/g, " ").trim()), size };
}

/** What a program of Debian's poppler-utils says of the bytes. */
function program(name, args, bytes) {
  return new Promise((resolve, reject) => {
    const options = { encoding: "utf8", maxBuffer: 1 << 26 };
    const child = execFile(name, args, options, (error, said) => (error ? reject(error) : resolve(said)));
    child.stdin.end(bytes);
  });
}
