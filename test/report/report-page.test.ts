import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import type { Digest } from '../../src/model/digest.ts';
import { pageHeaders, reportPage } from '../../src/report/report-page.ts';
import { expectGolden } from '../support/golden-file.ts';
import { hostileText, withTexts } from '../support/hostile-digest.ts';
import { largeDigest } from '../support/large-digest.ts';
import { makeDigest } from '../support/make-digest.ts';
import { textOfPage } from '../support/text-of-page.ts';

const links = { previous: '2026-11-20', next: '2026-11-22' };
const page = (fields: Partial<Digest> = {}): string => reportPage(makeDigest(fields), links);
const text = (fields: Partial<Digest> = {}): string => textOfPage(page(fields));
const { data, day, hourly, health, sums, flowLogs } = makeDigest();

/** Tags with the names of their attributes, in order: what a page is built of. */
const builtOf = (markup: string): readonly string[] =>
  [...markup.matchAll(/<(\/?[a-z][a-z0-9]*)([^>]*)>/gi)].map(([, name, attributes = '']) =>
    [name, ...[...attributes.matchAll(/([a-z-]+)="/gi)].map(([, attribute]) => attribute)].join(' '),
  );

describe('reportPage()', () => {
  it('says of a usual day what the golden file says', async () => {
    await expectGolden('report/usual-day.txt', text());
  });

  it('is built the same whatever texts come from outside', () => {
    const harmless = reportPage(
      withTexts(makeDigest(), (_, field) => `text of ${field}`),
      links,
    );
    const hostile = reportPage(
      withTexts(makeDigest(), (_, field) => `${field} ${hostileText}`),
      links,
    );
    assert.deepEqual(builtOf(hostile), builtOf(harmless));
    assert.doesNotMatch(hostile, /<script|<img|<!--|\u202e|\0/);
  });

  it('never says 0 where no flow log has a record of the day', () => {
    const empty = text({
      data: { ...data, kind: 'none', hoursWithRecords: 0 },
      verdict: { kind: 'no-data', sentence: 'No flow log has a record.' },
    });
    assert.match(empty, /No data No flow log has a record\./);
    assert.doesNotMatch(empty, /Denied attempts: |## Attempts|## Targets|## Where from|## Rules/);
    assert.match(empty, /## Coverage of flow logs/);
  });

  it('names the hours without records, of all flow logs or of one', () => {
    const spans = [{ fromMs: day.fromMs + 3 * 3_600_000, toMs: day.fromMs + 5 * 3_600_000 }];
    const gaps = [
      { of: 'everything' as const, name: '', id: '', hours: [], spans },
      { of: 'flow-log' as const, name: 'NSG nsg-db', id: 'X', hours: [], spans },
    ];
    const hours = hourly.hours.map((hour, place) => (place === 3 ? { ...hour, data: 'missing' as const } : hour));
    const partly = text({ data: { ...data, kind: 'partly', gaps }, hourly: { ...hourly, hours } });
    assert.match(partly, /No flow log has records from 03:00 to 05:00\./);
    assert.match(partly, /NSG nsg-db has no records from 03:00 to 05:00\./);
    assert.match(partly, /03:00 \| – \| – \| – \| – \| – \| no records\n/);
    assert.match(partly, /1 hour without records is shaded\./);
  });

  it('says up to when a running day goes, and that records begin in the middle of the first', () => {
    const running = text({ day: { ...day, madeAtMs: day.fromMs + 9 * 3_600_000, isRunning: true } });
    assert.match(running, /The day was not over yet: its numbers go up to 21 Nov, 09:00\./);
    assert.match(
      text({ data: { ...data, beginsAtMs: day.fromMs + 7 * 3_600_000 } }),
      /Records begin in the middle of this day, at 21 Nov, 07:00\./,
    );
  });

  it('tells no share and no median where there is too little to compare with', () => {
    const few = text({ sums: { ...sums, denied: { now: 4711, usual: null, change: null }, usualDays: 1 } });
    assert.match(few, /Denied attempts: 4,711, too few days to compare\n/);
  });

  it("names DB-IP where countries are its own, and not where the database is the user's", () => {
    assert.match(text(), /IP geolocation by DB-IP, CC BY 4\.0/);
    const own = { ...health, countryDatabase: { builtAtMs: day.fromMs, days: 1, isOwn: true } };
    assert.doesNotMatch(text({ health: own }), /DB-IP/);
  });

  it('shortens names of resources, and gives the whole id on hover, by key and to who reads aloud', () => {
    const markup = reportPage(makeDigest(), links);
    const named = [...markup.matchAll(/<summary title="([^"]+)"><span>(.*?)<\/span>.*?<\/summary><code>(.*?)<\/code>/gs)];
    assert.ok(named.some(([, full = '']) => full.includes('/resourceGroups/')));
    for (const [, full = '', short = '', below = ''] of named) {
      assert.equal(below, full);
      assert.ok(short.length < full.length, full);
    }
  });

  it('leads to other days only where it is told how', () => {
    assert.match(page(), /<a rel="prev" href="2026-11-20">← Fri,? 20 Nov<\/a><a rel="next" href="2026-11-22">/);
    assert.doesNotMatch(reportPage(makeDigest(), { previous: null, next: null }), /rel="(?:prev|next)"/);
  });

  it('lets nothing in but the style it brings, as its own policy and as a header', () => {
    const markup = page();
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(markup) ?? [];
    const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;
    assert.ok(markup.includes(`<meta http-equiv="content-security-policy" content="${policy}">`));
    assert.equal(pageHeaders['content-security-policy'], `${policy}; frame-ancestors 'none'`);
    assert.doesNotMatch(markup, /<script|\sstyle="|\son\w+="|@import|url\(/);
  });

  it('takes at most 3 s and 1 MB for a day of a large network', () => {
    const digest = largeDigest(1000, 1000);
    const startedAt = performance.now();
    const markup = reportPage(digest, links);
    assert.ok(performance.now() - startedAt < 3000);
    assert.ok(Buffer.byteLength(markup) < 1_000_000, `${Buffer.byteLength(markup)} bytes`);
    const said = textOfPage(markup);
    // Of 1,000 incidents 12 have a card and 40 a line; of 1,000 flow logs 60 have a line.
    assert.match(said, /… and 948 more open incidents\./);
    assert.match(said, /… and 940 more that are recording\./);
    assert.match(said, /… and 980 more targets, 912,345 attempts together\./);
  });

  it('puts troubled flow logs before those that write', () => {
    const [recording, silent] = flowLogs;
    assert.ok(recording?.state === 'recording' && silent?.state === 'silent');
    const said = text();
    assert.ok(said.indexOf(silent.name, said.indexOf('## Coverage')) < said.indexOf(recording.name, said.indexOf('## Coverage')));
  });
});
