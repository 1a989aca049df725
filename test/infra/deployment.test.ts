/** azure.yaml and the parameter files fit the Bicep files, the documentation and each other. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { outputsOf, parametersOf } from '../support/bicep/declarations.ts';
import { readBicep } from '../support/bicep/parse-bicep.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Hook {
  readonly shell: string;
  readonly run: string;
}
interface Azd {
  readonly requiredVersions: { readonly azd: string };
  readonly hooks: { readonly postdeploy: { readonly posix: Hook; readonly windows: Hook } };
  readonly infra: { readonly path: string; readonly module: string };
  readonly services: {
    readonly app: { readonly host: string; readonly remoteBuild: boolean; readonly language: string; readonly dist: string };
  };
}
const azd: Azd = parse(read('azure.yaml'));
const { posix, windows } = azd.hooks.postdeploy;

/** Names that a parameter file sets, with the variable of azd's environment that each is read from. */
const assignedIn = (path: string): ReadonlyMap<string, string | null> =>
  new Map(
    [...read(path).matchAll(/^param (\w+) = (.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      /readEnvironmentVariable\('(\w+)'/.exec(value)?.[1] ?? null,
    ]),
  );

const needed = (path: string): readonly string[] =>
  [...parametersOf(readBicep(path))].filter(([, value]) => value === null).map(([name]) => name);

describe('azure.yaml', () => {
  it('deploys infra/main.bicep and the package, without a build in Azure', () => {
    assert.ok(existsSync(join(root, azd.infra.path, `${azd.infra.module}.bicep`)));
    const { host, remoteBuild, language, dist } = azd.services.app;
    assert.deepEqual([host, remoteBuild, language, dist], ['function', false, 'custom', 'build/package']);
    assert.match(read('infra/app/function-app.bicep'), /'azd-service-name': 'app'/);
  });

  it('asks for an azd whose down deletes no resource group of others', () => {
    // https://github.com/Azure/azure-dev/pull/7698 came with 1.24.1.
    assert.equal(azd.requiredVersions.azd, '>= 1.24.1');
  });

  it('names a hook for each system, and each is there', () => {
    assert.deepEqual([posix.shell, windows.shell], ['sh', 'pwsh']);
    for (const { run } of [posix, windows]) assert.ok(existsSync(join(root, run)), run);
  });
});

describe('the parameter files', () => {
  for (const name of ['main', 'event-subscriptions']) {
    it(`infra/${name}.bicepparam sets parameters that ${name}.bicep has, and all that it needs`, () => {
      const assigned = assignedIn(`infra/${name}.bicepparam`);
      const known = parametersOf(readBicep(`infra/${name}.bicep`));
      assert.match(read(`infra/${name}.bicepparam`), new RegExp(`^using '${name}\\.bicep'$`, 'm'));
      for (const parameter of assigned.keys()) assert.ok(known.has(parameter), parameter);
      for (const parameter of needed(`infra/${name}.bicep`)) assert.ok(assigned.has(parameter), parameter);
    });
  }

  it('leave no parameter of main.bicep but extraAppSettings to the template', () => {
    const assigned = assignedIn('infra/main.bicepparam');
    const left = [...parametersOf(readBicep('infra/main.bicep')).keys()].filter((name) => !assigned.has(name));
    assert.deepEqual(left, ['extraAppSettings']);
  });

  it('have the defaults of main.bicep', () => {
    const text = read('infra/main.bicepparam');
    for (const [name, value] of parametersOf(readBicep('infra/main.bicep'))) {
      const given = new RegExp(`^param ${name} = .*readEnvironmentVariable\\('\\w+', '(.*)'\\)`, 'm').exec(text)?.[1];
      if (value !== null && given !== undefined) assert.equal(given, value.text.replace(/^'|'$/g, ''), name);
    }
  });

  it('compile on a machine without azd: the workflow gives what has no default', () => {
    const names = ['main', 'event-subscriptions'].flatMap((name) =>
      [...read(`infra/${name}.bicepparam`).matchAll(/readEnvironmentVariable\('(\w+)'\)/g)].map(([, variable = '']) => variable),
    );
    const { jobs } = parse(read('.github/workflows/ci.yml')) as { jobs: { bicep: { steps: readonly { env?: object }[] } } };
    const given = jobs.bicep.steps.flatMap(({ env }) => Object.keys(env ?? {}));
    assert.deepEqual([...given].sort(), [...names].sort());
  });

  it('get for the event subscriptions what main.bicep puts out', () => {
    const outputs = outputsOf(readBicep('infra/main.bicep'));
    for (const variable of assignedIn('infra/event-subscriptions.bicepparam').values())
      assert.ok(variable !== null && outputs.includes(variable), `${variable}`);
  });

  it('are documented parameter by parameter, with their names in azd’s environment', () => {
    const rows = new Map(
      [...read('docs/deploy.md').matchAll(/^\| `(\w+)` \| (?:`([A-Z]\w+)`|–) \|/gm)].map(([, name = '', variable]) => [
        name,
        variable ?? null,
      ]),
    );
    const expected = new Map(
      [...parametersOf(readBicep('infra/main.bicep')).keys()].map((name) => [
        name,
        assignedIn('infra/main.bicepparam').get(name) ?? null,
      ]),
    );
    assert.deepEqual([...rows].sort(), [...expected].sort());
    for (const name of parametersOf(readBicep('infra/flow-logs.bicep')).keys())
      assert.ok(read('docs/deploy.md').includes(`| \`${name}\` |`), name);
  });
});
