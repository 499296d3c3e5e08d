// Reading and writing WebAssembly modules as files: sections, numbers, names.

/** The sections of a module that are read here. */
export const IMPORTS = 2;
export const EXPORTS = 7;
export const CODE = 10;
export const DATA = 11;
export const DATA_COUNT = 12;

export class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  byte() {
    return this.bytes[this.at++];
  }
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
  signed() {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(Number(shift) + 7, value));
    }
  }
  slice() {
    const size = this.number();
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }
  text() {
    return new TextDecoder().decode(this.slice());
  }
}

/** The sections of a module; a custom one has its name, and its content begins after it. */
export function sections(bytes) {
  const reader = new Reader(bytes, 8);
  const all = [];
  while (reader.at < bytes.length) {
    const from = reader.at;
    const id = reader.byte();
    const content = new Reader(reader.slice());
    all.push({ id, name: id === 0 ? content.text() : undefined, content, whole: bytes.subarray(from, reader.at) });
  }
  return all;
}

/** A number as a module holds it. */
export function encoded(number) {
  const bytes = [];
  for (let left = number; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left];
    bytes.push((left % 128) | 0x80);
  }
}

/** An address as an instruction holds it. */
export function encodedSigned(number) {
  const bytes = [];
  for (let left = number; ; left >>= 7) {
    if (left >= -64 && left < 64) return [...bytes, left & 0x7f];
    bytes.push((left & 0x7f) | 0x80);
  }
}

/** A section of a module. */
export const section = (id, content) => Buffer.concat([Buffer.from([id, ...encoded(content.length)]), content]);

/** The same module with these sections in place of its own. */
export const withSections = (bytes, all) => Buffer.concat([bytes.subarray(0, 8), ...all]);
