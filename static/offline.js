// Off-line use: has the site kept on this device, and tells the program of a new version. Nothing is
// reloaded unless the person asked for it.

const build = document.querySelector("meta[name=build]").content;
const workers = navigator.serviceWorker;
const HOUR = 3_600_000;

const tell = (detail) => dispatchEvent(new CustomEvent("offline-told", { detail }));

/** The build that a service worker keeps. */
const buildOf = (worker) =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage({ says: "which" }, [port2]);
  });

/** Tells of a version that is another than this page's. */
const announce = async (worker) => {
  if (worker && (await buildOf(worker)) !== build) tell("update");
};

const installs = (registration, worker) => {
  worker.addEventListener("statechange", () => {
    // What takes over at once, with nobody before it, is no news.
    if (worker.state === "installed" && registration.active) announce(worker);
    if (worker.state === "redundant" && !registration.active) tell("failed");
  });
};

const take = (registration) => {
  const reload = () => location.reload();
  if (!registration.waiting) return reload();
  workers.addEventListener("controllerchange", reload, { once: true });
  registration.waiting.postMessage({ says: "take" });
};

const start = async () => {
  const registration = await workers.register("./sw.js", { updateViaCache: "none" });
  addEventListener("update-taken", () => take(registration));
  registration.addEventListener("updatefound", () => installs(registration, registration.installing));
  if (registration.installing) installs(registration, registration.installing);
  announce(registration.waiting);
  // Another tab may have taken a new version.
  workers.addEventListener("controllerchange", () => announce(workers.controller));

  let asked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - asked < HOUR) return;
    asked = Date.now();
    // Without a network there is nothing new.
    registration.update().catch(() => {});
  });

  const { active } = await workers.ready;
  await announce(active);
  active.postMessage({ says: "opened", build });
  tell("ready");
};

start().catch((error) => {
  console.warn(error);
  tell("failed");
});
