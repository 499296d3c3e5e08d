// Keeps the site on this device, so that it opens without a network.
//
// The build puts two constants before this script: BUILD, the name of exactly these files, and
// FILES, the path of each with the SHA-256 of its bytes. Every build has a store of its own, and a
// page is answered from the store of its own build: a page that is open while a new build takes
// over goes on with the program and the rules that it began with.

const SCOPE = self.registration.scope;
// Stores are shared by the whole origin, and so may several copies of the site be.
const PREFIX = `alliance-check ${SCOPE} `;
const REVISION = "x-revision";

const storeOf = (build) => PREFIX + build;
const address = (path) => new URL(path, SCOPE).href;
const stores = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));

const digest = async (bytes) => {
  // Where there are service workers there is this, other than on the page.
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
};

/** The file as another build has it, if it is the same. */
const known = async (path, revision) => {
  for (const name of await stores()) {
    const found = await caches.match(address(path), { cacheName: name });
    if (found?.headers.get(REVISION) === revision) return found;
  }
};

const fetched = async (path, revision) => {
  const answer = await fetch(address(path), { cache: "no-cache", credentials: "same-origin", priority: "low" });
  if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status}`);
  const bytes = await answer.arrayBuffer();
  // While a site is being replaced, a host may still give out an old file.
  if ((await digest(bytes)) !== revision) throw new Error(`${path} is not of build ${BUILD}`);
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name);
  headers.set(REVISION, revision);
  // A new answer: one that was redirected may not stand for a page.
  return new Response(bytes, { headers });
};

self.addEventListener("install", (event) => {
  const keep = async () => {
    const store = await caches.open(storeOf(BUILD));
    const one = async ([path, revision]) => {
      const answer = (await known(path, revision)) ?? (await fetched(path, revision));
      await store.put(address(path), answer);
    };
    const ends = await Promise.allSettled(Object.entries(FILES).map(one));
    const failed = ends.find((end) => end.status === "rejected");
    if (!failed) return;
    await caches.delete(storeOf(BUILD));
    throw failed.reason;
  };
  event.waitUntil(keep());
});

// Also the page that was opened before there was a service worker.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** Drops the stores of other builds, once nobody can need them: one page is open, and of this build. */
const tidy = async (build) => {
  const names = await stores();
  const open = await self.clients.matchAll({ includeUncontrolled: true, type: "window" });
  const { installing, waiting } = self.registration;
  if (build !== BUILD || installing || waiting) return;
  if (open.filter((client) => client.url.startsWith(SCOPE)).length > 1) return;
  await Promise.all(names.filter((name) => name !== storeOf(BUILD)).map((name) => caches.delete(name)));
};

self.addEventListener("message", (event) => {
  const { says, build } = event.data ?? {};
  if (says === "which") event.ports[0]?.postMessage(BUILD);
  if (says === "take") self.skipWaiting();
  if (says === "opened") event.waitUntil(tidy(build));
});

/** What a page has sooner in parts than whole, where the network is all there is. */
const PARTS = /^(?:packs\/slices|locales\/first)\//;

const answer = async (request, path) => {
  // Here the whole is at hand.
  if (PARTS.test(path)) return new Response(null, { status: 204 });
  const store = request.mode === "navigate" ? BUILD : (request.headers.get("x-build") ?? BUILD);
  const find = (name) => caches.match(address(path), { cacheName: name });
  const own = await find(storeOf(store));
  if (own) return own;
  // A name with a hash means the same bytes in every build.
  if (/-[0-9a-f]{16}\.\w+$/.test(path)) {
    for (const name of await stores()) {
      const same = await find(name);
      if (same) return same;
    }
  }
  return fetch(request);
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const home = new URL(SCOPE);
  if (request.method !== "GET" || origin !== home.origin || !pathname.startsWith(home.pathname)) return;
  const path = pathname.slice(home.pathname.length);
  const file = path === "" || path === "index.html" ? "./" : path;
  event.respondWith(answer(request, file));
});
