// Keeps the phone's shell for a start with no network, and posts what waits on the phone when the
// network comes back while nobody looks at the app.
//
// The shell is one set of files that belong together: it is fetched whole or not at all, kept in
// a cache named after the build, and a newer one waits until it is asked for.

const BUILD = "{{build}}";
const PRECACHE = {{precache}};
const PREFIX = "chungtay-shell-";
const CACHE = PREFIX + BUILD;
const HASHED = "/assets/";
const REPLY_BYTES_MAX = 1 << 20;
const SEALED = "/api/sync/sealed";
// The seats of those who use this phone, and the register of them (shared/src/phone/seats.rs).
const SEATS = ["chungtay", "chungtay-2", "chungtay-3", "chungtay-4"];
const REGISTER = "chungtay-people";

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("message", (event) => {
  if (event.data?.type === "skip-waiting") self.skipWaiting();
  if (event.data?.type !== "post") return;
  // The app posts for whoever has it open; what it posts not now goes the next time.
  event.waitUntil(postOutboxes(event.data.except).catch(() => {}));
});

// One that is refused comes again after some minutes, a few times.
self.addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(postWhatWaits());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (belongsToServer(url.pathname)) return;
  if (request.mode === "navigate") {
    event.respondWith(fromShell("/", request));
  } else if (PRECACHE.includes(url.pathname)) {
    event.respondWith(fromShell(url.pathname, request));
  }
});

function belongsToServer(path) {
  return ["/api", "/office", "/healthz"].some((own) => path === own || path.startsWith(own + "/"));
}

async function fromShell(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path, { ignoreVary: true })) ?? fetch(request);
}

