// Keeps the phone's shell, and nothing else, for a start with no network.
//
// The shell is one set of files that belong together: it is fetched whole or not at all, kept in
// a cache named after the build, and a newer one waits until it is asked for.

const BUILD = "{{build}}";
const PRECACHE = {{precache}};
const PREFIX = "chungtay-shell-";
const CACHE = PREFIX + BUILD;
const HASHED = "/assets/";

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("message", (event) => {
  if (event.data?.type === "skip-waiting") self.skipWaiting();
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
