/** The alert rules look for lines that the app really logs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryIncidentStore } from '../../src/adapters/memory/memory-incident-store.ts';
import { memoryNotifier } from '../../src/adapters/memory/memory-notifier.ts';
import { evaluateFacts } from '../../src/pipeline/evaluate-window.ts';
import { variableOf } from '../support/bicep/evaluate.ts';
import { readBicep } from '../support/bicep/parse-bicep.ts';
import type { ValueObject } from '../support/bicep/value.ts';
import { at, lookingFor, windowOf } from '../support/facts-builder.ts';
import { makeEntry, makeOutboxWorld } from '../support/outbox-world.ts';

const file = readBicep('infra/app/alerts.bicep');
const rules = variableOf(file, 'rules', {}) as readonly ValueObject[];
const queryOf = (name: string): string => String(rules.find((rule) => rule['name'] === name)?.['query']);

/** The beginnings of lines that a query looks for. */
const beginnings = (query: string): readonly string[] =>
  [...query.matchAll(/Message startswith '([^']+)'/g)].map(([, text = '']) => text).sort();

/** The line of an evaluation, as the log gets it. */
async function evaluationLine(): Promise<string> {
  const lines: string[] = [];
  const log = { info: (event: string, fields: object) => void lines.push(JSON.stringify({ event, ...fields })), error() {} };
  const ports = { incidents: memoryIncidentStore(), clock: { now: () => at('10:00') }, log };
  await evaluateFacts(ports, lookingFor(['breakthrough']), async () => ({
    window: windowOf([], { now: '10:00' }),
    hours: [],
    histories: [],
    start: null,
    installation: {},
    databaseBuiltAtMs: null,
    isRealTime: true,
    settingsProblem: null,
    hasButtons: false,
    late: [],
    isHolding: false,
    settle: async () => {},
  }));
  return lines[0] ?? '';
}

describe('the alert rules', () => {
  it('are two, each with words that say where to look', () => {
    assert.deepEqual(
      rules.map(({ name }) => name),
      ['knockwatch-no-evaluation', 'knockwatch-undelivered'],
    );
    for (const { description } of rules) assert.match(String(description), /: (nothing|check)|\. Look at|code: check/);
  });

  it('take the line of an evaluation, or the host’s own count, for a sign of life', async () => {
    const query = queryOf('knockwatch-no-evaluation');
    const [beginning = '?', ...others] = beginnings(query);
    assert.deepEqual(others, []);
    assert.ok((await evaluationLine()).startsWith(beginning), beginning);
    assert.match(query, /Name == 'evaluate Successes'/);
  });

  it('find messages that Slack refused for good, and those that wait', async () => {
    const world = await makeOutboxWorld({ a: [makeEntry('a:1', 'post')], b: [makeEntry('b:1', 'post')] });
    const refused = {
      takesEffect: false,
      outcome: { kind: 'permanent', code: 'invalid_auth', detail: 'check the token' },
    } as const;
    const later = {
      takesEffect: false,
      outcome: { kind: 'retry', code: 'ECONNREFUSED', afterMs: null, mayHaveArrived: false },
    } as const;
    const notifier = memoryNotifier();
    notifier.failNext(refused, later);
    await world.deliver(notifier);
    const query = queryOf('knockwatch-undelivered');
    const found = beginnings(query).map((beginning) => world.logged.filter((line) => line.startsWith(beginning)).length);
    assert.deepEqual([beginnings(query).length, found], [2, [1, 1]]);
    const deliver = world.logged.find((line) => line.startsWith('{"event":"deliver"')) ?? '{}';
    assert.equal(JSON.parse(deliver)['waiting'], 1);
    assert.match(query, /parse_json\(Message\)\.waiting/);
  });
});
