// Phones that push to PouchDB's server what its replication would, without computing anything: the
// requests are ready and the connections stand. Of a replication's eleven requests only the two
// that carry the records are sent.

import { createHash } from "node:crypto";
import { Agent, request } from "node:http";
import { answer } from "../bench/child.mjs";
import { deadline, workOf } from "../bench/ingest.mjs";
import { ofFact } from "./documents.mjs";

const agent = new Agent({ keepAlive: true });
let server;
let phones;

answer({ begin, push });

async function begin(known, theCase) {
  server = known;
  phones = Array.from({ length: theCase.phones }, (_, phone) =>
    workOf(theCase, phone).map(prepared),
  );
  await Promise.all(phones.map(() => send("GET", "", null)));
}

/** The bodies of one push. */
function prepared(records) {
  const documents = records.map(({ household, by, visit }) => {
    const document = ofFact("visit", household, by, visit);
    const revision = createHash("md5").update(document._id).digest("hex");
    const _revisions = { start: 1, ids: [revision] };
    return { ...document, _rev: `1-${revision}`, _revisions };
  });
  const asked = Object.fromEntries(documents.map(({ _id, _rev }) => [_id, [_rev]]));
  return {
    records: records.length,
    asked: JSON.stringify(asked),
    documents: JSON.stringify({ docs: documents, new_edits: false }),
  };
}

async function push() {
  const [began, until] = [performance.now(), deadline()];
  const latenciesMs = [];
  let records = 0;
  await Promise.all(
    phones.map(async (pushes) => {
      for (const one of pushes) {
        if (performance.now() > until) return;
        const from = performance.now();
        await send("POST", "/_revs_diff", one.asked);
        await send("POST", "/_bulk_docs", one.documents);
        latenciesMs.push(performance.now() - from);
        records += one.records;
      }
    }),
  );
  return { records, seconds: (performance.now() - began) / 1_000, latenciesMs };
}

function send(method, path, body) {
  const { port, path: database } = server;
  const headers = body === null ? {} : { "content-type": "application/json" };
  const options = { agent, host: "127.0.0.1", port, path: database + path, method, headers };
  return new Promise((resolve, reject) => {
    const sent = request(options, (reply) => {
      reply.resume();
      reply.once("end", () =>
        reply.statusCode < 300 ? resolve() : reject(new Error(`${path}: ${reply.statusCode}`)),
      );
    });
    sent.once("error", reject);
    sent.end(body ?? undefined);
  });
}
