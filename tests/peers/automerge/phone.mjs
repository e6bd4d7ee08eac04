// A phone with automerge-repo: it connects, is silent when all is exchanged, and goes.

import { Repo } from "@automerge/automerge-repo";
import { WebSocketClientAdapter } from "@automerge/automerge-repo-network-websocket";
import { answer } from "../bench/child.mjs";
import { ward } from "../bench/ward.mjs";
import { add, factsOfAll } from "./documents.mjs";
import { Memory } from "./memory.mjs";

const repo = new Repo({ network: [], storage: new Memory() });
const handles = new Map();
let server;
let adapter;

answer({ begin, sync, leave, work, facts: () => factsOfAll([...handles.values()]) });

function begin(known) {
  server = known;
  // Automerge's WASM is prepared before anything is measured.
  new Repo().create({});
}

/** Connects; a phone that holds nothing yet asks for every document. */
async function sync() {
  const greeted = new Promise((resolve) => repo.networkSubsystem.once("peer", resolve));
  adapter = new WebSocketClientAdapter(server.url);
  repo.networkSubsystem.addNetworkAdapter(adapter);
  await greeted;
  if (handles.size > 0) return;
  const found = Object.entries(server.documents).map(async ([household, url]) => {
    handles.set(household, await repo.find(url));
  });
  await Promise.all(found);
}

async function leave() {
  repo.networkSubsystem.removeNetworkAdapter(adapter);
  await repo.flush();
}

/** Records the visits that were planned, one a household. */
function work(which) {
  for (const { household, visit } of ward.work[which]) add(handles.get(household), "visits", visit);
}
