// PouchDB's own server on LevelDB on a disk. As it comes it does not force what it has answered to
// the disk; made durable, LevelDB's own option does.

import { createServer } from "node:http";
import { createRequire } from "node:module";
import express from "express";
import expressPouchDb from "express-pouchdb";
import leveldb from "pouchdb-adapter-leveldb";
import mapreduce from "pouchdb-mapreduce";
import PouchDb from "pouchdb-core";
import replication from "pouchdb-replication";
import { answer } from "../bench/child.mjs";
import { documentsOfWard, factsIn } from "./documents.mjs";

const NAME = "ward";
let database;
let atFirst;

answer({ start, stored: async () => (await factsIn(database)) - atFirst });

async function start({ folder, durable }) {
  const Database = PouchDb.plugin(leveldb)
    .plugin(mapreduce)
    .plugin(replication)
    .defaults({ prefix: `${folder}/`, ...(durable ? { db: forcing() } : {}) });
  const app = express();
  app.use(expressPouchDb(Database, { mode: "minimumForPouchDB" }));
  const http = createServer(app);
  await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
  database = new Database(NAME);
  await database.bulkDocs(documentsOfWard());
  atFirst = await factsIn(database);
  return { port: http.address().port, path: `/${NAME}` };
}

/** LevelDB with every write forced to the disk. */
function forcing() {
  const leveldown = createRequire(import.meta.resolve("pouchdb-adapter-leveldb"))("leveldown");
  return function forced(location) {
    const level = leveldown(location);
    const write = level._batch;
    level._batch = (operations, options, done) =>
      write.call(level, operations, { ...options, sync: true }, done);
    return level;
  };
}
