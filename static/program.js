// Loads the program: first the part that the first question needs, then the rest. Both are one
// program with one memory; tools/split.mjs cuts it.
import { __wbg_finalize_init as finish, __wbg_get_imports as imports } from "./app.js";

const FIRST = new URL("./app_bg.wasm", import.meta.url);
const REST = new URL("./app_rest.wasm", import.meta.url);
const STYLE = new URL("./rest.css", import.meta.url);

let first;
let asked;

const fetched = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address.pathname.split("/").pop()}: HTTP ${answer.status}`);
  return WebAssembly.compile(await answer.arrayBuffer());
};
const link = (module) => {
  if (first.rest_is_here.value) return;
  new WebAssembly.Instance(module, { ...imports(), first });
  first.rest_is_here.value = 1;
};
/** The style of the rest; in a single file it is at hand. */
const styled = () =>
  new Promise((come, missing) => {
    if ("EMBEDDED" in globalThis) return come();
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = STYLE;
    link.onload = come;
    link.onerror = () => {
      link.remove();
      missing(new Error(STYLE.pathname.split("/").pop()));
    };
    document.head.append(link);
  });
/** Fetches the rest; one that did not arrive is asked for again the next time. */
const rest = () => {
  if (first.rest_is_here.value) return Promise.resolve();
  asked ??= Promise.all([fetched(REST), styled()]).then(([module]) => link(module));
  asked.catch(() => {
    asked = undefined;
  });
  return asked;
};
/** The program cannot go on without the rest, and cannot wait either: it holds its breath. */
const fetchNow = () => {
  const asking = new XMLHttpRequest();
  asking.open("GET", REST, false);
  asking.overrideMimeType("text/plain; charset=x-user-defined");
  styled().catch(console.warn);
  try {
    asking.send();
    link(new WebAssembly.Module(Uint8Array.from(asking.responseText, (letter) => letter.charCodeAt(0))));
  } catch (error) {
    throw new WebAssembly.RuntimeError(`A part of the program did not arrive. ${error}`);
  }
};

globalThis.programRest = rest;
/** What makes an event happen again; a list or a box is first put as it was then, or only that. */
globalThis.programAgain = () => {
  const { type, target } = event;
  const { checked, value } = target;
  return (still) => {
    if (type === "change") Object.assign(target, { checked, value });
    still || target.dispatchEvent(new Event(type, { bubbles: true }));
  };
};
addEventListener("question-shown", () => rest().catch(console.warn));
// What a person did and waits for the rest is not saved yet.
addEventListener("beforeunload", (event) => {
  if ("waits" in document.documentElement.dataset) event.preventDefault();
});

export default async () => {
  // A page opened in the middle needs all of it; where the site is kept on this device, or is a
  // single file, all of it is at hand.
  const kept = navigator.serviceWorker?.controller || "EMBEDDED" in globalThis;
  const whole = kept || !/^(#\/?(track\/.*)?)?$/.test(location.hash);
  const later = whole ? Promise.all([fetched(REST), styled()]) : undefined;
  const module = await fetched(FIRST);
  const instance = await WebAssembly.instantiate(module, { ...imports(), rest: { fetch: fetchNow } });
  first = instance.exports;
  if (later) link((await later)[0]);
  finish(instance, module);
};
