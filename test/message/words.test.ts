import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkSlackLimits } from '../../src/message/check-slack-limits.ts';
import { cleanText } from '../../src/message/clean-text.ts';
import {
  bytesText,
  countText,
  listText,
  ordinalText,
  percentText,
  someOf,
  timesOver,
  usualText,
} from '../../src/message/count-text.ts';
import { countryLabel, countryName } from '../../src/message/country-label.ts';
import { flowLogLabel } from '../../src/message/flow-log-label.ts';
import { networkOfSource } from '../../src/message/network-of-source.ts';
import { resourceLabel } from '../../src/message/resource-label.ts';
import { portLabel, serviceLabel } from '../../src/message/service-label.ts';
import {
  clockHourText,
  durationText,
  hoursSpanText,
  hoursText,
  momentText,
  slotText,
  spanText,
} from '../../src/message/time-text.ts';
import { letInAtMs, nowMs } from '../support/findings/example-network.ts';
import { settings } from '../support/message-inputs.ts';

test('cleanText() never gives more characters than it may, and always well-formed ones', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.integer({ min: 1, max: 100 }), (text, most) => {
      const clean = cleanText(text, most);
      assert.ok(clean.length <= most && clean.isWellFormed());
    }),
  );
});

test('cleanText() leaves ordinary text alone, and cleaning twice changes nothing', () => {
  assert.equal(cleanText('UserRule_Allow RDP (büro) 👩‍👧 日本', 60), 'UserRule_Allow RDP (büro) 👩‍👧 日本');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
      assert.equal(cleanText(cleanText(text, 100), 100), cleanText(text, 100));
    }),
  );
});

const cleanCases = [
  ['a\r\nb\tc', 'a b c'],
  ['\u202egnp.exe', 'gnp.exe'],
  ['\u0000\u001b[31mred', '[31mred'],
  ['  spaces  ', 'spaces'],
  ['abcdefghijkl', 'abcdefghi…'],
] as const;

for (const [text, expected] of cleanCases) {
  test(`cleanText() makes ${JSON.stringify(expected)} of ${JSON.stringify(text)}`, () =>
    assert.equal(cleanText(text, 10), expected));
}

