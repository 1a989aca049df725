/** README and docs are held to what stands in the project: names, shapes, links. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { program } from '../src/cli/program.ts';
import { usage } from '../src/local/parse-arguments.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');
const json = async (path: string): Promise<Record<string, Record<string, unknown>>> => JSON.parse(await read(path));
const keysOf = (value: unknown): readonly string[] => Object.keys(Object(value));

const readme = await read('README.md');
const manifest = await json('package.json');
const pages = ['README.md', 'CHANGELOG.md', ...(await readdir(join(root, 'docs'))).filter(isPage).map((name) => `docs/${name}`)];

function isPage(name: string): boolean {
  return name.endsWith('.md');
}

/** The part of README under a heading, up to the next heading of the same rank. */
function sectionOf(heading: string): string {
  const [, after] = readme.split(`\n${heading}\n`);
  assert.ok(after !== undefined, `README has a section "${heading}"`);
  return after.split(new RegExp(`\n#{1,${heading.indexOf(' ')}} `))[0] ?? '';
}

/** The names in backticks of the first column of a section's tables. */
const namesInTables = (section: string): readonly string[] =>
  section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));

/** The keys of a JSON value in their order, below each those of what it holds; of a list, those of its first entry. */
function keysWithin(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return keysWithin(value[0]);
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysWithin(inner)]);
}

const sorted = (names: Iterable<string>): readonly string[] => [...names].sort();

/** As GitHub makes it of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');

const anchorsOf = (page: string): readonly string[] =>
  [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

describe('README', () => {
  it('names every script', () => {
    const scripts = keysOf(manifest['scripts']).map((name) => (/^(start|test)$/.test(name) ? `npm ${name}` : `npm run ${name}`));
    assert.deepEqual(sorted(namesInTables(sectionOf('## Development'))), sorted(scripts));
  });

  it('names every dependency, and none that is gone', () => {
    const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'];
    const packages = kinds.flatMap((kind) => keysOf(manifest[kind]));
    assert.deepEqual(sorted(namesInTables(sectionOf('## Dependencies'))), sorted(packages));
  });

  it('names every command', () => {
    const commands = program(() => {}).commands.map((command) => command.name());
    const [table = ''] = sectionOf('## Command line').split('### Output shapes');
    assert.deepEqual(sorted(namesInTables(table).map((usage) => usage.split(' ')[0] ?? '')), sorted(commands));
  });

  it('names every option of the embedded run', () => {
    const [, table = ''] = sectionOf('## Watching your own logs').split('The options, behind');
    const options = [...usage.matchAll(/^ {2}(--\S+)/gm)].map(([, name = '']) => name);
    assert.deepEqual(sorted(namesInTables(table).map((option) => option.split(' ')[0] ?? '')), sorted(options));
  });

  it('names every app setting', async () => {
    const section = sectionOf('### App settings');
    for (const name of keysOf((await json('local.settings.sample.json'))['Values'])) assert.ok(section.includes(name), name);
  });

  it('names every detection setting', async () => {
    const keys = keysOf((await json('knockwatch.schema.json'))['properties']);
    assert.deepEqual(sorted(namesInTables(sectionOf('### knockwatch.yaml'))), sorted(keys));
  });

  it('names every function', async () => {
    const files = await readdir(join(root, 'src/functions'));
    const texts = await Promise.all(files.map((file) => read(`src/functions/${file}`)));
    const names = texts.flatMap((text) => [...text.matchAll(/app\.(?:timer|http)\('(\w+)'/g)].map(([, name = '']) => name));
    const ingest = texts.flatMap((text) => [...text.matchAll(/'(ingest\w+)'/g)].map(([, name = '']) => name));
    assert.deepEqual(sorted(namesInTables(sectionOf('## On Azure'))), sorted(new Set([...names, ...ingest])));
  });

  it('names every folder of the sources', async () => {
    const entries = await readdir(join(root, 'src'), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => `src/${name}`);
    assert.deepEqual(sorted(namesInTables(sectionOf('## How the data goes'))), sorted(folders));
  });

  it('documents the fields of decode in their order', async () => {
    const [line = ''] = (await read('test/golden/cli/decode.jsonl')).split('\n');
    const fields = namesInTables(sectionOf('### Output shapes'));
    assert.deepEqual(fields, keysOf(JSON.parse(line)));
  });

  it('documents the fields of counts --json and scan --json in their order', async () => {
    const shapes = [...sectionOf('### Output shapes').matchAll(/^```\n(.+?)^```/gms)].map(([, shape = '']) => shape);
    const documented = shapes.join(' ').match(/\w+/g);
    const { incidents } = await json('test/golden/cli/scan.json');
    assert.deepEqual(documented, keysWithin({ ...(await json('test/golden/cli/counts.json')), incidents }));
  });

  it('documents the fields of backtest --json in their order', async () => {
    const [, shape = ''] = /\*\*`backtest --json`\*\* prints\n\n```text\n(.+?)^```/ms.exec(readme) ?? [];
    const fields = keysWithin(await json('test/golden/cli/backtest.json'));
    assert.deepEqual(shape.match(/\w+/g)?.slice(0, fields.length), fields);
  });

  it('shows the alert of the golden file', async () => {
    assert.ok(readme.includes((await read('test/golden/messages/breakthrough-answered.txt')).trimEnd()));
  });
});

describe('links', () => {
  for (const page of pages) {
    it(`of ${page} lead somewhere`, async () => {
      const text = await read(page);
      const targets = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, target = '']) => target);
      for (const target of targets) {
        const [path = '', anchor] = target.split('#');
        const file = path === '' ? page : join(dirname(page), path);
        assert.ok(existsSync(join(root, file)), `${page} links ${target}`);
        if (anchor !== undefined) assert.ok(anchorsOf(await read(file)).includes(anchor), `${page} links ${target}`);
      }
    });
  }
});
