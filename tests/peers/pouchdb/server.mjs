// PouchDB's own server, pouchdb-server's express app, in memory.

import { createServer } from "node:http";
import express from "express";
import expressPouchDb from "express-pouchdb";
import memory from "pouchdb-adapter-memory";
import mapreduce from "pouchdb-mapreduce";
import PouchDb from "pouchdb-core";
import replication from "pouchdb-replication";
import { answer } from "../bench/child.mjs";
import { Bodies } from "./bodies.mjs";
import { documentsOfWard, factsIn } from "./documents.mjs";

const NAME = "ward";
const Database = PouchDb.plugin(memory)
  .plugin(mapreduce)
  .plugin(replication)
  .defaults({ adapter: "memory" });
const bodies = new Bodies();
let database;

answer({
  start,
  quiet: () => {},
  takeTraffic: () => bodies.take(),
  facts: () => factsIn(database),
});

async function start() {
  const app = express();
  app.use(expressPouchDb(Database, { mode: "minimumForPouchDB" }));
  const http = createServer((request, response) => {
    bodies.watch(request, response);
    app(request, response);
  });
  await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
  database = new Database(NAME);
  await database.bulkDocs(documentsOfWard());
  return { url: `http://127.0.0.1:${http.address().port}/${NAME}` };
}
