import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchBlobPath } from '../../../src/local/host/match-blob-path.ts';

const pattern = 'insights-logs-flowlogflowevent/{name}';

test('matchBlobPath() gives the parameter with all its slashes', () => {
  const path = 'flowLogResourceID=/A_B/C_D/y=2026/m=11/d=21/h=23/m=00/macAddress=000D3A7F1340/PT1H.json';
  assert.deepEqual(matchBlobPath(pattern, 'insights-logs-flowlogflowevent', path), { name: path });
});

test('matchBlobPath() matches no other container, and none in other letters', () => {
  assert.equal(matchBlobPath(pattern, 'insights-logs-flowlogfloweventX', 'a'), null);
  assert.equal(matchBlobPath(pattern, 'insights-logs-FlowLogFlowEvent', 'a'), null);
});

test('matchBlobPath() takes the rest of the path literally', () => {
  assert.deepEqual(matchBlobPath('c/a.b/{name}.json', 'c', 'a.b/x.json'), { name: 'x' });
  assert.equal(matchBlobPath('c/a.b/{name}.json', 'c', 'aXb/x.json'), null);
});

test('matchBlobPath() throws for the catch-all of HTTP routes, with which Azure would not index the function', () => {
  assert.throws(() => matchBlobPath('c/{*name}', 'c', 'a'), /The parameter name '\*name' is invalid/);
});
