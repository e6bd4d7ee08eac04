// A phone with PouchDB, in memory.

import http from "pouchdb-adapter-http";
import memory from "pouchdb-adapter-memory";
import PouchDb from "pouchdb-core";
import replication from "pouchdb-replication";
import { answer } from "../bench/child.mjs";
import { ward } from "../bench/ward.mjs";
import { factsIn, ofFact } from "./documents.mjs";

/** As large as it helps: the default of 100 would take many more requests. */
const OPTIONS = { batch_size: 1_000 };

const Database = PouchDb.plugin(memory).plugin(http).plugin(replication);
const local = new Database("phone", { adapter: "memory" });
let server;
let isEmpty = true;

answer({ begin, sync, leave: () => {}, work, facts: () => factsIn(local) });

function begin(known) {
  server = known;
}

/**
 * What `PouchDB.sync` does: both directions at once. An empty phone only pulls. Gives the round
 * trips, at least so many: requests of one direction wait for each other, unless they overlap here.
 */
async function sync() {
  const [up, down] = [new Line(server.url), new Line(server.url)];
  const pull = Database.replicate(down.database, local, OPTIONS);
  const push = isEmpty ? null : Database.replicate(local, up.database, OPTIONS);
  await Promise.all([pull, push]);
  isEmpty = false;
  return Math.max(up.trips, down.trips);
}

/** Records the visits that were planned. */
async function work(which) {
  const records = ward.work[which];
  const documents = records.map(({ household, by, visit }) => ofFact("visit", household, by, visit));
  await local.bulkDocs(documents);
}

/** The server's database, and how often somebody waited for it. */
class Line {
  trips = 0;
  #underWay = 0;

  constructor(url) {
    const fetch = async (...request) => {
      if (this.#underWay === 0) this.trips += 1;
      this.#underWay += 1;
      try {
        return await PouchDb.fetch(...request);
      } finally {
        this.#underWay -= 1;
      }
    };
    this.database = new Database(url, { skip_setup: true, fetch });
  }
}