async function install() {
  const responses = await Promise.all(PRECACHE.map(obtain));
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(responses.map((response, at) => cache.put(PRECACHE[at], response)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

// A hashed name never changes its content, so an older shell's copy or the browser's will do;
// the few names without a hash are asked of the server again.
async function obtain(path) {
  if (path.startsWith(HASHED)) {
    const kept = await caches.match(path, { ignoreVary: true });
    if (kept) return kept;
  }
  const response = await fetch(path, { cache: path.startsWith(HASHED) ? "default" : "no-cache" });
  if (!response.ok || response.redirected) throw new Error(`${path}: ${response.status}`);
  return response;
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

// What waits at every seat but that of whoever has the app before them, for whom it posts by itself.
async function postWhatWaits() {
  const isInSight = await isAppInSight();
  await postOutboxes(isInSight ? await openSeat() : "");
  if (isInSight) throw new Error("the app posts by itself");
}

// What one has in the way does not keep back what another has.
async function postOutboxes(except) {
  const troubles = [];
  for (const seat of SEATS) {
    if (seat === except || !(await isThere(seat))) continue;
    await postOutbox(seat).catch((trouble) => troubles.push(trouble));
  }
  if (troubles.length > 0) throw troubles[0];
}

// Where no register can be made there is one seat.
async function openSeat() {
  if (!(await isThere(REGISTER))) return SEATS[0];
  const open = await inStore(REGISTER, "vault", "readonly", (vault) => vault.get("open"));
  return open ?? SEATS[0];
}

// The store worker has prepared a request under `outbox`, sealed for the server, and takes in the reply
// under `reply`, sealed for it, as if it had come over its own line: nothing that passes here can be read
// here. Should it post the same meanwhile, nothing is applied twice, and
// the outbox is no longer there: then the reply belongs to nobody.
async function postOutbox(seat) {
  const wiped = await inStore(seat, "meta", "readonly", (meta) => meta.get("wiped"));
  if (wiped?.length) return sayWiped(seat, wiped);
  const outbox = await inStore(seat, "meta", "readonly", (meta) => meta.get("outbox"));
  if (!outbox) return;
  const response = await fetch(SEALED, {
    method: "POST",
    headers: { "content-type": "application/octet-stream", ...(await proof(seat, SEALED, outbox)) },
    body: outbox,
    cache: "no-store",
    credentials: "omit",
    // Only a network's sign-in page redirects; it is not the server.
    redirect: "error",
  });
  const isReply = response.headers.get("content-type")?.startsWith("application/octet-stream");
  const lost = response.status === 410 && response.headers.get("chungtay-wipe");
  if (lost) return wipe(seat, lost, outbox);
  // Whatever else it says, it says to the app as well.
  if (response.status !== 200 || !isReply) throw new Error(`answered by ${response.status}`);
  const reply = await readAll(response);
  await inStore(seat, "meta", "readwrite", (meta) => {
    meta.get("outbox").onsuccess = ({ target }) => {
      if (!target.result || indexedDB.cmp(target.result, outbox) !== 0) return;
      meta.put(reply, "reply");
      meta.delete("outbox");
    };
  });
}

// That this phone itself asks: signed by the key that the store worker has made, and counted by the same
// number (docs/sync-protocol.md). Where the browser makes no keys there is none.
async function proof(seat, path, body) {
  const signer = await inStore(seat, "vault", "readonly", (vault) => vault.get("signer"));
  if (!signer) return {};
  let count;
  await inStore(seat, "vault", "readwrite", (vault) => {
    vault.get("proofs").onsuccess = ({ target }) => {
      count = (target.result ?? 0) + 1;
      vault.put(count, "proofs");
    };
  });
  const signed = await new Blob([`Chung Tay proof 1\n${path}\n${count}\n`, body]).arrayBuffer();
  const how = { name: "ECDSA", hash: "SHA-256" };
  const signature = new Uint8Array(await crypto.subtle.sign(how, signer.privateKey, signed));
  return { "chungtay-proof": `${count}.${toHex(signature)}` };
}

// The phone of this seat is lost, and the server has what was posted. Everything there is removed in one
// transaction, unless more was recorded since, or a window of the app has the seat open, which does that itself.
async function wipe(seat, code, outbox) {
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (windows.some(({ url }) => !belongsToServer(new URL(url).pathname)) && seat === (await openSeat())) {
    throw new Error("the app removes it by itself");
  }
  const bytes = Uint8Array.from(code.match(/../g), (byte) => parseInt(byte, 16));
  const tables = ["meta", "households", "campaigns", "rows", "records", "drafts", "vault"];
  let isAll = false;
  await inStore(seat, tables, "readwrite", (meta, ...others) => {
    const posted = meta.get("outbox");
    meta.get("all_in_outbox").onsuccess = ({ target }) => {
      const isSame = posted.result && indexedDB.cmp(posted.result, outbox) === 0;
      isAll = isSame && target.result !== undefined;
      if (!isAll) return;
      for (const table of [meta, ...others]) table.clear();
      meta.put(bytes, "wiped");
    };
  });
  if (!isAll) throw new Error("more was recorded here");
  // Whose it was is nobody's to read any more.
  if (await isThere(REGISTER)) await inStore(REGISTER, "vault", "readwrite", (vault) => vault.delete(seat));
  await sayWiped(seat, bytes);
}

function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function sayWiped(seat, bytes) {
  const response = await fetch("/api/enrol/wiped", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code: toHex(bytes) }),
    credentials: "omit",
  });
  // Whoever does not know the code has heard it before.
  if (![200, 404].includes(response.status)) throw new Error(`answered by ${response.status}`);
  await inStore(seat, "meta", "readwrite", (meta) => meta.put(new Uint8Array(), "wiped"));
}

async function isAppInSight() {
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  return windows.some(({ url, visibilityState }) => {
    return visibilityState === "visible" && !belongsToServer(new URL(url).pathname);
  });
}

// When it came, in eight bytes of milliseconds, then its salt and its parts. One that breaks off, or is
// longer than worth keeping, counts as far as it has come, if that is its first part at least: four bytes
// of length, then so many as it says.
async function readAll(response) {
  const heardAt = new DataView(new ArrayBuffer(8));
  heardAt.setBigInt64(0, BigInt(Date.now()));
  const chunks = [heardAt];
  const reader = response.body.getReader();
  try {
    for (let bytes = 0; bytes < REPLY_BYTES_MAX; bytes += chunks.at(-1).length) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
    }
    await reader.cancel();
  } catch {
    // The line broke; what has come stands.
  }
  const reply = await new Blob(chunks).arrayBuffer();
  const salted = 8 + 16;
  const parts = new DataView(reply, Math.min(salted, reply.byteLength));
  if (parts.byteLength < 4 || parts.byteLength < 4 + parts.getUint32(0)) {
    throw new Error("the reply has broken off");
  }
  return new Uint8Array(reply);
}

// Whether there is such a store.
function isThere(seat) {
  return opened(seat).then(
    (database) => database.close() ?? true,
    () => false,
  );
}

// One that is not there yet is not made here: its tables are the store worker's.
function opened(seat) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(seat);
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => resolve(opening.result);
  });
}

// Does one thing in a transaction of a store, and gives its result once that is committed.
async function inStore(seat, name, mode, act) {
  const database = await opened(seat);
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode);
    const request = act(...[name].flat().map((one) => transaction.objectStore(one)));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
    database.close();
  });
}
