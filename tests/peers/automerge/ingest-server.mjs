// automerge-repo as a sync server over WebSocket, with its own storage in the filesystem.

import { Repo } from "@automerge/automerge-repo";
import { WebSocketServerAdapter } from "@automerge/automerge-repo-network-websocket";
import { NodeFSStorageAdapter } from "@automerge/automerge-repo-storage-nodefs";
import { WebSocketServer } from "ws";
import { answer } from "../bench/child.mjs";
import { workOf } from "../bench/ingest.mjs";
import { ward } from "../bench/ward.mjs";
import { factsOfAll, listed } from "./documents.mjs";

const handles = [];

answer({ start, stored: () => factsOfAll(handles) });

/** Each phone has documents of its own: nobody is told of another's changes. */
async function start({ folder, theCase }) {
  const sockets = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await new Promise((resolve) => sockets.once("listening", resolve));
  const repo = new Repo({
    network: [new WebSocketServerAdapter(sockets)],
    storage: new NodeFSStorageAdapter(folder),
    peerId: "server",
    sharePolicy: async () => false,
  });
  const households = new Map(ward.households.map((household) => [household.id, household]));
  const documents = Array.from({ length: theCase.phones }, (_, phone) => {
    const visited = new Set(workOf(theCase, phone).flat().map(({ household }) => household));
    return [...visited].map((household) => {
      const handle = repo.create(listed(households.get(household)));
      handles.push(handle);
      return { household, id: handle.documentId };
    });
  });
  await repo.flush();
  const withBytes = async ({ household, id }) => {
    const bytes = await repo.export(id);
    return { household, id, bytes: Buffer.from(bytes).toString("base64") };
  };
  return {
    url: `ws://127.0.0.1:${sockets.address().port}`,
    storage: await repo.storageId(),
    documents: await Promise.all(documents.map((one) => Promise.all(one.map(withBytes)))),
  };
}
