import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Flags that keep a headless Chromium quiet, offline and able to run as root. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const systemPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** Every checkout has its own, so that two never write one. The version is part of the name: an update unpacks anew. */
const cache = fileURLToPath(new URL('../node_modules/.cache/react-billing-key', import.meta.url));

/**
 * The browser that tests run in: `CHROMIUM_PATH`, else the one that `npm ci` brings (Linux on x64), else the system's
 * Chromium or Chrome. The one from npm comes before the system's because its version is pinned: a test that fails then
 * fails for everybody.
 */
export async function chromiumPath(): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, and there is no such file. Correct it, or unset it.`);
  }
  const packaged = await packagedChromium().catch((cause: unknown) => new Error(String(cause), { cause }));
  if (typeof packaged === 'string') return packaged;

  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => systemNames.map((name) => join(folder, name)));
  const ofSystem = [...onPath, ...systemPlaces].find(isExecutable);
  if (ofSystem) return ofSystem;
  throw new Error(
    'No Chromium was found on this machine, and the one from npm could not be used. Install Chromium or Chrome ' +
      '(Debian: `apt-get install chromium`), or set CHROMIUM_PATH to one, and run this again.',
    { cause: packaged },
  );
}

/** The pinned one, from npm. */
export async function packagedChromium(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The Chromium from npm runs on Linux x64 only.');
  }
  const { devDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    devDependencies: { '@sparticuz/chromium': string };
  };
  const folder = join(cache, `chromium-${devDependencies['@sparticuz/chromium']}`);
  // Where libnss3 is missing, the package has copies of it, and unpacks them only when told that it runs on Lambda.
  if (!hasSharedLibrary('libnss3.so')) {
    process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x';
    process.env.LD_LIBRARY_PATH = [join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  }
  if (!existsSync(folder)) await unpackInto(folder);
  return join(folder, 'chromium');
}

/** Several runs may unpack at a time, and none may start a browser that another has half written. */
async function unpackInto(folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const own = await mkdtemp(`${folder}-`);
  const { TMPDIR } = process.env;
  try {
    // The package writes to the folder for temporary files, and has no option for another.
    process.env.TMPDIR = own;
    const { default: chromium } = await import('@sparticuz/chromium');
    await chromium.executablePath();
    await rename(own, folder).catch((error: NodeJS.ErrnoException) => {
      // Another run was first.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    await rm(own, { recursive: true, force: true });
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function hasSharedLibrary(file: string): boolean {
  return ['/usr/lib/x86_64-linux-gnu', '/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib'].some((folder) =>
    existsSync(join(folder, file)),
  );
}
