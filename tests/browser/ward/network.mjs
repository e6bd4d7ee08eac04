// The network between the phones and the server, with the faults of a rural one.

import { createServer, request as ask } from "node:http";

/**
 * What befalls one request, whose body has been read whole.
 *
 * @callback Fault
 * @param {Passing} passing
 * @returns {Promise<void>}
 *
 * @typedef {object} Passing
 * @property {import("node:http").IncomingMessage} request
 * @property {import("node:http").ServerResponse} response The phone's side of the connection.
 * @property {() => Promise<import("node:http").IncomingMessage>} forward
 *   Carries the request to the server and gives its reply.
 * @property {() => Promise<void>} forwardHalf Carries the first half and breaks off.
 */

/** A proxy in front of the server. Without faults it changes nothing. */
export class Network {
  #proxy;
  #serverPort;
  #sockets = new Set();
  /** @type {{path: string, fault: Fault}[]} */
  #faults = [];
  /** @type {{path: string, fault: Fault} | null} */
  #standing = null;
  /** Requests that came by, as `METHOD path`. */
  passed = [];

  constructor(serverPort) {
    this.#serverPort = serverPort;
    this.#proxy = createServer((request, response) => {
      this.#carry(request, response).catch(() => response.socket?.destroy());
    });
    this.#proxy.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
  }

  /** A network to the server on this port of this machine. */
  static async open(serverPort) {
    const network = new Network(serverPort);
    await new Promise((resolve) => network.#proxy.listen(0, "127.0.0.1", resolve));
    network.port = network.#proxy.address().port;
    return network;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The next request to `path` that no earlier fault waits for meets this one. */
  befall(path, fault) {
    this.#faults.push({ path, fault });
  }

  /** Until the next one, or `null`, every request to `path` that meets no other fault meets this one. */
  befallEvery(path, fault) {
    this.#standing = fault && { path, fault };
  }

  /** Faults that nothing has met yet. */
  get faultsLeft() {
    return this.#faults.length;
  }

  /** How often `path` was asked for. */
  count(path) {
    return this.passed.filter((line) => line.endsWith(` ${path}`)).length;
  }

  /** No more connections, and those there are break: the phone has left the network. */
  async down() {
    const closed = new Promise((resolve) => this.#proxy.close(resolve));
    this.#sockets.forEach((socket) => socket.destroy());
    await closed;
  }

  /** The network is back, at the same address. */
  async up() {
    await new Promise((resolve) => this.#proxy.listen(this.port, "127.0.0.1", resolve));
  }

  async close() {
    if (this.#proxy.listening) await this.down();
  }

  async #carry(request, response) {
    const path = request.url.split("?")[0];
    this.passed.push(`${request.method} ${path}`);
    const body = await readAll(request);
    const forward = () => this.#forward(request, response, (sent) => sent.end(body));
    const fault = this.#faultFor(path);
    if (!fault) return reply(await forward(), response);
    const half = body.subarray(0, Math.ceil(body.length / 2));
    const forwardHalf = () =>
      new Promise((resolve) => {
        const breakOff = (sent) => sent.write(half, () => resolve(sent.destroy()));
        this.#forward(request, response, breakOff).catch(() => {});
      });
    await fault({ request, response, forward, forwardHalf });
  }

  #faultFor(path) {
    const at = this.#faults.findIndex((waiting) => waiting.path === path);
    if (at >= 0) return this.#faults.splice(at, 1)[0].fault;
    return this.#standing?.path === path ? this.#standing.fault : null;
  }

  #forward(request, response, send) {
    const { method, url: path, headers } = request;
    return new Promise((resolve, reject) => {
      const options = { host: "127.0.0.1", port: this.#serverPort, method, path, headers };
      const sent = ask({ ...options, agent: false }, resolve);
      sent.once("error", reject);
      // The phone gave up: so does whatever it asked for.
      response.once("close", () => sent.destroy());
      send(sent);
    });
  }
}

/** The faults themselves. */
export const faults = {
  /** The server does what was asked, and the phone never hears of it. */
  replyLost: async ({ forward, response }) => {
    await readAll(await forward());
    response.socket.destroy();
  },

  /** The request arrives twice, one after the other; the phone gets the second reply. */
  sentTwice: async ({ forward, response }) => {
    await readAll(await forward());
    await reply(await forward(), response);
  },

  /** The request arrives twice at once; the phone gets one of the replies. */
  sentTwiceAtOnce: async ({ forward, response }) => {
    const [one, other] = await Promise.all([forward(), forward()]);
    await Promise.all([readAll(other), reply(one, response)]);
  },

  /** The connection breaks after so many bytes of the reply, and after something happens. */
  cutAfter: (bytes, happens) => async ({ forward, response }) => {
    const answer = await forward();
    response.writeHead(answer.statusCode, answer.headers);
    let left = bytes;
    for await (const part of answer) {
      const passing = part.subarray(0, left);
      left -= passing.length;
      // The part must be on its way before the line breaks.
      await new Promise((resolve) => response.write(passing, resolve));
      if (left === 0) break;
    }
    await happens?.();
    response.socket.destroy();
  },

  /** Only the first half of the request arrives; then something happens. */
  halfSentThen: (happens) => async ({ forwardHalf, response }) => {
    await forwardHalf();
    await happens();
    response.socket.destroy();
  },

  /** Something happens when the request has reached the server, before any reply is read. */
  meanwhile: (happens) => async ({ forward, response }) => {
    const answer = forward().catch(() => null);
    await happens();
    await answer;
    response.socket.destroy();
  },

  /** The server does what was asked and has replied; then something happens, and the reply is lost. */
  repliedThen: (happens) => async ({ forward, response }) => {
    await readAll(await forward());
    await happens();
    response.socket.destroy();
  },

  /** The server does what was asked; its reply is held up until something has happened. */
  heldUntil: (happened) => async ({ forward, response }) => {
    const answer = await forward();
    await happened;
    await reply(answer, response);
  },

  /** Something happens when the reply has begun; the phone gets no more than its beginning. */
  inMidReply: (happens) => async ({ forward, response }) => {
    const answer = await forward();
    response.writeHead(answer.statusCode, answer.headers);
    for await (const part of answer) {
      await new Promise((resolve) => response.write(part, resolve));
      break;
    }
    await happens();
    response.socket.destroy();
  },

  /** The server has another version of the file. */
  rewritten: (rewrite) => async ({ request, forward, response }) => {
    request.headers["accept-encoding"] = "identity";
    const answer = await forward();
    const { "content-length": _, ...headers } = answer.headers;
    const text = (await readAll(answer)).toString();
    response.writeHead(answer.statusCode, headers);
    response.end(rewrite(text));
  },

  /** The server would have answered this, at another time. */
  answered: (status, body) => async ({ response }) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  },
};

async function reply(answer, response) {
  response.writeHead(answer.statusCode, answer.headers);
  for await (const part of answer) response.write(part);
  await new Promise((resolve) => response.end(resolve));
}

async function readAll(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
