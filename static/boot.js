// Starts the page's module. Where that fails, and where the program stops later, the page says so,
// instead of seeming to load for ever or to listen when it does not.
(() => {
  const root = document.documentElement;
  const find = (id) => document.getElementById(id);
  const state = (name) => {
    root.dataset.app = name;
  };
  const leave = (id) => {
    find("app").hidden = true;
    find(id).hidden = false;
    find(id).querySelector("h1").focus();
  };
  const failed = (error) => {
    state("failed");
    find("boot-reason").textContent = String(error);
    leave("boot-failed");
    console.error(error);
  };

  // What was saved is read without the program: it has stopped.
  const saved = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open("alliance-check");
      asked.onerror = () => reject(asked.error);
      asked.onsuccess = () => {
        const database = asked.result;
        if (!database.objectStoreNames.contains("dossiers")) return resolve([]);
        const all = database.transaction("dossiers").objectStore("dossiers").getAll();
        all.onerror = () => reject(all.error);
        all.onsuccess = () => resolve(all.result);
      };
    });
  const titleOf = (text, number) => {
    try {
      const dossier = JSON.parse(text);
      return dossier.title || dossier.answers.name || `${dossier.track}-${number}`;
    } catch {
      return String(number);
    }
  };
  const offer = (texts) => {
    for (const [at, text] of texts.entries()) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
      link.textContent = `${titleOf(text, at + 1)}.json`;
      link.download = link.textContent.replace(/[\\/:*?"<>|]/g, "");
      const item = document.createElement("li");
      item.append(link);
      find("crash-records").append(item);
    }
    find("crash-none").hidden = texts.length > 0;
  };

  let panic = "";
  const crashed = (error) => {
    if (root.dataset.app !== "started") return;
    state("crashed");
    const build = document.querySelector("meta[name=build]").content;
    const details = [panic || String(error), error?.stack, location.hash, build, navigator.userAgent];
    find("crash-details").value = details.filter(Boolean).join("\n");
    leave("crashed");
    saved().then(offer, (fault) => {
      find("crash-none").hidden = false;
      find("crash-details").value += `\n${fault}`;
    });
  };
  addEventListener("program-panicked", (event) => {
    panic = event.detail;
  });
  const stops = (error) => error instanceof WebAssembly.RuntimeError;
  addEventListener("error", (event) => stops(event.error) && crashed(event.error));
  addEventListener("unhandledrejection", (event) => stops(event.reason) && crashed(event.reason));
  find("crash-reload").addEventListener("click", () => location.reload());
  find("crash-copy").addEventListener("click", () => {
    find("crash-details").select();
    navigator.clipboard?.writeText(find("crash-details").value);
  });

  // What makes the page work without a network is fetched once the first question can be answered and
  // the rest of the program is here, so that it never competes with them; later by itself, where no
  // question is asked.
  const offline = document.querySelector("meta[name=offline]")?.content;
  const soon = window.requestIdleCallback ?? setTimeout;
  let prepared = !offline || !("serviceWorker" in navigator) || !location.protocol.startsWith("http");
  const prepare = () => {
    if (prepared) return;
    prepared = true;
    const load = () => import(new URL(offline, document.baseURI).href);
    soon(() =>
      programRest().then(load).catch((fault) => {
        console.warn(fault);
        prepared = false;
        setTimeout(prepare, 60_000);
      }),
    );
  };
  addEventListener("question-shown", prepare);
  const started = () => {
    state("started");
    setTimeout(prepare, navigator.serviceWorker?.controller ? 1_000 : 20_000);
  };

  import("./app.js").then((app) => app.default()).then(started, failed);
})();
