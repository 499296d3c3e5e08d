// Serves the project, so that the example finds the module and the pack beside it.

import { serve } from "../../tools/serve.mjs";
import { ROOT } from "../../tools/toolchain.mjs";

export default async function start() {
  const { server, origin } = await serve(ROOT);
  process.env.E2E_ORIGIN = origin;
  return () => {
    server.closeAllConnections();
    server.close();
  };
}
