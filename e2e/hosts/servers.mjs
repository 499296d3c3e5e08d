// Real servers, each on a port of its own, with the page at the root and under a path, configured by
// the files of docs/hosting and by as little beside them as starts the server.

import { spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure, say } from "../../tools/console.mjs";
import { ROOT, which } from "../../tools/toolchain.mjs";

/** The second place of the page on every server. */
export const SUB_PATH = "/sub/app/";

const shown = (name) => join(ROOT, "docs", "hosting", name);

/**
 * Every host: the program, Debian's packages for it, and how it is started in `room` (a folder of its
 * own) on `port` to serve `site`. `can` says what a host is held to beside working.
 */
const HOSTS = {
  nginx: {
    programs: ["nginx"],
    packages: ["nginx-light", "libnginx-mod-http-brotli-static"],
    can: { headers: true, packed: ["br", "gzip"] },
    start: (room, site, port) => startNginx(room, site, port, `include ${shown("nginx.conf")};`),
  },
  apache: {
    programs: ["apache2"],
    packages: ["apache2"],
    can: { headers: true, packed: ["br", "gzip"] },
    start: (room, site, port) =>
      startApache(room, site, port, `<Directory ${site}>\nInclude ${shown("apache.conf")}\n</Directory>`),
  },
  "apache-htaccess": {
    programs: ["apache2"],
    packages: ["apache2"],
    can: { headers: true, packed: ["br", "gzip"] },
    start(room, site, port) {
      for (const place of [site, join(site, SUB_PATH)]) cpSync(shown("apache.conf"), join(place, ".htaccess"));
      return startApache(room, site, port, `<Directory ${site}>\nAllowOverride FileInfo Indexes\n</Directory>`);
    },
  },
  caddy: {
    programs: ["caddy"],
    packages: ["caddy"],
    can: { headers: true, packed: ["br", "gzip"] },
    start(room, site, port) {
      const config = write(room, "Caddyfile", [
        "{\nadmin off\nauto_https off\n}",
        `http://127.0.0.1:${port} {\nroot * ${site}\nimport ${shown("caddy.conf")}\n}`,
      ]);
      const env = { ...process.env, HOME: room, XDG_DATA_HOME: room, XDG_CONFIG_HOME: room };
      return launch("caddy", ["run", "--config", config, "--adapter", "caddyfile"], { env });
    },
  },
  lighttpd: {
    programs: ["lighttpd"],
    packages: ["lighttpd", "lighttpd-mod-deflate"],
    can: { headers: true, packed: ["br", "gzip"], refusesByName: true },
    start(room, site, port) {
      const config = write(room, "lighttpd.conf", [
        `server.modules = ( "mod_access" )`,
        `server.document-root = "${site}"`,
        `server.bind = "127.0.0.1"`,
        `server.port = ${port}`,
        `include_shell "/usr/share/lighttpd/create-mime.conf.pl"`,
        `include "${shown("lighttpd.conf")}"`,
        `server.modules += ( "mod_staticfile" )`,
      ]);
      return launch("lighttpd", ["-D", "-f", config]);
    },
  },
  python: {
    programs: ["python3"],
    packages: ["python3"],
    can: { headers: false, packed: [] },
    start: (room, site, port) =>
      launch("python3", ["-m", "http.server", String(port), "--bind", "127.0.0.1", "--directory", site]),
  },
  // What many a host does that never heard of WebAssembly.
  "wrong-type": {
    programs: ["nginx"],
    packages: ["nginx-light"],
    can: { headers: false, packed: [], wasmType: "text/plain" },
    start: (room, site, port) =>
      startNginx(room, site, port, "location ~ \\.wasm$ { types {} default_type text/plain; }"),
  },
};

/** The names of all hosts. */
export const ALL_HOSTS = Object.keys(HOSTS);

