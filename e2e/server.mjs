// Serves dist/ for the whole run: at the root of a host, and under a path as on a shared one.

import { DIST } from "../tools/build.mjs";
import { serve } from "../tools/serve.mjs";

/** The path of the second place the site is served at. */
export const SUB_PATH = "/sub/app/";

export default async function start() {
  const { server, origin } = await serve(DIST, { mounts: ["/", SUB_PATH] });
  process.env.E2E_ORIGIN = origin;
  return () => {
    server.closeAllConnections();
    server.close();
  };
}
