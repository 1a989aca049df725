import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeText } from '../support/decode-text.ts';
import { blobOf, type LogFormat, logFormats, recordText, sampleHourStartMs, sampleRecords } from '../support/sample-log.ts';

const record = (format: LogFormat, tuples: readonly string[], rule = 'DefaultRule_DenyAllInBound'): string =>
  recordText(format, sampleHourStartMs, new Map([[rule, tuples]]));
const v1 = '1795255200,203.0.113.7,10.1.0.4,51529,3389,T,I,D';
const v2 = '1795255200,203.0.113.7,10.1.0.4,51529,3389,T,I,D,B,,,,';
const v4 = '1795255200123,203.0.113.7,10.1.0.4,51529,3389,6,I,D,NX,0,0,0,0';

describe('decode reads every form of a tuple', () => {
  it('NSG v1 has seconds, a letter as protocol and no state', () => {
    const [flow] = decodeText(record('nsg-v1', [v1])).flows;
    assert.deepEqual(
      { ...flow },
      {
        time: '2026-11-21T10:00:00.000Z',
        version: 1,
        mac: '000D3A7F1340',
        resource: flow?.resource,
        acl: null,
        rule: 'DefaultRule_DenyAllInBound',
        source: '203.0.113.7',
        destination: '10.1.0.4',
        sourcePort: 51529,
        destinationPort: 3389,
        protocol: 6,
        direction: 'inbound',
        decision: 'denied',
        state: null,
        encryption: null,
        packetsSent: null,
        bytesSent: null,
        packetsReceived: null,
        bytesReceived: null,
      },
    );
  });

  it('empty counters are null, zero counters are zero', () => {
    const empty = '1795255200,203.0.113.7,10.1.0.4,51529,22,T,I,A,E,,,,';
    const zero = '1795255200,203.0.113.7,10.1.0.4,51529,22,T,I,A,E,0,0,0,0';
    const mixed = '1795255200,203.0.113.7,10.1.0.4,51529,22,T,I,A,C,3,,5,';
    const counters = decodeText(record('nsg-v2', [empty, zero, mixed])).flows.map((flow) => [
      flow.packetsSent,
      flow.bytesSent,
      flow.packetsReceived,
      flow.bytesReceived,
    ]);
    assert.deepEqual(counters, [
      [null, null, null, null],
      [0, 0, 0, 0],
      [3, null, 5, null],
    ]);
  });

  it('v4 begins may have empty or zero counters, and its time may be in seconds', () => {
    const tuples = ['1795255200,2.3.4.5,10.1.0.4,5,22,6,I,B,NX,,,,', '1795255200123,2.3.4.5,10.1.0.4,5,22,6,I,B,NX,0,0,0,0'];
    const { flows } = decodeText(record('vnet-v4', tuples));
    assert.deepEqual(
      flows.map(({ time, packetsSent }) => [time, packetsSent]),
      [
        ['2026-11-21T10:00:00.000Z', null],
        ['2026-11-21T10:00:00.123Z', 0],
      ],
    );
  });

  it('v4 tells a denial by its state and has any protocol number and encryption word', () => {
    const words = [
      'X',
      'NX',
      'NX_HW_NOT_SUPPORTED',
      'NX_SW_NOT_READY',
      'NX_NOT_ACCEPTED',
      'NX_NOT_SUPPORTED',
      'NX_LOCAL_DST',
      'NX_FALLBACK',
    ];
    const tuples = words.map(
      (word, i) =>
        `1795255200123,2.3.4.5,10.1.0.4,0,0,${[0, 1, 6, 17, 47, 50, 132, 255][i]},O,${i % 2 ? 'D' : 'E'},${word},1,2,3,4`,
    );
    const { flows, rejections } = decodeText(record('vnet-v4', tuples, 'unspecified'));
    assert.deepEqual(rejections, []);
    assert.deepEqual(
      flows.map(({ encryption }) => encryption),
      words,
    );
    assert.deepEqual(
      flows.map(({ protocol }) => protocol),
      [0, 1, 6, 17, 47, 50, 132, 255],
    );
    assert.deepEqual(
      flows.map(({ decision, state }) => `${decision} ${state}`),
      words.map((_, i) => (i % 2 ? 'denied null' : 'allowed end')),
    );
  });

  it('IPv6 addresses stand as the log wrote them', () => {
    const tuple = '1795255200123,2001:db8:0:1::42,fd00::4,51529,22,6,I,D,NX,0,0,0,0';
    const [flow] = decodeText(record('vnet-v4', [tuple])).flows;
    assert.equal(flow?.source, '2001:db8:0:1::42');
    assert.equal(flow?.destination, 'fd00::4');
  });

  it('rule names keep escapes, quotes and other scripts', () => {
    const rule = 'UserRule_"allow" \\ für Büro 東京';
    const [flow] = decodeText(record('nsg-v2', [v2], rule)).flows;
    assert.equal(flow?.rule, rule);
  });
});

