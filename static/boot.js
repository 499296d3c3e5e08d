// Starts the page's module. Where that fails the page says so, instead of seeming to load for ever.
(() => {
  const state = (name) => {
    document.documentElement.dataset.app = name;
  };
  const failed = (error) => {
    state("failed");
    document.getElementById("app").hidden = true;
    document.getElementById("boot-failed").hidden = false;
    document.getElementById("boot-reason").textContent = String(error);
    console.error(error);
  };
  import("./app.js").then((app) => app.default()).then(() => state("started"), failed);
})();
