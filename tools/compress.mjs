// Puts a .br and a .gz beside every text and program of the site, for the servers that look for them.

import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, brotliDecompressSync, constants, gunzipSync, gzip } from "node:zlib";

/** The rest of the site is compressed in itself: Word files, pictures. */
const COMPRESSIBLE = new Set([".bin", ".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest"]);

/** Compresses what is not yet under `folder`. Every file gets both forms, so that a server need not look. */
export async function compressAll(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && COMPRESSIBLE.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  await Promise.all(
    files.map(async (path) => {
      const bytes = readFileSync(path);
      if (isForm(path + ".br", brotliDecompressSync, bytes) && isForm(path + ".gz", gunzipSync, bytes)) return;
      const [br, gz] = await Promise.all([
        promisify(brotliCompress)(bytes, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
        }),
        promisify(gzip)(bytes, { level: 9 }),
      ]);
      writeFileSync(`${path}.br`, br);
      writeFileSync(`${path}.gz`, gz);
    }),
  );
}

/** Whether a compressed form is there, and of these bytes; one that is damaged is not. */
function isForm(path, unpack, bytes) {
  try {
    return existsSync(path) && unpack(readFileSync(path)).equals(bytes);
  } catch {
    return false;
  }
}
