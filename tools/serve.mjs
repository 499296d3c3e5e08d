// A plain static file server: nothing but files, as any host of the page would give them.

import { createServer } from "node:http";
import sirv from "sirv";
import { Failure } from "./console.mjs";

/**
 * Serves the folder `root` under each of `mounts` on the loopback address, and resolves to the
 * server and its origin. With `port` 0 the system chooses; otherwise the next free one is taken.
 */
export async function serve(root, { port = 0, mounts = ["/"] } = {}) {
  const files = sirv(root, { dev: true, etag: true });
  // The deepest mount first: "/" would swallow the others.
  const prefixes = [...mounts].sort((a, b) => b.length - a.length);
  const server = createServer((request, response) => {
    const prefix = prefixes.find((candidate) => request.url.startsWith(candidate));
    const notFound = () => response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
    if (!prefix) return notFound();
    request.url = request.url.slice(prefix.length - 1);
    files(request, response, notFound);
  });
  const last = port === 0 ? 0 : port + 20;
  for (let candidate = port; candidate <= last; candidate += 1) {
    if (await listens(server, candidate)) {
      return { server, origin: `http://127.0.0.1:${server.address().port}` };
    }
  }
  throw new Failure(`No free port between ${port} and ${last}. Choose another with --port.`);
}

function listens(server, port) {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      if (error.code === "EADDRINUSE") resolve(false);
      else reject(new Failure(`Port ${port} cannot be used: ${error.message}`));
    });
    server.listen(port, "127.0.0.1", () => {
      server.removeAllListeners("error");
      resolve(true);
    });
  });
}
