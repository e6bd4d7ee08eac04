// `cargo xtask bench ingest`, the peers' part: the same records as Chung Tay's, pushed by as many
// phones. Reads the ward from the file CHUNGTAY_BENCH_WARD names; writes its rows to the file
// CHUNGTAY_BENCH_JSON names, or prints them.

import { writeFile } from "node:fs/promises";
import { Child } from "./bench/child.mjs";
import { playIngest } from "./bench/ingest.mjs";

const SYSTEMS = [
  ["pouchdb", "pouchdb", { durable: true }],
  ["pouchdb-unforced", "pouchdb", { durable: false }],
  // Each run takes minutes to prepare.
  ["automerge-repo", "automerge", { runs: 1 }],
];

const figures = [];
try {
  for (const [system, folder, options] of SYSTEMS) {
    const module = (name) => new URL(`./${folder}/${name}.mjs`, import.meta.url);
    const [server, phones] = [module("ingest-server"), module("ingest-phones")];
    figures.push(...(await playIngest(system, server, phones, options)));
  }
} finally {
  Child.endAll();
}
const json = JSON.stringify(figures, null, 2);
if (process.env.CHUNGTAY_BENCH_JSON === undefined) console.log(json);
else await writeFile(process.env.CHUNGTAY_BENCH_JSON, json);
