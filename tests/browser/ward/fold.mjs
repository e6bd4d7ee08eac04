// Vietnamese words without their marks, as somebody in a hurry types them.

/** `Đặng Thị Hoà` becomes `dang thi hoa`. */
export function fold(text) {
  return text.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("đ", "d");
}

/** The folded words of a household that people search for: name, everyday name, hamlet. */
export function wordsOf({ head_name: name, nickname, hamlet }) {
  return fold(`${name} ${nickname} ${hamlet}`).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
