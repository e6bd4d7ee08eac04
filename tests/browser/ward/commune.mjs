// A commune of one's own with a list of any length, made over HTTP as an office's browser does.

import { Authenticator } from "./authenticator.mjs";
import { PASSWORD } from "./office.mjs";

/**
 * Begins the empty server of `ward` with a commune of its own and imports `list`, if one is given.
 * Gives a volunteer's enrolment link.
 *
 * @param {import("./ward.mjs").Ward} ward
 * @param {{ name: string, buffer: Buffer } | null} list
 * @returns {Promise<import("./ward.mjs").Link>}
 */
export async function beginCommune(ward, list) {
  const begun = await post(`${ward.url}/api/setup/commune`, {}, {
    code: "31135",
    name: "",
    person_name: "Cô Lan",
  });
  const cookie = begun.headers.get("set-cookie").split(";")[0];
  await setUp(ward, cookie);
  if (list !== null) await importList(ward, cookie, list);
  const person = "Chị Mai";
  const invite = { person_name: person, role: "volunteer" };
  const made = await post(`${ward.url}/api/office/invites`, { cookie }, invite);
  return { address: (await made.json()).link, person };
}

/** A real unit's office has a password and an authenticator app before anything else. */
async function setUp(ward, cookie) {
  const told = await answered(await fetch(`${ward.url}/api/session/authenticator`, { headers: { cookie } }));
  const { secret } = await told.json();
  await post(`${ward.url}/api/session/factor`, { cookie }, { password: PASSWORD, code: await new Authenticator(secret).code() });
}

async function importList(ward, cookie, { name, buffer }) {
  const url = `${ward.url}/api/office/import`;
  const headers = { cookie, origin: ward.url, "x-file-name": encodeURIComponent(name) };
  const read = await answered(await fetch(url, { method: "POST", headers, body: buffer }));
  const { id } = await read.json();
  const confirmed = await post(`${url}/${id}/confirm`, { cookie }, { answers: {}, add_statuses: false });
  await confirmed.text();
}

async function post(url, headers, body) {
  const { origin } = new URL(url);
  const sent = { "content-type": "application/json", origin, ...headers };
  return answered(await fetch(url, { method: "POST", headers: sent, body: JSON.stringify(body) }));
}

async function answered(answer) {
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
  return answer;
}
