// The four cases, the same for every peer.

import { Child } from "./child.mjs";
import { FACTS, ward } from "./ward.mjs";

/**
 * @typedef {{ up: number, down: number, requests: number }} Traffic
 * @typedef {{ case: string, system: string, metric: string, value: number, unit: string }} Figure
 */

/**
 * Plays the cases with one server and the phones of Mai and Hùng, each in a process of its own.
 *
 * The server answers `start` (with what a phone needs to know), `quiet` (when nothing moves any
 * more), `takeTraffic` (since last asked) and `facts`. A phone answers `begin`, `sync` (with its
 * round trips, if it is the one who knows them), `leave`, `work` and `facts`.
 *
 * @param {string} system
 * @param {URL} serverModule
 * @param {URL} phoneModule
 * @returns {Promise<Figure[]>}
 */
export async function playCases(system, serverModule, phoneModule) {
  const server = new Child(serverModule);
  const known = await server.ask("start");
  const [mai, hung] = [new Child(phoneModule), new Child(phoneModule)];
  for (const phone of [mai, hung]) await phone.ask("begin", known);
  const [first, pushed, second] = [0, 1, 2];
  const records = ward.work.map((work) => work.length);
  const figures = [];
  const measure = async (name, phone, expected) => {
    figures.push(...(await measured(name, system, server, phone)));
    await holds(name, phone, expected);
  };

  await measure("first500", mai, FACTS);
  await exchange(server, hung);
  // PouchDB asks once whether the server has what came from it: no cost of every day.
  for (const phone of [mai, hung]) await exchange(server, phone);
  await measure("noop", mai, FACTS);

  await mai.ask("work", first);
  await measure("push40", mai, FACTS + records[first]);
  await holds("push40", server, FACTS + records[first]);

  await hung.ask("work", pushed);
  await mai.ask("work", second);
  await exchange(server, mai);
  await measure("push40_pull80", hung, FACTS + records[first] + records[pushed] + records[second]);
  await holds("push40_pull80", server, FACTS + records[first] + records[pushed] + records[second]);
  Child.endAll();
  return figures;
}

/** A phone connects, syncs and goes; gives what passed and what both sides have computed by then. */
async function exchange(server, phone) {
  const trips = await phone.ask("sync");
  await server.ask("quiet");
  const spent = await cpuOf(server, phone);
  const traffic = await server.ask("takeTraffic");
  await phone.ask("leave");
  return { spent, traffic: { trips, ...traffic } };
}

const cpuOf = (...sides) => Promise.all(sides.map((side) => side.ask("cpuMs")));

/** One exchange: what crossed the wire, and what both sides computed for it. */
async function measured(name, system, server, phone) {
  const before = await cpuOf(server, phone);
  const { spent: after, traffic } = await exchange(server, phone);
  const rows = [
    ["bytes_up", traffic.up, "B"],
    ["bytes_down", traffic.down, "B"],
    ["requests", traffic.requests, ""],
    ["round_trips", traffic.trips, ""],
    ["cpu_ms_server", after[0] - before[0], "ms"],
    ["cpu_ms_client", after[1] - before[1], "ms"],
  ];
  return rows.map(([metric, value, unit]) => ({ case: name, system, metric, value, unit }));
}

/** A figure counts only if what had to arrive has arrived. */
async function holds(name, side, expected) {
  const facts = await side.ask("facts");
  if (facts !== expected) throw new Error(`${name}: ${facts} visits and handovers, not ${expected}`);
}
