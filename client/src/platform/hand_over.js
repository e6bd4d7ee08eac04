// Gives a text file out of the app: to the phone's share sheet, or into its downloads.

function made(name, text) {
  // Of all types, text is what browsers let a page share and messengers leave as it is.
  return new File([text], name, { type: "text/plain" });
}

export function canShare() {
  return navigator.canShare?.({ files: [made("a.txt", "a")] }) ?? false;
}

export function share(name, text) {
  // Whoever closes the sheet has not failed, and the buttons are still there.
  navigator.share({ files: [made(name, text)] }).catch(() => {});
}

export function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(made(name, text));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
