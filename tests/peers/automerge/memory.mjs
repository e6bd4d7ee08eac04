// A storage adapter in memory. With one, both sides remember what the other has: without, every
// reconnection would cost more.

export class Memory {
  #chunks = new Map();

  async load(key) {
    return this.#chunks.get(key.join("/"))?.data;
  }

  async save(key, data) {
    this.#chunks.set(key.join("/"), { key, data });
  }

  async remove(key) {
    this.#chunks.delete(key.join("/"));
  }

  async loadRange(prefix) {
    return this.#inRange(prefix);
  }

  async removeRange(prefix) {
    for (const { key } of this.#inRange(prefix)) await this.remove(key);
  }

  #inRange(prefix) {
    const begins = ({ key }) => prefix.every((part, at) => key[at] === part);
    return [...this.#chunks.values()].filter(begins);
  }
}
