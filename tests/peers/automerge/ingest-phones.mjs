// Phones with automerge-repo that are connected and in step with the server before they push.

import { Repo } from "@automerge/automerge-repo";
import { WebSocketClientAdapter } from "@automerge/automerge-repo-network-websocket";
import { answer } from "../bench/child.mjs";
import { deadline, workOf } from "../bench/ingest.mjs";
import { add } from "./documents.mjs";

let phones;
let storage;

answer({ begin, push });

async function begin(known, theCase) {
  storage = known.storage;
  phones = known.documents.map((documents, phone) => {
    const repo = new Repo({ network: [] });
    const imported = documents.map(({ household, id, bytes }) => [
      household,
      repo.import(Buffer.from(bytes, "base64"), { docId: id }),
    ]);
    return { repo, handles: new Map(imported), pushes: workOf(theCase, phone) };
  });
  for (const { repo, handles } of phones) {
    repo.networkSubsystem.addNetworkAdapter(new WebSocketClientAdapter(known.url));
    await Promise.all([...handles.values()].map(inStep));
  }
}

/** The server has said that it has what is here. */
function inStep(handle) {
  return new Promise((resolve) => {
    const look = () => {
      const theirs = handle.getSyncInfo(storage)?.lastHeads;
      if (theirs === undefined || `${theirs}` !== `${handle.heads()}`) return;
      handle.off("remote-heads", look);
      resolve();
    };
    handle.on("remote-heads", look);
    look();
  });
}

async function push() {
  const [began, until] = [performance.now(), deadline()];
  const latenciesMs = [];
  let [records, lastAt] = [0, began];
  let over = false;
  const ended = new Promise((resolve) => setTimeout(resolve, until - began)).then(() => {
    over = true;
  });
  const all = phones.map(async ({ handles, pushes }) => {
    for (const work of pushes) {
      if (over) return;
      const from = performance.now();
      const answered = work.map(async ({ household, visit }) => {
        const handle = handles.get(household);
        add(handle, "visits", visit);
        await inStep(handle);
        if (over) return;
        records += 1;
        lastAt = performance.now();
      });
      await Promise.race([Promise.all(answered), ended]);
      // Of a push that was cut off, it is known that it took longer.
      latenciesMs.push(performance.now() - from);
    }
  });
  await Promise.all(all);
  return { records, seconds: (lastAt - began) / 1_000, latenciesMs };
}
