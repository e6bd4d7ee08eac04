// `cargo xtask bench sync`, the peers' part: the same ward and the same work as Chung Tay's, synced
// by each of them. Reads the ward from the file CHUNGTAY_BENCH_WARD names; writes its rows to the
// file CHUNGTAY_BENCH_JSON names, or prints them.

import { writeFile } from "node:fs/promises";
import { playCases } from "./bench/cases.mjs";
import { Child } from "./bench/child.mjs";

const PEERS = { "automerge-repo": "automerge", pouchdb: "pouchdb" };

const figures = [];
try {
  for (const [system, folder] of Object.entries(PEERS)) {
    const module = (name) => new URL(`./${folder}/${name}.mjs`, import.meta.url);
    figures.push(...(await playCases(system, module("server"), module("phone"))));
  }
} finally {
  Child.endAll();
}
const json = JSON.stringify(figures, null, 2);
if (process.env.CHUNGTAY_BENCH_JSON === undefined) console.log(json);
else await writeFile(process.env.CHUNGTAY_BENCH_JSON, json);
