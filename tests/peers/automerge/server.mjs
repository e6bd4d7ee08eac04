// automerge-repo as a sync server over WebSocket: it gives out only what is asked for.

import { Repo } from "@automerge/automerge-repo";
import { WebSocketServerAdapter } from "@automerge/automerge-repo-network-websocket";
import { WebSocketServer } from "ws";
import { answer } from "../bench/child.mjs";
import { ward } from "../bench/ward.mjs";
import { add, factsOfAll, listed } from "./documents.mjs";
import { Frames } from "./frames.mjs";
import { Memory } from "./memory.mjs";

const handles = [];
let frames;

answer({
  start,
  quiet: () => frames.quiet(),
  takeTraffic: () => frames.take(),
  facts: () => factsOfAll(handles),
});

/** The documents' addresses are told for nothing: automerge-repo leaves it to programs to know them. */
async function start() {
  const sockets = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await new Promise((resolve) => sockets.once("listening", resolve));
  frames = new Frames(sockets);
  const repo = new Repo({
    network: [new WebSocketServerAdapter(sockets)],
    storage: new Memory(),
    peerId: "server",
    sharePolicy: async () => false,
  });
  const documents = {};
  for (const household of ward.households) {
    const handle = repo.create(listed(household));
    for (const list of ["visits", "handovers"]) {
      for (const { fact } of household[list].toReversed()) add(handle, list, fact);
    }
    handles.push(handle);
    documents[household.id] = handle.url;
  }
  await repo.flush();
  return { url: `ws://127.0.0.1:${sockets.address().port}`, documents };
}