describe('decode finds records by structure', () => {
  const texts = [record('nsg-v2', [v2]), record('nsg-v1', [v1]), record('vnet-v4', [v4])];
  const versions = (text: string): readonly number[] => decodeText(text).flows.map(({ version }) => version);

  it('one document may mix versions', () => {
    assert.deepEqual(versions(`{"records":[${texts.join(',')}]}`), [2, 1, 4]);
  });

  for (const [what, text] of Object.entries({
    'a byte-order mark': `\uFEFF{"records":[${texts.join(',')}]}`,
    'a missing closer': `{"records":[${texts.join(',')}`,
    'a closer that is half there': `{"records":[${texts.join(',')}]`,
    'CRLF between everything': `{\r\n"records"\r\n:\r\n[\r\n${texts.join('\r\n,\r\n')}\r\n]\r\n}\r\n`,
    'bare records, one a line': texts.join('\n'),
    'a block as it is appended': `,${texts.join(',')}`,
    'a trailing comma': `{"records":[${texts.join(',')},]}`,
    'nested records': `{"records":[{"records":[${texts[0]},${texts[1]}]},${texts[2]}]}`,
    'several documents behind each other': texts.map((one) => `{"records":[${one}]}`).join(''),
  })) {
    it(`${what} does not disturb`, () => {
      assert.deepEqual(versions(text), [2, 1, 4]);
      assert.deepEqual(decodeText(text).rejections, []);
    });
  }

  it('keys may stand in any order, the version behind the flows too', () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, inner]) => [key, reversed(inner)]),
            )
          : value;
    for (const text of texts) {
      assert.deepEqual(decodeText(JSON.stringify(reversed(JSON.parse(text)))).flows, decodeText(text).flows);
      assert.deepEqual(decodeText(JSON.stringify(JSON.parse(text), null, 2)).flows, decodeText(text).flows);
    }
  });

  it('an empty list of tuples, flows or records is nothing, not an error', () => {
    const empty = record('nsg-v2', []);
    assert.deepEqual(decodeText(`{"records":[]}`), {
      flows: [],
      rejections: [],
      result: { end: 0, unfinishedBytes: 0, stopped: false },
    });
    assert.deepEqual(decodeText(empty).rejections, []);
    assert.deepEqual(decodeText('').result, { end: 0, unfinishedBytes: 0, stopped: false });
  });

  it('tells the same flows wherever the bytes are split', () => {
    const bytes = blobOf([
      ...sampleRecords('nsg-v2', { minutes: 3, tuplesPerMinute: 4 }),
      'x garbage, {"a":1}',
      ...sampleRecords('vnet-v4', { minutes: 2, tuplesPerMinute: 3 }),
    ]);
    const whole = decodeText(bytes);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
        const flows = [];
        const rejections = [];
        let offset = 0;
        for (const cut of [...cuts.sort((a, b) => a - b), bytes.length]) {
          if (cut < offset) continue;
          const part = decodeText(bytes.subarray(offset, cut), { baseOffset: offset, atEnd: cut === bytes.length });
          flows.push(...part.flows);
          rejections.push(...part.rejections);
          offset += part.result.end;
        }
        assert.deepEqual(flows, whole.flows);
        assert.deepEqual(rejections, whole.rejections);
      }),
      { numRuns: 300 },
    );
  });
});

