// Stopwatches that run inside the page, so that no message between processes is measured along.

/**
 * Runs in the page before anything else: stops when the phone can be used. Then the search field
 * is there, the first rows are drawn (or it is said that there are none), and a letter typed into
 * the field has changed what is painted. The time is kept as `interactiveMs`, from the start of
 * the navigation.
 */
export function watchStart() {
  const painted = (then) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(null);
    });
  const find = (testid) => document.querySelector(`[data-testid="${testid}"]`);
  const isDrawn = () => find("search") && (find("household-row") || find("list-empty"));
  const watcher = new MutationObserver(() => {
    if (!isDrawn()) return;
    watcher.disconnect();
    painted(() => {
      window.drawnMs = performance.now();
      const search = find("search");
      search.focus();
      search.value = "d";
      search.dispatchEvent(new InputEvent("input", { bubbles: true, data: "d" }));
      painted(() => (window.interactiveMs = performance.now()));
    });
  });
  watcher.observe(document, { childList: true, subtree: true });
}

/**
 * Runs in the page: measures every letter typed into the search field, from the input event to the
 * painted list, into `strokesMs`.
 */
export function watchStrokes() {
  window.strokesMs = [];
  document.addEventListener(
    "input",
    ({ timeStamp, target }) => {
      if (target.id !== "search") return;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.strokesMs.push(performance.now() - timeStamp);
        port2.postMessage(null);
      });
    },
    true,
  );
}

/**
 * Runs in the page: measures the next save, from the tap to the painted "saved", into `savedMs`.
 */
export function watchSave() {
  window.savedMs = null;
  const onTap = ({ timeStamp, target }) => {
    if (!target.closest('[data-testid="save"]')) return;
    document.removeEventListener("click", onTap, true);
    const watcher = new MutationObserver(() => {
      if (!document.querySelector('[data-testid="saved"]')) return;
      watcher.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => (window.savedMs = performance.now() - timeStamp);
        port2.postMessage(null);
      });
    });
    watcher.observe(document, { childList: true, subtree: true });
  };
  document.addEventListener("click", onTap, true);
}
