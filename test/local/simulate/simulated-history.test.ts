import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { simulatedHistory } from '../../../src/local/simulate/simulated-history.ts';
import { simulatedLogs } from '../../../src/local/simulate/simulated-logs.ts';
import { createWorld } from '../../../src/local/simulate/world.ts';
import type { Flush } from '../../../src/local/write/log-source.ts';
import type { Flow } from '../../../src/model/flow.ts';
import { hourOf } from '../../../src/read/hours.ts';
import { streamOfBlob } from '../../../src/read/stream-of-blob.ts';
import { decodeText } from '../../support/decode-text.ts';

const isAllocated = (address: string) => !/^(0|10|127)\./.test(address);
/** A Saturday: the past of fifteen days begins on the Friday two weeks before. */
const options = { seed: 7, originMs: Date.parse('2026-11-21T10:00:00Z'), isAllocated };
const world = createWorld(options);
const history = simulatedHistory(world, 15);
const [administrator] = world.cast.administrators;

const flowsOf = (hour: string): readonly Flow[] => history.blobsOf(hour).flatMap(({ bytes }) => decodeText(bytes).flows);
const networkOf = (address: string): string => address.split('.').slice(0, 3).join('.');
const deniedNetworks = (flows: readonly Flow[], port: number): number =>
  new Set(
    flows
      .filter(({ decision, destinationPort }) => decision === 'denied' && destinationPort === port)
      .map(({ source }) => networkOf(source)),
  ).size;

suite('the simulated history', () => {
  const hour = '2026111910';
  const blobs = history.blobsOf(hour);
  const flows = flowsOf(hour);

  test('is the hours before the live minutes, newest first', () => {
    assert.equal(history.hours.length, 15 * 24);
    assert.equal(history.hours[0], '2026112109');
    assert.equal(history.hours.at(-1), '2026110610');
    assert.equal(simulatedLogs(options, 0).history, null);
  });

  test('has one blob a network interface, on paths of the flow logs that the live minutes write', () => {
    const streams = blobs.map(({ container, path }) => streamOfBlob({ account: 'a', container, path }));
    assert.equal(new Set(streams.map((stream) => stream?.mac)).size, 12);
    assert.ok(streams.every((stream) => stream?.hour === hour));
    assert.deepEqual(new Set(streams.map((stream) => stream?.flowLog)), new Set(simulatedLogs(options, 0).flowLogs));
  });

  test('decodes without a rejection into the records and tuples it says, each record in the blob of its hour', () => {
    for (const { bytes, records, tuples } of blobs) {
      const decoded = decodeText(bytes);
      assert.deepEqual(decoded.rejections, []);
      assert.equal(decoded.flows.length, tuples);
      const times: readonly { readonly time: string }[] = JSON.parse(String(bytes)).records;
      assert.equal(times.length, records);
      assert.ok(times.every(({ time }) => hourOf(Date.parse(time)) === hour));
    }
  });

  test('is the same whenever an hour is asked for, and another for another seed', () => {
    const again = simulatedHistory(createWorld(options), 1);
    const [newest = ''] = again.hours;
    assert.deepEqual(again.blobsOf(newest), history.blobsOf(newest));
    assert.notDeepEqual(simulatedHistory(createWorld({ ...options, seed: 8 }), 1).blobsOf(newest), history.blobsOf(newest));
  });

  test('is small: under 100 kB a blob', () => {
    const bytes = blobs.reduce((sum, blob) => sum + blob.bytes.length, 0);
    assert.ok(bytes < 12 * 100_000, `${bytes} bytes`);
  });

  test('is knocked at by a crowd as large as the live one, so that the live one is nothing new', () => {
    const live: Flow[] = [];
    for (const { loggedAtMs, records } of simulatedLogs(options, 0).flushes as Iterable<Flush>) {
      if (hourOf(loggedAtMs) !== hourOf(options.originMs)) break;
      for (const record of records) live.push(...decodeText(record).flows);
    }
    for (const port of [23, 22, 445]) {
      const ratio = deniedNetworks(live, port) / deniedNetworks(flows, port);
      assert.ok(ratio > 0.6 && ratio < 1.6, `port ${port}: ${ratio}`);
    }
  });

  test('lets nobody in on a port that is watched, but administrators, the partner, and at the door that stands open', () => {
    const { openDoor, administrators, partner } = world.cast;
    for (const sample of [hour, '2026112109', '2026110702']) {
      const letIn = flowsOf(sample).filter((flow) => flow.direction === 'inbound' && flow.decision === 'allowed');
      const others = letIn.filter(
        ({ source, destination, destinationPort }) =>
          destinationPort !== 443 &&
          !administrators.includes(source) &&
          !partner.sources.includes(source) &&
          !(destination === openDoor.target.address && destinationPort === openDoor.port),
      );
      assert.deepEqual(others, []);
    }
  });

  test('has had SSH to the jump host open to all for nine days, and closed before', () => {
    const { target } = world.cast.openDoor;
    const strangers = (sample: string) =>
      flowsOf(sample).filter(
        ({ source, destination, destinationPort }) =>
          destination === target.address && destinationPort === 22 && !world.cast.administrators.includes(source),
      );
    assert.deepEqual(new Set(strangers('2026111503').map(({ decision }) => decision)), new Set(['allowed']));
    assert.ok(new Set(strangers('2026111503').map(({ source }) => source)).size >= 5);
    assert.deepEqual(new Set(strangers('2026111103').map(({ decision }) => decision)), new Set(['denied']));
  });

  test('lets the same administrator into the build machine on most working days, in office hours', () => {
    const build = world.named('vm-build1').address;
    const isLogin = ({ source, destination, decision }: Flow): boolean =>
      source === administrator && destination === build && decision === 'allowed';
    const workingDays = ['20261109', '20261110', '20261111', '20261112', '20261113', '20261116', '20261117'];
    // With 0.04 logins a minute of three hours none at all is a chance of 0.96^180, below 0.1 %.
    const loggedInOn = workingDays.filter((day) => ['09', '11', '14'].some((at) => flowsOf(`${day}${at}`).some(isLogin)));
    assert.ok(loggedInOn.length >= 4, loggedInOn.join(' '));
    assert.deepEqual(flowsOf('2026111103').filter(isLogin), []);
  });

  test('lets the partner work on the build machine day and night, and nowhere else', () => {
    const { partner } = world.cast;
    const ofPartner = ['2026111002', '2026111514', '2026112020']
      .flatMap(flowsOf)
      .filter(({ source }) => partner.sources.includes(source));
    assert.ok(ofPartner.length > 0);
    assert.deepEqual(new Set(ofPartner.map(({ decision }) => decision)), new Set(['allowed']));
    assert.deepEqual(new Set(ofPartner.map(({ destination }) => destination)), new Set([partner.target.address]));
  });

  test('is busier in office hours than at night', () => {
    const isVisit = ({ direction, destinationPort, decision }: Flow): boolean =>
      direction === 'inbound' && destinationPort === 443 && decision === 'allowed';
    const visits = (sample: string) => flowsOf(sample).filter(isVisit).length;
    assert.ok(visits('2026111210') > 1.5 * visits('2026111202'));
  });

  test('is scanned by many neighbours of one network', () => {
    const network = networkOf(world.cast.researchers[0]);
    const seen = new Set(flows.filter(({ source }) => networkOf(source) === network).map(({ source }) => source));
    assert.ok(seen.size >= 5, `${seen.size} of them in an hour`);
  });
});
