// What the phone's list must find, worked out from what the office knows.

import assert from "node:assert/strict";
import { fold, wordsOf } from "./fold.mjs";

/** Searches as people do: no marks, given name, everyday name, hamlet, words in any order. */
export async function findsByWords(phone, everybody) {
  await phone.turnTo("households");
  const begins = (typed) => {
    const tokens = fold(typed).split(" ");
    return everybody.filter(({ search }) => {
      const words = search.split(" ");
      return tokens.every((token) => words.some((word) => word.startsWith(token)));
    });
  };
  for (const { search, ...household } of everybody) {
    for (const word of wordsOf(household)) assert.ok(search.split(" ").includes(word), word);
  }
  const someone = everybody.find(({ head_name: name }) => /^Đ.*Đường$|^Đặng/.test(name));
  const nicknamed = everybody.find(({ nickname }) => nickname.includes(" "));
  const given = someone.head_name.split(" ").at(-1);
  const searches = [
    "dang",
    "duong",
    given,
    nicknamed.nickname,
    someone.hamlet,
    `${given} ${fold(someone.head_name.split(" ")[0])}`,
    `${fold(someone.hamlet)} dang`,
  ];
  for (const typed of searches) {
    const { count, names } = await phone.search(typed);
    const expected = begins(typed);
    assert.equal(count, expected.length, typed);
    const known = new Set(expected.map(({ head_name: name }) => name));
    assert.ok(names.length > 0, `${typed} shows somebody`);
    for (const name of names) assert.ok(known.has(name), `${typed} does not find ${name}`);
  }
  assert.ok(begins("dang").length > 0 && begins("duong").length > 0);
  const { count } = await phone.search("xyzxyz");
  assert.equal(count, 0);
  await phone.see("list-none-match").waitFor();
  await phone.search("");
}

/** Narrows the list by hamlet, category, and whether somebody has been there. */
export async function narrows(phone, everybody, summary) {
  const [{ hamlet }] = everybody;
  const shown = async (count) => {
    const words = count === everybody.length ? `${count} hộ` : `Đang hiện ${count} trong`;
    await phone.see("list-count").filter({ hasText: words }).waitFor();
  };
  await phone.see("filters").tap();
  await phone.choose("filter-hamlet", hamlet);
  const there = everybody.filter((household) => household.hamlet === hamlet);
  await shown(there.length);
  await phone.choose("filter-category", "poor");
  await shown(there.filter((household) => household.category === "poor").length);
  await phone.see("filters-clear").tap();
  await shown(everybody.length);

  await phone.choose("filter-visited", "yes");
  const visited = summary.visited_in_campaign.households;
  await shown(visited);
  await phone.choose("filter-visited", "not-yet");
  await shown(everybody.length - visited);
  await phone.see("filters-clear").tap();
  await phone.see("filters").tap();
}
