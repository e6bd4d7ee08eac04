// A ward: the real server with a data folder of its own, and the links it prints.

import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fillWithDemo } from "./demo.mjs";
import { Network } from "./network.mjs";
import { until } from "./until.mjs";

/**
 * @typedef {object} Link
 * @property {string} address
 * @property {string} person Whose it is.
 */

/** The server's binary: `CHUNGTAY_BIN`, or the release build of this checkout. */
const BINARY =
  process.env.CHUNGTAY_BIN ?? fileURLToPath(new URL("../../../target/release/chungtay", import.meta.url));

/** A link as the server prints it: address, two spaces, the person in brackets. */
const LINK = /^\s*(https?:\/\/\S+\/enrol#\S+)\s+\((.+)\)$/gm;

/** A link for another role of the office: the role, a colon, the address. */
const COLLEAGUE = /^\s*(\w+): (https?:\/\/\S+\/enrol#\S+)$/gm;

/** Servers that still run; a test that is cut short must leave none behind. */
const running = new Set();
process.on("exit", () => running.forEach((server) => server.kill("SIGKILL")));

export class Ward {
  /** @type {import("node:child_process").ChildProcess | null} */
  #server = null;
  #port;
  #host;
  /** What the server printed since it was last started. */
  said = "";
  /**
   * The links it printed for the invented commune.
   * @type {{ office: Link, volunteers: Link[], city: Link, colleagues: Record<string, string> }}
   */
  links;
  /** Everything it ever logged. */
  log = "";

  constructor(folder, port, network, host) {
    this.folder = folder;
    this.#port = port;
    this.#host = host;
    /** The network between the phones and the server; `null` when they talk to it directly. */
    this.network = network;
  }

  /**
   * A ward that runs, and ends with the test.
   *
   * @param {import("node:test").TestContext} t
   * @param {object} [options]
   * @param {boolean} [options.demo] Whether the invented commune is in it.
   * @param {boolean} [options.network] Whether everybody reaches it over a network with faults.
   * @param {string} [options.host] By which name people reach it otherwise.
   */
  static async open(t, { demo = true, network = false, host } = {}) {
    const ward = await Ward.make({ network, host });
    t.after(() => ward.close());
    await ward.start({ demo });
    return ward;
  }

  /** A ward whose server does not run yet. */
  static async make({ network = false, host = "127.0.0.1" } = {}) {
    if (!existsSync(BINARY)) {
      throw new Error(`there is no server at ${BINARY}: build it, or set CHUNGTAY_BIN`);
    }
    const folder = await mkdtemp(join(tmpdir(), "chungtay-ward-"));
    const port = await freePort();
    return new Ward(folder, port, network ? await Network.open(port) : null, host);
  }

  /** Where people reach the ward. */
  get url() {
    return this.network?.url ?? this.directUrl;
  }

  /** The server itself, past any network between. */
  get directUrl() {
    return `http://${this.#host}:${this.#port}`;
  }

  /** Starts the server, on the same data and port as before; returns when it serves. */
  async start({ demo = false } = {}) {
    this.said = "";
    if (demo && (await readdir(this.folder)).length === 0) await fillWithDemo(BINARY, this.folder);
    const args = ["serve", "--data", this.folder, "--listen", `127.0.0.1:${this.#port}`];
    args.push("--public-url", this.url, ...(demo ? ["--demo"] : []));
    const server = spawn(BINARY, args, { stdio: ["ignore", "pipe", "pipe"] });
    running.add(server);
    server.once("exit", () => running.delete(server));
    server.stdout.setEncoding("utf8").on("data", (text) => (this.said += text));
    server.stderr.setEncoding("utf8").on("data", (text) => (this.log += text));
    this.#server = server;
    await until("the server serves", async () => {
      if (server.exitCode !== null) throw new Error(`the server has ended: ${this.log}`);
      return this.said.includes("serves on") && (await isHealthy(this.directUrl));
    });
    if (demo) this.links = linksIn(this.said);
  }

  /** Asks the server to end, as a service manager does, and waits for it. */
  async stop() {
    await this.#end("SIGTERM");
  }

  /** Ends the server with no warning, in the middle of whatever it does. */
  async kill() {
    await this.#end("SIGKILL");
  }

  /** Runs another command of the server's binary on this ward's data, such as `backup FILE`. */
  async command(...args) {
    await promisify(execFile)(BINARY, [...args, "--data", this.folder]);
  }

  async #end(signal) {
    const server = this.#server;
    if (server === null || server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill(signal);
    const stuck = setTimeout(() => server.kill("SIGKILL"), 10_000);
    const [code, killedBy] = await ended.then(() => [server.exitCode, server.signalCode]);
    clearTimeout(stuck);
    if (signal === "SIGTERM" && code !== 0) {
      throw new Error(`asked to end, the server did not within 10 s (${code ?? killedBy})`);
    }
  }

  async close() {
    await this.#end("SIGKILL");
    await this.network?.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function linksIn(said) {
  const links = [...said.matchAll(LINK)].map(([, address, person]) => ({ address, person }));
  const [office, ...others] = links;
  const city = others.pop();
  const colleagues = [...said.matchAll(COLLEAGUE)].map(([, role, address]) => [role, address]);
  return { office, volunteers: others, city, colleagues: Object.fromEntries(colleagues) };
}

async function isHealthy(url) {
  const answer = await fetch(`${url}/healthz`).catch(() => null);
  return answer?.ok ?? false;
}

/** A port that nobody listens on. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
