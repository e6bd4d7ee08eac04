// Starts the phone's screens, then its service worker.
//
// What the screens see of an update: when a new version is downloaded and waits, <html> carries
// data-update="waiting" and the window gets the event "chungtay:update-waiting". A screen that has
// asked the volunteer dispatches "chungtay:apply-update" on the window; the page then reloads
// into the new version. Nothing is ever swapped under an open form unasked.
import init from "{{phone_js}}";

// The store worker has left something to post: should the network come back while nobody looks at
// the app, the browser wakes the service worker for it, where it can. Or it names the seat for which it posts
// by itself, and what waits at the others, whose keys it has not, is to go now.
new BroadcastChannel("chungtay-outbox").onmessage = async ({ data: except }) => {
  const { sync, active } = await navigator.serviceWorker.ready;
  if (except !== null) return active.postMessage({ type: "post", except });
  // A browser that was told not to is as one that cannot.
  await sync?.register("outbox").catch(() => {});
};

// How files leave the app and come into it, for the screens. Of all types, text is what browsers let
// a page share and messengers leave as it is.
const made = (name, text) => new File([text], name, { type: "text/plain" });
window.files = {
  canShare: () => navigator.canShare?.({ files: [made("a.txt", "a")] }) ?? false,
  share(name, text) {
    // Whoever closes the sheet has not failed.
    navigator.share({ files: [made(name, text)] }).catch(() => {});
  },
  save(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(made(name, text));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  },
  async read(input, bytesMax) {
    const [file] = input.files;
    input.value = "";
    if (!file || file.size > bytesMax) return null;
    return file.arrayBuffer().then((buffer) => new Uint8Array(buffer), () => null);
  },
};

try {
  await init({ module_or_path: "{{phone_wasm}}" });
} catch (error) {
  document.getElementById("boot-failed").hidden = false;
  reportError(error);
}

// After the screen, so that the two do not compete for a slow line.
if ("serviceWorker" in navigator) {
  keepShellForOffline().catch(reportError);
}

async function keepShellForOffline() {
  const workers = navigator.serviceWorker;
  let controlled = workers.controller !== null;
  let asked = false;

  workers.addEventListener("controllerchange", () => {
    // The very first worker claims a page that already runs its version: nothing to reload.
    if (controlled) reloadIntoNewVersion(asked);
    controlled = true;
  });

  const registration = await workers.register("/sw.js", { scope: "/", updateViaCache: "none" });

  window.addEventListener("chungtay:apply-update", () => {
    asked = true;
    registration.waiting?.postMessage({ type: "skip-waiting" });
  });
  registration.addEventListener("updatefound", () => {
    const installing = registration.installing;
    installing?.addEventListener("statechange", () => {
      if (installing.state === "installed") announceWaiting(registration);
    });
  });
  announceWaiting(registration);
  askForUpdates(registration);
}

function announceWaiting(registration) {
  if (registration.waiting === null || registration.active === null) return;
  document.documentElement.dataset.update = "waiting";
  window.dispatchEvent(new CustomEvent("chungtay:update-waiting"));
}

// The page that asked reloads at once. Where another tab asked, this one still runs the old
// version, whose files are gone: it reloads as soon as nobody looks at it.
function reloadIntoNewVersion(asked) {
  if (asked || document.visibilityState === "hidden") {
    location.reload();
  } else {
    document.addEventListener("visibilitychange", () => location.reload(), { once: true });
  }
}

// An installed app may stay open for weeks: ask again when it is brought to the front.
function askForUpdates(registration) {
  const pauseMs = 60 * 60 * 1000;
  let askedAtMs = performance.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || performance.now() - askedAtMs < pauseMs) return;
    askedAtMs = performance.now();
    // Without a network this fails, which is the normal state of a phone in the ward.
    registration.update().catch(() => {});
  });
}
