// Bodies of one HTTP server as they cross the wire: a reply's after it was compressed.

export class Bodies {
  #traffic = { up: 0, down: 0, requests: 0 };

  /** Counts this request's bodies; call it before anything else sees them. */
  watch(request, response) {
    this.#traffic.requests += 1;
    const push = request.push;
    request.push = (chunk, ...rest) => {
      this.#traffic.up += sizeOf(chunk);
      return push.call(request, chunk, ...rest);
    };
    for (const name of ["write", "end"]) {
      const pass = response[name];
      response[name] = (chunk, ...rest) => {
        this.#traffic.down += sizeOf(chunk, rest[0]);
        return pass.call(response, chunk, ...rest);
      };
    }
  }

  /** What has passed since last asked. */
  take() {
    const taken = this.#traffic;
    this.#traffic = { up: 0, down: 0, requests: 0 };
    return taken;
  }
}

function sizeOf(chunk, encoding) {
  if (typeof chunk === "string") {
    return Buffer.byteLength(chunk, typeof encoding === "string" ? encoding : "utf8");
  }
  return chunk?.byteLength ?? 0;
}
