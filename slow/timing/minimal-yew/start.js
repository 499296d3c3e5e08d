import start from "./minimal-yew.js";
start({ module_or_path: new URL("./minimal-yew_bg.wasm", import.meta.url) });