/** Refuses hosts whose program is not on this machine, naming the packages. */
export function checkHosts(wanted) {
  for (const folder of ["/usr/sbin", "/usr/local/sbin"]) {
    if (!process.env.PATH.split(":").includes(folder)) process.env.PATH += `:${folder}`;
  }
  const missing = wanted.filter((name) => !which(...HOSTS[name].programs));
  if (missing.length > 0) {
    const packages = new Set(missing.flatMap((name) => HOSTS[name].packages));
    throw new Failure(
      `Not on this machine: ${missing.join(", ")}. Install (Debian: apt-get install --no-install-recommends ${[...packages].join(" ")}), or name the hosts to test: npm run test:hosts -- [${ALL_HOSTS.join("|")}]…`,
      2,
    );
  }
}

/** Copies `dist` to every wanted host and starts it. Resolves to what the tests need, and `stop`. */
export async function startHosts(wanted, dist) {
  const home = mkdtempSync(join(tmpdir(), "alliance-hosts-"));
  // A server may read as another user than the one who started it.
  chmodSync(home, 0o755);
  const running = [];
  const stop = async () => {
    for (const server of running) await server.stop();
    rmSync(home, { force: true, recursive: true });
  };
  try {
    const hosts = [];
    for (const name of wanted) {
      const room = join(home, name);
      const site = join(room, "site");
      for (const place of [site, join(site, SUB_PATH)]) {
        mkdirSync(place, { recursive: true });
        cpSync(dist, place, { recursive: true });
      }
      const port = await freePort();
      const server = HOSTS[name].start(room, site, port);
      running.push(server);
      await answers(name, port, server);
      hosts.push({ name, origin: `http://127.0.0.1:${port}`, ...HOSTS[name].can });
      say(`${name} at port ${port}`);
    }
    return { hosts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startNginx(room, site, port, inside) {
  const brotli = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";
  const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const config = write(room, "nginx.conf", [
    existsSync(brotli) ? `load_module ${brotli};` : "",
    `daemon off;\nmaster_process off;\npid ${join(room, "pid")};\nerror_log stderr warn;`,
    "events {}",
    "http {",
    "include /etc/nginx/mime.types;",
    "access_log off;",
    ...folders.map((name) => `${name}_temp_path ${join(room, name)};`),
    `server {\nlisten 127.0.0.1:${port};\nroot ${site};\n${inside}\n}`,
    "}",
  ]);
  return launch("nginx", ["-p", room, "-e", "stderr", "-c", config]);
}

function startApache(room, site, port, inside) {
  // The modules of Debian's own selection that matter here, and the two that the file names.
  const modules = ["mpm_event", "authz_core", "dir", "mime", "deflate", "filter", "autoindex", "headers", "rewrite"];
  const available = (name) => join("/etc/apache2/mods-available", name);
  const config = write(room, "apache.conf", [
    `ServerRoot ${room}\nServerName 127.0.0.1\nListen 127.0.0.1:${port}\nPidFile ${join(room, "pid")}`,
    `DefaultRuntimeDir ${room}\nErrorLog ${join(room, "error.log")}`,
    // As root it gives itself up at once; otherwise this does nothing.
    "User www-data\nGroup www-data",
    "TypesConfig /etc/mime.types",
    ...modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
    ...["mime", "deflate"].map((name) => `IncludeOptional ${available(`${name}.conf`)}`),
    `DocumentRoot ${site}`,
    inside,
  ]);
  return launch("apache2", ["-f", config, "-DFOREGROUND"]);
}

function write(room, name, lines) {
  const path = join(room, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

function launch(program, args, { env = process.env } = {}) {
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const server = { said: "", ended: false };
  const over = new Promise((resolve) => {
    child.on("error", (error) => {
      server.said += error.message;
      resolve();
    });
    child.on("close", resolve);
  }).then(() => {
    server.ended = true;
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      server.said = (server.said + chunk).slice(-4096);
    });
  }
  server.stop = () => {
    child.kill("SIGTERM");
    return over;
  };
  return server;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until a server takes connections. */
async function answers(name, port, server) {
  for (const until = Date.now() + 20_000; Date.now() < until && !server.ended; ) {
    const open = await new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true));
      socket.on("error", () => resolve(false));
      socket.on("connect", () => socket.end());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await server.stop();
  throw new Failure(`${name} did not start: ${server.said.trim()}`);
}
