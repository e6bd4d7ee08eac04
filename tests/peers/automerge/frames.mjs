// The frames of one WebSocket server, counted when they pass, understood only when asked.

import { cbor } from "@automerge/automerge-repo";

/** The upgrade to a WebSocket, and the greeting that every exchange waits for. */
const TRIPS_BEFORE_DOCUMENTS = 2;
/** How long nothing may move before an exchange is over. */
const QUIET_MS = 1_500;

export class Frames {
  #frames = [];
  #lastAt = 0;

  /** @param {import("ws").WebSocketServer} sockets */
  constructor(sockets) {
    sockets.on("connection", (socket) => {
      socket.on("message", (data) => this.#note("up", data));
      const send = socket.send;
      socket.send = (data, ...rest) => {
        this.#note("down", data);
        return send.call(socket, data, ...rest);
      };
    });
  }

  #note(direction, data) {
    this.#frames.push({ direction, data });
    this.#lastAt = performance.now();
  }

  /** Resolves when no frame has passed for a while. */
  async quiet() {
    const asked = performance.now();
    for (;;) {
      const wait = Math.max(asked, this.#lastAt) + QUIET_MS - performance.now();
      if (wait <= 0) return;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  /** What has passed since last asked; payloads only. */
  take() {
    const frames = this.#frames.splice(0);
    const bytes = (wanted) =>
      frames
        .filter(({ direction }) => direction === wanted)
        .reduce((sum, { data }) => sum + data.byteLength, 0);
    const trips = TRIPS_BEFORE_DOCUMENTS + tripsOf(frames);
    return { up: bytes("up"), down: bytes("down"), requests: frames.length, trips };
  }
}

/**
 * How often at most a phone had to wait for an answer about one document: documents do not wait for
 * each other.
 */
function tripsOf(frames) {
  const documents = new Map();
  for (const { direction, data } of frames) {
    const { documentId } = cbor.decode(new Uint8Array(data));
    if (documentId === undefined) continue;
    const seen = documents.get(documentId) ?? { trips: 0, last: "down" };
    if (seen.last === "up" && direction === "down") seen.trips += 1;
    documents.set(documentId, { ...seen, last: direction });
  }
  return Math.max(0, ...[...documents.values()].map(({ trips }) => trips));
}
