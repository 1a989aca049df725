/** The event subscriptions call the functions that are registered, each for its container alone. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startHost } from '../../src/local/host/start-host.ts';
import { resourcesOf } from '../support/bicep/declarations.ts';
import { evaluateIn } from '../support/bicep/evaluate.ts';
import { readBicep } from '../support/bicep/parse-bicep.ts';
import { templateSettings } from '../support/bicep/template-settings.ts';
import type { Value, ValueObject } from '../support/bicep/value.ts';

/** `npm test` builds it first. */
const bundle = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const host = await startHost({
  bundle,
  // With the settings of the template: nothing is called before a function runs.
  environment: templateSettings(),
  intervals: {},
  port: 0,
  onMessage() {},
  onLost: (reason) => assert.fail(reason),
});
after(() => host.stop());

/** Each blob trigger that the app registered: its function and the container that it is for. */
const triggers = host.functions.flatMap(({ name, bindings }) =>
  Object.values(bindings)
    .filter(({ type }) => type === 'blobTrigger')
    .map((binding) => `${name} ${String(Object(binding)['path']).replace('/{name}', '')}`),
);

const file = readBicep('infra/events/account-events.bicep');
const accounts = ['stlogsweu', 'stlogs2'];

/** The event subscriptions of an account, evaluated. */
function subscriptionsOf(accountName: string): readonly ValueObject[] {
  const values = {
    accountName,
    systemTopic: '',
    installation: 'func-1',
    webhookUrl: 'https://func-1.example/runtime/webhooks/blobs',
    webhookKey: 'k',
  };
  const declared = resourcesOf(file).find(({ type }) => type.startsWith('Microsoft.EventGrid/systemTopics/eventSubscriptions@'));
  const loop = declared?.loop;
  const properties = declared?.body.get('properties');
  const name = declared?.body.get('name');
  assert.ok(loop && properties && name);
  const turns = evaluateIn(file, loop.through, values) as readonly Value[];
  return turns.map((turn) => {
    const scope = { ...values, [loop.variable]: turn };
    return { name: evaluateIn(file, name, scope), ...(evaluateIn(file, properties, scope) as ValueObject) };
  });
}

const urlOf = ({ destination }: ValueObject): URL =>
  new URL(String(((destination as ValueObject)['properties'] as ValueObject)['endpointUrl']));
const filterOf = ({ filter }: ValueObject): ValueObject => filter as ValueObject;

describe('event subscriptions', () => {
  const all = accounts.flatMap(subscriptionsOf);

  it('are one a registered blob function, with its container as filter', () => {
    const called = all.map((subscription) => {
      const container = /^\/blobServices\/default\/containers\/([^/]+)\/blobs\/$/.exec(
        String(filterOf(subscription)['subjectBeginsWith']),
      )?.[1];
      return `${urlOf(subscription).searchParams.get('functionName')?.replace('Host.Functions.', '')} ${container}`;
    });
    assert.equal(triggers.length, 2 * accounts.length);
    assert.deepEqual([...called].sort(), [...triggers].sort());
  });

  it('take nothing but the creation of an hour of logs', () => {
    for (const subscription of all) {
      const { includedEventTypes, subjectEndsWith } = filterOf(subscription);
      assert.deepEqual([includedEventTypes, subjectEndsWith], [['Microsoft.Storage.BlobCreated'], 'PT1H.json']);
      assert.ok(urlOf(subscription).href.startsWith('https://func-1.example/runtime/webhooks/blobs?functionName='));
      assert.equal(urlOf(subscription).searchParams.get('code'), 'k');
    }
  });

  it('of one account have names of their own, told apart by installation', () => {
    assert.deepEqual(
      subscriptionsOf('stlogsweu').map(({ name }) => name),
      ['func-1-vnet', 'func-1-nsg'],
    );
  });
});
