// What the linker tells of a module's data (`--emit-relocs`): which pieces it has, and what they and
// the code refer to. tools/split.mjs cuts the data by it as it cuts the code.
//
// The form: Linking.md of the tool conventions of WebAssembly.

import { Failure } from "./console.mjs";
import { CODE, DATA, DATA_COUNT, Reader, encoded, encodedSigned, section, sections, withSections } from "./wasm-file.mjs";

const SYMBOL_TABLE = 8;
const DATA_SYMBOL = 1;
const SECTION_SYMBOL = 3;
const UNDEFINED = 0x10;
const EXPLICIT_NAME = 0x40;
/** Places that hold an address in memory, plus a number: in an instruction, or in the data. */
const MEMORY_ADDRESS = new Set([3, 4, 5]);
/** Places that hold the number of a function in the table: in an instruction, or in the data. */
const TABLE_IN_CODE = 1;
const TABLE_IN_DATA = 2;
/** Places that have one number more. */
const WITH_ADDEND = new Set([...MEMORY_ADDRESS, 8, 9, 11, 14, 15, 16, 17, 22, 23, 25]);

function symbolTable(content) {
  if (content.number() !== 2) throw new Failure("The linker's notes are of another version than 2.");
  const symbols = [];
  while (content.at < content.bytes.length) {
    const kind = content.byte();
    const part = new Reader(content.slice());
    if (kind !== SYMBOL_TABLE) continue;
    for (let count = part.number(); count > 0; count -= 1) symbols.push(symbol(part));
  }
  return symbols;
}

function symbol(part) {
  const kind = part.byte();
  const flags = part.number();
  if (kind === DATA_SYMBOL) {
    part.text();
    return flags & UNDEFINED ? {} : { segment: part.number(), offset: part.number(), size: part.number() };
  }
  part.number();
  if (kind !== SECTION_SYMBOL && (!(flags & UNDEFINED) || flags & EXPLICIT_NAME)) part.text();
  return {};
}

/** Each place in a section that refers to a symbol. */
function references(content) {
  content.number();
  return Array.from({ length: content.number() }, () => {
    const [type, offset, index] = [content.byte(), content.number(), content.number()];
    return { type, offset, index, addend: WITH_ADDEND.has(type) ? content.signed() : 0 };
  });
}

/** The segments of the data section: address, content, and where in the section that begins. */
function segmentsOf(content) {
  return Array.from({ length: content.number() }, () => {
    // An active segment: flag, i32.const, address, end, content.
    if (content.number() !== 0) throw new Failure("A segment of the data is of an unknown form.");
    content.byte();
    const address = content.signed();
    content.byte();
    const bytes = content.slice();
    return { address, bytes, from: content.at - bytes.length };
  });
}

/** The segments of a module's data. */
export const segments = (bytes) => segmentsOf(sections(bytes).find(({ id }) => id === DATA).content);

/**
 * What a linked module refers to: `pieces` of its data, each with its address, its size, the
 * addresses and the places in the function table that it holds; `functions`, the places in that
 * table that the code holds; and `at`, which gives the pieces that an address in the code may mean.
 */
export function dataOf(bytes) {
  const all = sections(bytes);
  const named = (name) => all.find((section) => section.name === name)?.content;
  const [linking, ofCode, ofData] = ["linking", "reloc.CODE", "reloc.DATA"].map(named);
  if (!linking || !ofCode || !ofData) throw new Failure("The linker left no notes; see --emit-relocs in build.rs.");
  const symbols = symbolTable(linking);
  const parts = segmentsOf(all.find(({ id }) => id === DATA).content);
  const pieces = symbols
    .filter(({ segment, size }) => parts[segment] && size > 0)
    .map(({ segment, offset, size }) => ({ address: parts[segment].address + offset, size, addresses: [], functions: [] }))
    .sort((a, b) => a.address - b.address)
    // What has two names, or is part of another piece, is one piece.
    .filter((piece, at, sorted) => {
      const before = sorted[at - 1];
      if (!before || piece.address >= before.address + before.size) return true;
      before.size = Math.max(before.size, piece.address + piece.size - before.address);
      sorted[at] = before;
      return false;
    });

  /** The last piece that begins at an address or before it, if it reaches so far. */
  const holding = (address) => {
    let [low, high] = [0, pieces.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pieces[middle].address <= address) low = middle + 1;
      else high = middle;
    }
    const piece = pieces[low - 1];
    return piece && address < piece.address + piece.size ? piece : undefined;
  };
  // An address may lie outside of the piece that is meant: the end of one is where the next begins.
  const outside = new Map();
  const addressOf = ({ index, addend }) => {
    const { segment, offset } = symbols[index];
    if (!parts[segment]) return undefined;
    const [begin, address] = [parts[segment].address + offset, parts[segment].address + offset + addend];
    const meant = holding(begin);
    if (meant && holding(address) !== meant) outside.set(address, [...(outside.get(address) ?? []), meant]);
    return address;
  };
  const code = all.find(({ id }) => id === CODE).content;
  const functions = new Set();
  for (const place of references(ofCode)) {
    if (MEMORY_ADDRESS.has(place.type)) addressOf(place);
    if (place.type === TABLE_IN_CODE) functions.add(new Reader(code.bytes, place.offset).signed());
  }
  for (const place of references(ofData)) {
    const { address, from, bytes: content } = parts.findLast((part) => part.from <= place.offset);
    const piece = holding(address + place.offset - from);
    if (!piece) throw new Failure("The linker names a place of no data.");
    if (MEMORY_ADDRESS.has(place.type)) piece.addresses.push(addressOf(place));
    if (place.type === TABLE_IN_DATA) piece.functions.push(new DataView(content.buffer, content.byteOffset).getUint32(place.offset - from, true));
  }
  return { segments: parts, pieces, functions, at: (address) => [holding(address), ...(outside.get(address) ?? [])].filter(Boolean) };
}

/** The same module with these segments of data, each `{ address, bytes }`, in place of its own. */
export function withData(bytes, segments) {
  const I32_CONST = 0x41;
  const END = 0x0b;
  const content = Buffer.concat([
    Buffer.from(encoded(segments.length)),
    ...segments.flatMap((segment) => [
      Buffer.from([0, I32_CONST, ...encodedSigned(segment.address), END, ...encoded(segment.bytes.length)]),
      segment.bytes,
    ]),
  ]);
  const kept = sections(bytes).filter(({ id }) => id !== DATA && id !== DATA_COUNT);
  const after = kept.findIndex(({ id }) => id === CODE) + 1;
  return withSections(bytes, [...kept.slice(0, after).map(({ whole }) => whole), section(DATA, content), ...kept.slice(after).map(({ whole }) => whole)]);
}

/** The same module without the linker's notes, which hold no longer once it is changed. */
export function withoutNotes(bytes) {
  const kept = sections(bytes).filter(({ name }) => name !== "linking" && !name?.startsWith("reloc."));
  return withSections(bytes, kept.map(({ whole }) => whole));
}
