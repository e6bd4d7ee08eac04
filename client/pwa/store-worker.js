// Entry of the store worker, a module worker started by the phone's screen.
import init from "{{store_js}}";

// What a phone needs rarely, it does not wait for at every start.
self.seal = async (...parts) => (await import("{{seal_js}}")).seal(...parts);
self.base64 = async (bytes) => (await import("{{seal_js}}")).base64(bytes);

// What the screen sends while the WASM is still being compiled would reach nobody: keep it.
const early = [];
const keep = (event) => {
  event.stopImmediatePropagation();
  early.push(event);
};
self.addEventListener("message", keep);

try {
  await init({ module_or_path: "{{store_wasm}}" });
  self.removeEventListener("message", keep);
  for (const { data, ports } of early) {
    self.dispatchEvent(new MessageEvent("message", { data, ports: [...ports] }));
  }
} catch (error) {
  // A rejected promise stays inside a worker; an error event reaches the screen that started it.
  reportError(error);
}
