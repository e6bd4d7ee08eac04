// Seals for a server's public key as HPKE (RFC 9180) says, with what every browser has: base mode,
// DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. No cryptography is downloaded for it.

const { subtle } = globalThis.crypto ?? {};
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const HASH = { name: "HMAC", hash: "SHA-256" };
const NOTHING = new Uint8Array();
const KEM = joined(ascii("KEM"), [0x00, 0x10]);
const HPKE = joined(ascii("HPKE"), [0x00, 0x10, 0x00, 0x01, 0x00, 0x02]);

/** One after another: header, the one-time public key, what is sealed. */
export async function seal(publicKey, info, header, contents) {
  const once = await subtle.generateKey(CURVE, false, ["deriveBits"]);
  const encapsulated = new Uint8Array(await subtle.exportKey("raw", once.publicKey));
  const recipient = await subtle.importKey("raw", publicKey, CURVE, false, []);
  const secret = { name: "ECDH", public: recipient };
  const shared = new Uint8Array(await subtle.deriveBits(secret, once.privateKey, 256));
  const { key, nonce } = await schedule(await decapsulated(shared, joined(encapsulated, publicKey)), info);
  const aes = await subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const how = { name: "AES-GCM", iv: nonce, additionalData: header };
  const sealed = new Uint8Array(await subtle.encrypt(how, aes, contents));
  return joined(header, encapsulated, sealed);
}

/** Bytes in base64, in lines. */
export function base64(bytes) {
  let lines = "";
  // 57 bytes are a line of 76 letters.
  for (let at = 0; at < bytes.length; at += 57) {
    lines += btoa(String.fromCharCode(...bytes.subarray(at, at + 57))) + "\n";
  }
  return lines;
}

// Section 4.1.
async function decapsulated(shared, context) {
  const prk = await extract(KEM, NOTHING, "eae_prk", shared);
  return expand(KEM, prk, "shared_secret", context, 32);
}

// Section 5.1.
async function schedule(shared, info) {
  const ids = [extract(HPKE, NOTHING, "psk_id_hash", NOTHING), extract(HPKE, NOTHING, "info_hash", info)];
  const context = joined([0], ...(await Promise.all(ids)));
  const prk = await extract(HPKE, shared, "secret", NOTHING);
  const key = await expand(HPKE, prk, "key", context, 32);
  const nonce = await expand(HPKE, prk, "base_nonce", context, 12);
  return { key, nonce };
}

// HKDF in its two steps, labelled as section 4 says; nothing here is longer than one block.
function extract(suite, salt, label, input) {
  // HMAC fills a key up with zeros; some browsers refuse an empty one.
  return hmac(salt.length ? salt : new Uint8Array(32), joined(ascii("HPKE-v1"), suite, ascii(label), input));
}

async function expand(suite, prk, label, info, length) {
  const block = joined([0, length], ascii("HPKE-v1"), suite, ascii(label), info, [1]);
  return (await hmac(prk, block)).slice(0, length);
}

async function hmac(key, message) {
  const imported = await subtle.importKey("raw", key, HASH, false, ["sign"]);
  return new Uint8Array(await subtle.sign("HMAC", imported, message));
}

function ascii(text) {
  return new TextEncoder().encode(text);
}

function joined(...parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
