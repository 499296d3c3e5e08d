// What the scripts say, how they stop, and how they run other programs.

import { spawn, spawnSync } from "node:child_process";

/** A failure the reader can act on: printed as one line, without a stack trace. */
export class Failure extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Announces a step. */
export function step(text) {
  console.log(`\n==> ${text}`);
}

/** Says one thing within a step. */
export function say(text) {
  console.log(`    ${text}`);
}

/** Runs a script's body and turns a failure into its line and exit code. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Failure ? `\nError: ${error.message}` : error);
    process.exit(error.exitCode ?? 1);
  }
}

/** What a program prints on standard output, trimmed; `undefined` where it is missing or fails. */
export function output(program, ...args) {
  const result = spawnSync(program, args, { encoding: "utf8" });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

const NETWORK_TROUBLE =
  /could not resolve|failed to download|download of .* failed|spurious network|network is unreachable|could not connect|failed to lookup|temporary failure resolving|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT/i;

/**
 * Runs a program with its output passed through, and fails where it fails.
 * `trouble` is the line for the reader; a step that fetches something names the network by itself.
 */
export async function run(program, args, { trouble, fetches = false, env = process.env } = {}) {
  const child = spawn(program, args, { env, stdio: fetches ? ["inherit", "pipe", "pipe"] : "inherit" });
  let tail = "";
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    from?.on("data", (chunk) => {
      to.write(chunk);
      tail = (tail + chunk).slice(-8192);
    });
  }
  const status = await new Promise((resolve, reject) => {
    child.on("error", (error) => reject(new Failure(`${program} did not start: ${error.message}`)));
    child.on("close", (code, signal) => resolve(signal ?? code));
  });
  if (status === 0) return;
  if (fetches && NETWORK_TROUBLE.test(tail)) {
    throw new Failure(`${trouble}: the network could not be reached. Connect and run the same command again.`);
  }
  throw new Failure(`${trouble} (${program} ended with ${status}).`);
}
