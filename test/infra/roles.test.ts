/** No role is wider, narrower or elsewhere than docs/deploy.md says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readAllBicep } from '../support/bicep/parse-bicep.ts';
import { roleAssignmentsOf, roleNames } from '../support/bicep/role-assignments.ts';

const page = readFileSync(new URL('../../docs/deploy.md', import.meta.url), 'utf8');
const assigned = readAllBicep().flatMap(roleAssignmentsOf);

/** Rows such as `| the app | Storage Blob Data Reader | \`2a2b…\` | each flow-log account | why |`. */
const documented = [
  ...page.matchAll(/^\| (the app|the operator|the demo’s flow log) \| ([^|]+) \| `([^`]+)` \| ([^|]+) \|/gm),
].map(([, who = '', role = '', id = '', where = '']) => ({ who, role, id, where }));

const lines = (roles: typeof documented): readonly string[] =>
  roles.map(({ who, role, id, where }) => `${who}: ${role} (${id}) on ${where}`).sort();

describe('role assignments', () => {
  it('are those of the table in docs/deploy.md', () => {
    assert.ok(documented.length >= 6, `${documented.length} rows`);
    assert.deepEqual(lines(assigned), lines(documented));
  });

  it('let the app do nothing but read in a flow-log account', () => {
    const there = assigned.filter(({ where }) => where === 'each flow-log account');
    assert.deepEqual(
      there.map(({ who, role }) => `${who}: ${role}`),
      ['the app: Storage Blob Data Reader'],
    );
  });

  it('use every role that infra/roles.bicep lists, and no id from elsewhere', () => {
    assert.deepEqual([...new Set(assigned.map(({ id }) => id))].sort(), [...roleNames().keys()].sort());
    for (const { path, text } of readAllBicep()) {
      const ids = text.match(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g) ?? [];
      assert.equal(ids.length > 0, path === 'infra/roles.bicep', path);
    }
  });
});
