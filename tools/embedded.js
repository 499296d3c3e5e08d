// Part of the one-file build only, first to run in the page and in its worker: what the program asks
// of the site beside it is answered from the file itself, because a page opened from a folder may
// fetch nothing. Nothing is ever asked of anyone else.

const page = globalThis.document;
if (page) {
  globalThis.EMBEDDED = {
    home: new URL("./", page.baseURI).href,
    files: JSON.parse(page.getElementById("embedded-files").textContent),
  };
}
const { home, files } = globalThis.EMBEDDED;

const TYPES = { json: "application/json", wasm: "application/wasm" };

/** A file by its address; its bytes are gzip in base64. */
function answer(address) {
  const { href } = new URL(address, home);
  const name = href.startsWith(home) ? decodeURI(href.slice(home.length).replace(/[?#].*/, "")) : "";
  if (!Object.hasOwn(files, name)) return new Response(null, { status: 404 });
  const packed = Uint8Array.from(atob(files[name]), (letter) => letter.charCodeAt(0));
  const bytes = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(bytes, { headers: { "content-type": TYPES[name.split(".").pop()] ?? "text/plain" } });
}

globalThis.fetch = async (asked) => answer(asked.url ?? asked);

if (page) {
  const { Worker } = globalThis;
  const program = page.getElementById("embedded-worker").textContent;
  /** There is one worker, whatever its address; it takes the files with it. */
  globalThis.Worker = class extends Worker {
    constructor() {
      const known = `globalThis.EMBEDDED=${JSON.stringify(globalThis.EMBEDDED)};`;
      const address = URL.createObjectURL(new Blob([known, program], { type: "text/javascript" }));
      super(address);
      // The worker has begun to load by the time it can say anything.
      this.addEventListener("message", () => URL.revokeObjectURL(address), { once: true });
    }
  };
}
