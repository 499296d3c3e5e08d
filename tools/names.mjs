// Short names for what a module and its glue know each other by: wasm-bindgen's end in hashes, which
// stand in both files and do not compress.

import { Failure } from "./console.mjs";
import { EXPORTS, IMPORTS, Reader, encoded, section, sections, withSections } from "./wasm-file.mjs";

const FUNCTION = 0;
/** Names up to this length stay as they are. */
const SHORT = 8;

/** A module with short names, and what makes its glue use them. */
export function withShortNames(bytes) {
  const imported = new Map();
  const exported = new Map();
  const short = (names, name) => {
    if (!names.has(name)) names.set(name, name.length > SHORT ? `${names === imported ? "i" : "e"}${names.size.toString(36)}` : name);
    return names.get(name);
  };
  const text = (of) => Buffer.from([...encoded(Buffer.byteLength(of)), ...Buffer.from(of)]);
  const modules = new Set();
  const rewritten = new Map([
    [
      IMPORTS,
      (content) => {
        modules.add(content.text());
        const name = short(imported, content.text());
        if (content.byte() !== FUNCTION) throw new Failure("The glue of the program gives it more than functions.");
        return [text("glue"), text(name), Buffer.from([FUNCTION, ...encoded(content.number())])];
      },
    ],
    [
      EXPORTS,
      (content) => {
        const [name, kind, index] = [content.text(), content.byte(), content.number()];
        return [text(kind === FUNCTION ? short(exported, name) : name), Buffer.from([kind, ...encoded(index)])];
      },
    ],
  ]);
  const all = sections(bytes).map(({ id, whole, content }) => {
    const rewrite = rewritten.get(id);
    if (!rewrite) return whole;
    const entries = new Reader(content.bytes);
    const count = entries.number();
    return section(id, Buffer.concat([Buffer.from(encoded(count)), ...Array.from({ length: count }, () => rewrite(entries)).flat()]));
  });
  if (modules.size !== 1) throw new Failure("The program has imports of several modules.");
  return { bytes: withSections(bytes, all), inGlue: (glue) => shortened(glue, [...modules][0], imported, exported) };
}

/** The glue with the short names; every name must be there. */
function shortened(glue, module, imported, exported) {
  const replaced = (text, pattern, by) => {
    if (!text.includes(pattern)) throw new Failure(`The glue does not know ${pattern.trim()}; wasm-bindgen's output has changed its form.`);
    return text.replaceAll(pattern, by);
  };
  let text = replaced(glue, `"${module}":`, `"glue":`);
  for (const [name, by] of imported) text = replaced(text, `        ${name}: function(`, `        ${by}: function(`);
  // One name may be the beginning of another.
  const called = [...exported].filter(([name]) => text.includes(`wasm.${name}`)).sort(([a], [b]) => b.length - a.length);
  for (const [name, by] of called) text = text.replaceAll(`wasm.${name}`, `wasm.${by}`);
  return text;
}
