// What lies in a phone's store under its seal, opened as only the phone's own page can while the phone is
// in use: by the key that this browser keeps. Written from the documents, with the browser's cryptography.

// What `table` holds, by key, each as text of one character a byte, so that bytes are searched as text. Where
// `puts` are given, they are put there, sealed, once what lies under `gone` is removed.
const SCRIPT = async ([table, puts, gone]) => {
  const result = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const get = (name, key) => result(database.transaction(name).objectStore(name).get(key));
  const database = await result(indexedDB.open("chungtay"));
  try {
    const device = await get("vault", "device");
    const session = await get("vault", "session");
    // CBOR: an array of two, a byte string of 12 + 32 + 16 bytes.
    const wrapped = session.subarray(3, 3 + session[2]);
    const how = (bytes) => ({ name: "AES-GCM", iv: bytes.subarray(0, 12) });
    const raw = await crypto.subtle.decrypt(how(wrapped), device, wrapped.subarray(12));
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    const place = (at) =>
      new TextEncoder().encode(["meta", "drafts"].includes(table) ? `${table}/${at}` : table);
    if (puts !== null) {
      const values = [];
      for (const [at, text] of puts) {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const seal = { name: "AES-GCM", iv, additionalData: place(at) };
        const plain = Uint8Array.from(text, (c) => c.charCodeAt(0));
        const sealed = new Uint8Array(await crypto.subtle.encrypt(seal, key, plain));
        values.push([at, Uint8Array.of(1, ...iv, ...sealed)]);
      }
      const store = database.transaction(table, "readwrite").objectStore(table);
      for (const at of gone) await result(store.delete(at));
      for (const [at, value] of values) await result(store.put(value, at));
      return puts;
    }
    // Both in one transaction: the phone may be writing and deleting meanwhile.
    const kept = database.transaction(table).objectStore(table);
    const [keys, values] = await Promise.all([result(kept.getAllKeys()), result(kept.getAll())]);
    const texts = [];
    for (const [index, at] of keys.entries()) {
      const value = values[index];
      // What the service worker reads and writes is sealed for the server, and by it, or says nothing.
      if (table === "meta" && ["outbox", "reply", "all_in_outbox"].includes(at)) {
        texts.push([at, ""]);
        continue;
      }
      const bound = { ...how(value.subarray(1)), additionalData: place(at) };
      const opened = new Uint8Array(await crypto.subtle.decrypt(bound, key, value.subarray(13)));
      texts.push([at, Array.from(opened, (byte) => String.fromCharCode(byte)).join("")]);
    }
    return texts;
  } finally {
    database.close();
  }
};

/** What a table holds: a key and a text each. */
function read(page, table) {
  return page.evaluate(SCRIPT, [table, null, []]);
}

