// The invented commune as the server fills it, made once and copied for each ward: a debug server takes seconds for
// it, and a run of all stories opens some ninety wards.

import { spawn } from "node:child_process";
import { cp, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./until.mjs";

const PREFIX = "chungtay-demo-";
const HOUR_MS = 3_600_000;

/** Copies the commune that `binary` invents into an empty folder. */
export async function fillWithDemo(binary, folder) {
  // What is invented is of yesterday and the days before: older than an hour it is made anew.
  const { mtimeMs } = await stat(binary);
  const name = `${PREFIX}${Math.trunc(mtimeMs)}-${Math.trunc(Date.now() / HOUR_MS)}`;
  const made = join(tmpdir(), name);
  if (!(await isThere(made))) await make(binary, made);
  await cp(made, folder, { recursive: true });
}

async function make(binary, made) {
  const others = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const name of others) {
    const path = join(tmpdir(), name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > 2 * HOUR_MS) await rm(path, { recursive: true, force: true });
  }
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}in-the-making-`));
  const args = ["serve", "--data", folder, "--listen", "127.0.0.1:0", "--demo"];
  const server = spawn(binary, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  let said = "";
  server.stdout.setEncoding("utf8").on("data", (text) => (said += text));
  await until("the commune is invented", async () => {
    if (server.exitCode !== null) throw new Error("the server has ended");
    return said.includes("serves on");
  });
  // It writes what is still in its memory and closes its database.
  server.kill("SIGTERM");
  await ended;
  // Somebody else may have made one meanwhile: either will do.
  await rename(folder, made).catch(() => rm(folder, { recursive: true, force: true }));
}

function isThere(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}
