// npm start: builds the page where needed and serves it on this machine.

import util from "node:util";
import { DIST, prepareRelease } from "./build.mjs";
import { Failure, main, say, step } from "./console.mjs";
import { checkNode } from "./toolchain.mjs";

main(async () => {
  checkNode();
  const port = wantedPort();

  step("Tools");
  await prepareRelease();

  step("Server");
  // Only now: the packages it needs may just have been installed.
  const { serve } = await import("./serve.mjs");
  const { origin } = await serve(DIST, { port });
  say(`Alliance Check is at ${origin}/`);
  say("Stop with Ctrl+C.");
});

function wantedPort() {
  let text;
  try {
    text = util.parseArgs({ options: { port: { type: "string", default: "8080" } } }).values.port;
  } catch (error) {
    throw new Failure(`${error.message} Usage: npm start -- [--port N]`, 2);
  }
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Failure(`--port takes a number from 1 to 65535, not “${text}”.`, 2);
  }
  return port;
}