/** Bytes as text, one character a byte. */
export function utf8(text) {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

/** Whether a value of `table` holds `text`. */
export async function holds(page, table, text) {
  const texts = await read(page, table);
  return texts.some(([, opened]) => opened.includes(utf8(text)));
}

/** Puts a text of as many bytes in another one's place; says in how many values. */
export async function replace(page, table, from, to) {
  const [before, after] = [utf8(from), utf8(to)];
  const found = (await read(page, table)).filter(([, opened]) => opened.includes(before));
  const puts = found.map(([at, opened]) => [at, opened.replace(before, after)]);
  await page.evaluate(SCRIPT, [table, puts, []]);
  return found.length;
}

/** Where rows lie: their keys. */
export async function rowKeys(page) {
  return (await read(page, "rows")).map(([at]) => at);
}

/** Takes the rows out of their pages and puts each by itself, as an app from before there were pages has. */
export async function takeRowsOutOfPages(page) {
  const pages = await read(page, "rows");
  const lines = pages.flatMap(([, text]) => linesOf(text));
  await page.evaluate(SCRIPT, ["rows", lines, pages.map(([at]) => at)]);
}

/** Turns over a bit of the first page of rows, as a memory that fails does. */
export function spoilFirstPage(page) {
  return page.evaluate(async () => {
    const result = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await result(indexedDB.open("chungtay"));
    const rows = database.transaction("rows", "readwrite").objectStore("rows");
    const [at] = await result(rows.getAllKeys());
    const sealed = await result(rows.get(at));
    sealed[sealed.length - 1] ^= 1;
    await result(rows.put(sealed, at));
    database.close();
  });
}

// A page is CBOR: an array of arrays of two, the id of sixteen bytes and the row.
function linesOf(page) {
  const byte = (at) => page.charCodeAt(at);
  const lines = [];
  let at = byte(0) < 0x98 ? 1 : 2;
  while (at < page.length) {
    const id = page.slice(at + 2, at + 18);
    const long = byte(at + 18) - 0x57;
    let length = 0;
    for (let next = 0; next < long; next += 1) length = length * 256 + byte(at + 19 + next);
    const begin = at + 19 + long;
    const hex = Array.from(id, (c) => c.charCodeAt(0).toString(16).padStart(2, "0")).join("");
    lines.push([hex, page.slice(begin, begin + length)]);
    at = begin + length;
  }
  return lines;
}

/** Leaves the store as an app from before there was a seal would have: everything in the clear, no vault. */
export async function openedAsBefore(page) {
  const tables = ["meta", "households", "campaigns", "rows", "records", "drafts"];
  const texts = {};
  for (const table of tables) texts[table] = (await read(page, table)).map(([, text]) => text);
  await page.evaluate(async ([tables, texts]) => {
    const result = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const sealed = await result(indexedDB.open("chungtay"));
    const keys = {};
    for (const table of tables) {
      keys[table] = await result(sealed.transaction(table).objectStore(table).getAllKeys());
    }
    sealed.close();
    await result(indexedDB.deleteDatabase("chungtay"));
    const opening = indexedDB.open("chungtay", 1);
    opening.onupgradeneeded = () => tables.forEach((table) => opening.result.createObjectStore(table));
    const clear = await result(opening);
    for (const table of tables) {
      for (const [at, key] of keys[table].entries()) {
        const value = Uint8Array.from(texts[table][at], (c) => c.charCodeAt(0));
        await result(clear.transaction(table, "readwrite").objectStore(table).put(value, key));
      }
    }
    clear.close();
  }, [tables, texts]);
}

/** Dates the last use of the phone back to the beginning of time. */
export function wasUsedLongAgo(page) {
  return page.evaluate(async () => {
    const result = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await result(indexedDB.open("chungtay"));
    const vault = database.transaction("vault", "readwrite").objectStore("vault");
    const session = await result(vault.get("session"));
    // The wrapped key, then in the place of the time a zero.
    const wrapped = session.subarray(0, 3 + session[2]);
    await result(vault.put(Uint8Array.of(...wrapped, 0), "session"));
    database.close();
  });
}

/** Dates the day on which the phone's data expire to yesterday. */
export function expiredYesterday(page) {
  return page.evaluate(async () => {
    const result = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await result(indexedDB.open("chungtay"));
    const vault = database.transaction("vault", "readwrite").objectStore("vault");
    // CBOR: an integer of eight bytes.
    const at = new DataView(new ArrayBuffer(9));
    at.setUint8(0, 0x1b);
    at.setBigUint64(1, BigInt(Date.now() - 86_400_000));
    await result(vault.put(new Uint8Array(at.buffer), "expires"));
    database.close();
  });
}

/** What lies in the vault of a seat, by name. */
export function keptInVault(page, seat = "chungtay") {
  return page.evaluate(async (seat) => {
    const result = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await result(indexedDB.open(seat));
    const keys = await result(database.transaction("vault").objectStore("vault").getAllKeys());
    database.close();
    return keys;
  }, seat);
}

/** Everything that the browser keeps for the app, as whoever has the phone's memory would read it. */
export function everythingRaw(page) {
  return page.evaluate(async () => {
    const result = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const raw = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    const kept = { indexedDB: "", caches: "", localStorage: "", sessionStorage: "" };
    for (const { name } of await indexedDB.databases()) {
      const database = await result(indexedDB.open(name));
      for (const table of database.objectStoreNames) {
        const store = database.transaction(table).objectStore(table);
        kept.indexedDB += (await result(store.getAllKeys())).join("\n");
        for (const value of await result(database.transaction(table).objectStore(table).getAll())) {
          kept.indexedDB += value instanceof Uint8Array ? raw(value) : JSON.stringify(value);
        }
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        kept.caches += request.url;
        const response = await cache.match(request);
        kept.caches += raw(new Uint8Array(await response.arrayBuffer()));
      }
    }
    for (const kind of ["localStorage", "sessionStorage"]) {
      for (const [key, value] of Object.entries(window[kind])) kept[kind] += `${key}=${value}\n`;
    }
    return kept;
  });
}
