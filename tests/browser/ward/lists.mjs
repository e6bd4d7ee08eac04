// Lists as offices keep them, to be imported. All people in them are invented.

import { crc32 } from "node:zlib";

/**
 * A CSV file as spreadsheets write it here: semicolons, a byte order mark, rows with every wart
 * that is worth a doubt.
 *
 * @param {string[][]} rows
 */
export function csv(rows) {
  return { name: "danh-sach-ho.csv", mimeType: "text/csv", buffer: bytes("\uFEFF" + lines(rows)) };
}

function lines(rows) {
  const cell = (text) => (/[;"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join(";")).join("\r\n");
}

/**
 * An XLSX file with one sheet; numbers are written as numbers.
 *
 * @param {(string | number)[][]} rows
 */
export function xlsx(rows) {
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const office = "http://schemas.openxmlformats.org";
  const type = (path, name) =>
    `<Override PartName="${path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${name}+xml"/>`;
  const relation = (kind, target) =>
    `${head}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/${kind}" Target="${target}"/></Relationships>`;
  const buffer = zip({
    "[Content_Types].xml": `${head}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${type("/xl/workbook.xml", "sheet.main")}${type("/xl/worksheets/sheet1.xml", "worksheet")}</Types>`,
    "_rels/.rels": relation("officeDocument", "xl/workbook.xml"),
    "xl/workbook.xml": `${head}<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relation("worksheet", "worksheets/sheet1.xml"),
    "xl/worksheets/sheet1.xml": `${head}<worksheet xmlns="${office}/spreadsheetml/2006/main"><sheetData>${rows.map(sheetRow).join("")}</sheetData></worksheet>`,
  });
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return { name: "danh-sach-ho.xlsx", mimeType, buffer };
}

function sheetRow(cells, at) {
  const number = at + 1;
  const inside = cells.map((value, column) => {
    const place = String.fromCharCode(65 + column) + number;
    if (typeof value === "number") return `<c r="${place}"><v>${value}</v></c>`;
    return `<c r="${place}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
  });
  return `<row r="${number}">${inside.join("")}</row>`;
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A ZIP archive whose files are stored as they are. */
function zip(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const path = bytes(name);
    const content = bytes(text);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(content.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), about, path, content]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const made = Buffer.from([20, 0]);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02"), made, about, place, path]));
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}

function bytes(text) {
  return Buffer.from(text, "utf8");
}

const FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Lâm", "Đỗ"];
const MIDDLES = ["Văn", "Thị", "Hữu", "Ngọc", "Minh", "Kim", "Thanh"];
const GIVEN = ["Bé", "Sáu", "Tư", "Đường", "Lan", "Hiếu", "Tuyết", "Phước", "Năm", "Út", "Mai", "Đào", "Thơm"];

/** A list of `count` invented households, no two of one name in one hamlet. */
export function wardOf(count) {
  const rows = [
    ["DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO"],
    ["STT", "Họ và tên chủ hộ", "Năm sinh", "Ấp", "Số nhân khẩu", "Đối tượng"],
  ];
  for (let at = 0; at < count; at += 1) {
    const name = [
      FAMILIES[at % FAMILIES.length],
      MIDDLES[Math.floor(at / 10) % MIDDLES.length],
      GIVEN[Math.floor(at / 70) % GIVEN.length],
    ];
    rows.push([
      String(at + 1),
      name.join(" "),
      String(1935 + ((at * 7) % 65)),
      `Ấp ${1 + (Math.floor(at / 910) * 8 + (at % 8))}`,
      String(1 + (at % 7)),
      at % 3 === 0 ? "Hộ nghèo" : "Hộ cận nghèo",
    ]);
  }
  return csv(rows);
}