const networkCases = [
  ['203.0.113.7', '203.0.113.0/24'],
  ['2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:db8::/64', '2001:db8::/48'],
  ['2a00:0:0:5::/64', '2a00::/48'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['<!here>', ''],
  ['', ''],
] as const;

for (const [source, expected] of networkCases) {
  test(`networkOfSource() gives ${JSON.stringify(expected)} for ${JSON.stringify(source)}`, () =>
    assert.equal(networkOfSource(source), expected));
}

const resourceCases = [
  ['/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/networkSecurityGroups/nsg-db', 'NSG nsg-db'],
  ['/SUBSCRIPTIONS/S/PROVIDERS/MICROSOFT.NETWORK/VIRTUALNETWORKS/VNET-PROD', 'VNet VNET-PROD'],
  ['/subscriptions/s/virtualNetworks/v/subnets/db', 'subnet db'],
  ['00000000-0000-0000-0000-000000000000', ''],
  ['unspecified', ''],
  ['', ''],
] as const;

for (const [id, expected] of resourceCases) {
  test(`resourceLabel() gives ${JSON.stringify(expected)} for ${JSON.stringify(id.slice(-30))}`, () =>
    assert.equal(resourceLabel(id), expected));
}

test('serviceLabel() writes known names as people do, and names a port without one by its number', () => {
  assert.equal(serviceLabel({ port: 3389, protocol: 6 }, settings), 'RDP');
  assert.equal(serviceLabel({ port: 2222, protocol: 6 }, settings), 'port 2222/tcp');
  assert.equal(serviceLabel({ port: 161, protocol: 17 }, settings), 'port 161/udp');
  assert.equal(portLabel({ port: 0, protocol: 47 }), '0/protocol 47');
});

test('countryLabel() gives flag and name, and unknown for codes that name no country', () => {
  assert.equal(countryLabel('CN'), '🇨🇳 China');
  for (const code of ['', 'ZZ', 'X', '<!']) assert.equal(countryLabel(code), 'unknown');
  assert.equal(countryName(''), '');
});

test('amounts and lists read as people write them', () => {
  assert.equal(countText(1, 'packet'), '1 packet');
  assert.equal(countText(1_200, 'packet'), '1,200 packets');
  assert.deepEqual([0, 999, 4_210, 1_840_000].map(bytesText), ['0 bytes', '999 bytes', '4.2 kB', '1.8 MB']);
  assert.deepEqual([listText([]), listText(['a']), listText(['a', 'b', 'c'])], ['', 'a', 'a, b and c']);
});

test('times read as slots and whole hours, in UTC', () => {
  assert.equal(slotText(letInAtMs, nowMs), 'between 03:10 and 03:15 UTC');
  assert.equal(slotText(letInAtMs, nowMs + 86_400_000), 'between 03:10 and 03:15 UTC on 2026-11-22');
  assert.equal(hoursText(0, 24 * 3_600_000 + 5), '24 h');
});

test('amounts read as people say them', () => {
  assert.deepEqual([1, 3, 14, 15, 0].map(ordinalText), ['first', 'third', 'fourteenth', 'fourteenth', 'first']);
  assert.deepEqual([0, 4.5, 702, 41_588.5].map(usualText), ['0', '4.5', '702', '41,589']);
  assert.deepEqual([1, 2, 3].map(timesOver), ['once', 'twice', '3 times']);
  assert.deepEqual([0, 0.004, 0.1, 1].map(percentText), ['0 %', 'under 1 %', '10 %', '100 %']);
  assert.equal(countText(2, 'country', 'countries'), '2 countries');
  assert.equal(listText(['a', 'b', 'c'], 'or'), 'a, b or c');
  assert.deepEqual(someOf(['a', 'b', 'c', 'd', 'e', 'f'], 'more', 'more'), ['a', 'b', 'c', 'd', '2 more']);
});

test('times carry their date where it is not that of the message', () => {
  const yesterday = letInAtMs - 86_400_000;
  assert.equal(momentText(letInAtMs, nowMs), '03:10 UTC');
  assert.equal(momentText(yesterday, nowMs), '2026-11-21 03:10 UTC');
  assert.equal(spanText(letInAtMs, nowMs, nowMs), '03:10 to 03:20 UTC');
  assert.equal(spanText(yesterday, yesterday + 60_000, nowMs), '03:10 to 03:11 UTC on 2026-11-21');
  assert.equal(spanText(yesterday, letInAtMs, nowMs), '2026-11-21 03:10 to 2026-11-22 03:10 UTC');
});

test('clock hours are told from their beginning to their end; what is none is not', () => {
  assert.deepEqual(['2026112209', '2026112223', '2026112224', 'x'].map(clockHourText), [
    '09:00 to 10:00',
    '23:00 to 24:00',
    '',
    '',
  ]);
  assert.equal(hoursSpanText(['2026112200', '2026112201', '2026112202'], nowMs), '00:00 to 03:00 UTC');
  assert.deepEqual([hoursSpanText([], nowMs), hoursSpanText(['2026112299'], nowMs)], ['', '']);
});

test('lengths of time are told in the largest units that they fill', () => {
  const minute = 60_000;
  assert.deepEqual(
    [15, 60, 80, 1_440, 2_880, 20_170].map((minutes) => durationText(minutes * minute)),
    ['15 minutes', '1 hour', '1 hour 20 minutes', '24 hours', '2 days', '14 days'],
  );
});

const flowLogCases = [
  ['RESOURCEID=/SUBSCRIPTIONS/S/RESOURCEGROUPS/R/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/NSG-DB', 'NSG nsg-db'],
  ['FLOWLOGRESOURCEID=/S_NETWORKWATCHERRG/NETWORKWATCHER_EASTUS_FL-PROD', 'flow log eastus_fl-prod'],
  [
    'FLOWLOGRESOURCEID=/SUBSCRIPTIONS/S/PROVIDERS/MICROSOFT.NETWORK/NETWORKWATCHERS/NETWORKWATCHER_EASTUS/FLOWLOGS/FL-PROD',
    'flow log fl-prod',
  ],
  ['', 'flow log without a name'],
] as const;

for (const [path, expected] of flowLogCases) {
  test(`flowLogLabel() calls ${path.slice(-40) || 'a path without a name'} "${expected}"`, () =>
    assert.equal(flowLogLabel(path), expected));
}

const actionsOf = (...buttons: readonly object[]): object => ({
  type: 'actions',
  elements: buttons.map((button) => ({ type: 'button', text: { type: 'plain_text', text: 'x' }, action_id: 'x', ...button })),
});

const brokenMessages = [
  ['an empty text', { text: '' }, 'text is empty'],
  ['51 blocks', { blocks: Array(51).fill({ type: 'divider' }) }, '51 blocks, at most 50 are allowed'],
  [
    'a header of 151',
    { blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }] },
    'block 0 (header): 151',
  ],
  [
    'a section of 3,001',
    { blocks: [{ type: 'section', text: { type: 'plain_text', text: 'x'.repeat(3_001) } }] },
    'block 0 (section)',
  ],
  ['11 fields', { blocks: [{ type: 'section', fields: Array(11).fill({ text: 'x' }) }] }, '11 fields'],
  ['11 context elements', { blocks: [{ type: 'context', elements: Array(11).fill({ text: 'x' }) }] }, '11 elements'],
  ['two tables', { blocks: Array(2).fill({ type: 'table', rows: [[{ text: 'x' }]] }) }, '2 tables'],
  ['101 rows', { blocks: [{ type: 'table', rows: Array(101).fill([{ text: 'x' }]) }] }, '101 rows'],
  ['21 columns', { blocks: [{ type: 'table', rows: [Array(21).fill({ text: 'x' })] }] }, '21 columns'],
  ['empty cells', { blocks: [{ type: 'table', rows: [[{ type: 'raw_text', text: '' }]] }] }, 'empty text in raw_text'],
  [
    'too much altogether',
    { blocks: Array(4).fill({ type: 'section', text: { text: 'x'.repeat(2_900) } }) },
    'characters of all blocks',
  ],
  ['a button of 76', { blocks: [actionsOf({ text: { text: 'x'.repeat(76) } })] }, '76 characters of a button'],
  ['a value of 2,001', { blocks: [actionsOf({ value: 'x'.repeat(2_001) })] }, '2001 characters of a value'],
  ['an action_id of 256', { blocks: [actionsOf({ action_id: 'x'.repeat(256) })] }, '256 characters of an action_id'],
  ['two buttons alike', { blocks: [actionsOf({ action_id: 'a' }, { action_id: 'a' })] }, 'two elements with the same action_id'],
  ['no buttons', { blocks: [actionsOf()] }, 'no elements'],
  ['26 buttons', { blocks: [actionsOf(...Array.from({ length: 26 }, (_, i) => ({ action_id: `${i}` })))] }, '26 elements'],
  ['a menu among buttons', { blocks: [actionsOf({ type: 'overflow' })] }, 'an element this check does not know'],
  ['a block nobody knows', { blocks: [{ type: 'marquee' }] }, 'a block this check does not know'],
] as const;

for (const [name, fields, expected] of brokenMessages) {
  test(`checkSlackLimits() names ${name}`, () => {
    const message = {
      channel: 'C',
      text: 'x',
      blocks: [],
      severity: 'low' as const,
      isBroadcast: false,
      incidentIds: [],
      ...fields,
    };
    assert.ok(
      checkSlackLimits(message).some((problem) => problem.includes(expected)),
      String(checkSlackLimits(message)),
    );
  });
}