describe('decode rejects what it cannot read, and only that', () => {
  it('one malformed tuple is set aside with its place and the field that is wrong', () => {
    const bad = '1795255200,203.0.113.7,10.1.0.4,51529,70000,T,I,D,B,,,,';
    const text = record('nsg-v2', [v2, bad, v2]);
    const { flows, rejections } = decodeText(text);
    assert.equal(flows.length, 2);
    assert.deepEqual(rejections, [
      {
        unit: 'tuple',
        reason: 'malformed-tuple',
        detail: 'field 5 (destination port) is "70000", expected a port from 0 to 65535',
        offset: text.indexOf(bad),
        length: bad.length,
      },
    ]);
  });

  for (const [what, tuple, detail] of [
    ['too few fields', '1795255200,1.2.3.4', /13 fields, this one has 2/],
    ['a v1 tuple in a v2 record', v1, /13 fields, this one has 8/],
    ['a v4 tuple in a v2 record', v4, /field 1 \(time\)|field 6 \(protocol\)/],
    ['an address with a leading zero', '1795255200,203.0.113.07,10.1.0.4,1,2,T,I,D,B,,,,', /source address/],
    ['an octet over 255', '1795255200,203.0.113.256,10.1.0.4,1,2,T,I,D,B,,,,', /source address/],
    ['an unknown state', '1795255200,203.0.113.7,10.1.0.4,1,2,T,I,D,Q,,,,', /field 9 \(state\) is "Q"/],
    ['a negative counter', '1795255200,203.0.113.7,10.1.0.4,1,2,T,I,A,E,-1,0,0,0', /packets sent/],
    ['an empty tuple', '', /13 fields, this one has 1/],
    ['control characters escaped', '1795255200,203.0.113.7\\u0000,10.1.0.4,1,2,T,I,D,B,,,,', /source address/],
  ] as const) {
    it(`${what} is a malformed tuple`, () => {
      const { flows, rejections } = decodeText(record('nsg-v2', ['@', v2]).replace('@', tuple));
      assert.equal(flows.length, 1);
      assert.equal(rejections[0]?.reason, 'malformed-tuple');
      assert.match(rejections[0]?.detail ?? '', detail);
    });
  }

  const keyVault = '{"time":"2026-11-21T10:00:00Z","category":"AuditEvent","operationName":"SecretGet","properties":{}}';
  const windows = `{"properties":{"Version":"1.0","flows":[{"flows":[{"flowTuples":["${v1}"],"portId":"9"}],"rule":"Allow"}]},"category":"NetworkSecurityGroupFlowEvent","time":"20180719:L012620622"}`;
  const hybrid = record('vnet-v4', [v2])
    .replace('"flowLogVersion":4,', '')
    .replace('"flowRecords"', '"properties":{"Version":2},"flowRecords"');
  for (const [reason, text] of [
    ['not-a-flow-log', keyVault],
    ['not-a-flow-log', '{"a":1}'],
    ['windows-sdn-audit', windows],
    ['mixed-formats', hybrid],
    ['unknown-version', record('vnet-v4', [v4]).replace('"flowLogVersion":4', '"flowLogVersion":5')],
    ['unknown-version', record('nsg-v2', [v2]).replace('"Version":2', '"Version":3')],
    ['malformed-record', record('nsg-v2', [v2]).replace(/"time":"[^"]*"/, '"time":"yesterday"')],
    ['malformed-record', record('nsg-v2', [v2]).replace(`"${v2}"`, `"${v2}",`)],
    ['malformed-record', record('nsg-v2', [v2]).replace(`"${v2}"`, '7')],
    ['malformed-record', record('nsg-v2', [v2]).replace('"flowTuples"', '"flowTuples')],
    ['not-a-record', 'x'],
  ] as const) {
    it(`${reason} costs one record: ${text.slice(0, 40)}…`, () => {
      const [before, behind] = [record('vnet-v4', [v4]), record('nsg-v1', [v1])];
      const document = `{"records":[${before},${text},${behind}]}`;
      const { flows, rejections } = decodeText(document);
      assert.deepEqual(
        flows.map(({ version }) => version),
        [4, 1],
      );
      assert.deepEqual(
        rejections.map((rejection) => rejection.reason),
        [reason],
      );
      assert.equal(rejections[0]?.offset, document.indexOf(text));
    });
  }

  it('a record that is never closed is waited for, and rejected as incomplete once nothing will come', () => {
    const torn = record('nsg-v2', [v2]).slice(0, -3);
    const text = `{"records":[${record('nsg-v2', [v2])},${torn}`;
    const waiting = decodeText(text, { atEnd: false });
    assert.deepEqual([waiting.flows.length, waiting.rejections.length, waiting.result.unfinishedBytes], [1, 0, torn.length]);
    const settled = decodeText(text, { atEnd: true });
    assert.deepEqual(
      settled.rejections.map(({ reason, length }) => [reason, length]),
      [['incomplete', torn.length]],
    );
  });

  it('a record that does not close within the limit ends where the next one begins', () => {
    const endless = `{"time":"2026-11-21T10:00:00Z","category":"FlowLogFlowEvent","a":["${'x'.repeat(3000)}"`;
    const good = record('nsg-v2', [v2]);
    const { flows, rejections } = decodeText(`{"records":[${endless},${good},${good}]}`, { longestRecordBytes: 2000 });
    assert.equal(flows.length, 2);
    assert.ok(rejections.every(({ reason }) => reason === 'record-too-long' || reason === 'not-a-record'));
    assert.equal(
      rejections.reduce((sum, { length }) => sum + length, 0),
      endless.length + 1,
      'all bytes up to the next record, its comma included',
    );
  });

  it('no damage to one record loses another', () => {
    const records = sampleRecords('vnet-v4', { minutes: 4, tuplesPerMinute: 5 });
    const bytes = blobOf(records);
    const begins = bytes.indexOf(records[1] ?? '');
    const length = records[1]?.length ?? 0;
    const expected = [records[0], records[2], records[3], records[4]].flatMap((text) => decodeText(text ?? '').flows);
    fc.assert(
      fc.property(fc.nat(length - 1), fc.nat(255), fc.integer({ min: 1, max: 40 }), (at, value, count) => {
        const damaged = Buffer.from(bytes);
        damaged.fill(value, begins + at, begins + Math.min(at + count, length));
        const { flows } = decodeText(damaged);
        const kept = new Set(flows.map((flow) => JSON.stringify(flow)));
        assert.ok(expected.every((flow) => kept.has(JSON.stringify(flow))));
      }),
      { numRuns: 500 },
    );
  });

  it('hostile nesting ends quickly and is rejected', () => {
    for (const piece of ['[', '{"a":', '[{"a":[', ',{"a":1', '{"category":"x","a":[{},']) {
      const { flows, rejections } = decodeText(piece.repeat(20_000));
      assert.equal(flows.length, 0);
      assert.ok(rejections.length > 0, piece);
    }
  });
});

describe('decode over real layouts', () => {
  for (const format of logFormats) {
    it(`${format}: rejects nothing of a whole hour`, () => {
      const { flows, rejections } = decodeText(blobOf(sampleRecords(format, { minutes: 60, tuplesPerMinute: 50 })));
      assert.equal(flows.length, 3000);
      assert.deepEqual(rejections, []);
    });
  }
});
