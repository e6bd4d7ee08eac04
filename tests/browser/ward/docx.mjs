// A text document as Word would read it: the text of its paragraphs.

import { inflateRawSync } from "node:zlib";

const FILE_HEADER = 0x04034b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_END = 0x06054b50;

/** The paragraphs of a DOCX, those in tables too. */
export function paragraphs(bytes) {
  const xml = entry(bytes, "word/document.xml").toString("utf8");
  const texts = xml.split("</w:p>").map((part) =>
    [...part.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => unescaped(text)).join(""),
  );
  return texts.filter((text) => text !== "");
}

/** One file of an archive. */
function entry(bytes, wanted) {
  const end = bytes.lastIndexOf(Buffer.from("504b0506", "hex"));
  if (end < 0 || bytes.readUInt32LE(end) !== DIRECTORY_END) throw new Error("no archive");
  let at = bytes.readUInt32LE(end + 16);
  while (bytes.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    if (bytes.toString("utf8", at + 46, at + 46 + name) === wanted) {
      return unpacked(bytes, at);
    }
    at += 46 + name + extra + comment;
  }
  throw new Error(`no ${wanted} in the archive`);
}

function unpacked(bytes, directory) {
  const size = bytes.readUInt32LE(directory + 20);
  const file = bytes.readUInt32LE(directory + 42);
  if (bytes.readUInt32LE(file) !== FILE_HEADER) throw new Error("a broken archive");
  const begin = file + 30 + bytes.readUInt16LE(file + 26) + bytes.readUInt16LE(file + 28);
  const packed = bytes.subarray(begin, begin + size);
  return bytes.readUInt16LE(directory + 10) === 0 ? packed : inflateRawSync(packed);
}

function unescaped(text) {
  const named = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&" };
  return text.replaceAll(/&(?:lt|gt|quot|apos|amp);/g, (entity) => named[entity]);
}
