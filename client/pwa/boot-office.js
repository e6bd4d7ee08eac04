// Starts the office screens.
import init from "{{office_js}}";

try {
  await init({ module_or_path: "{{office_wasm}}" });
} catch (error) {
  document.getElementById("boot-failed").hidden = false;
  reportError(error);
}
