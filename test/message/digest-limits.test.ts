import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkSlackLimits } from '../../src/message/check-slack-limits.ts';
import { chartBlock, hasChart, withoutChart } from '../../src/message/digest/chart-block.ts';
import { composeDigest } from '../../src/message/digest/compose-digest.ts';
import { changeText } from '../../src/message/digest/digest-words.ts';
import { sparkline } from '../../src/message/digest/sparkline.ts';
import type { Digest } from '../../src/model/digest.ts';
import { exampleDays } from '../support/digest-days/example-days.ts';
import { withTexts } from '../support/hostile-digest.ts';
import { hostileText } from '../support/hostile-findings.ts';
import { compared, makeDigest, makeDigestIncident } from '../support/make-digest.ts';
import { mentionsIn, textsIn } from '../support/parts-of-message.ts';

const options = { channel: 'C0DIGEST', reportUrl: 'https://example.azurewebsites.net/api/report', withChart: true };
const names = Object.keys(exampleDays);
const example = (name: string): Digest => exampleDays[name]?.() ?? makeDigest();
const examples = new Map(names.map((name) => [name, example(name)]));
/** By name, so that a counterexample can be read. */
const anyName = fc.constantFrom(...names, 'by hand');
const named = (name: string): Digest => examples.get(name) ?? makeDigest();

/** A day on which everything there is room for is there, many times. */
function crowded(digest: Digest, count: number): Digest {
  const many = Array.from({ length: count }, (_, i) =>
    makeDigestIncident({ id: `in-${i}`, headline: 'x'.repeat(400), sentence: 'y'.repeat(400) }),
  );
  return {
    ...digest,
    verdict: { kind: 'act', sentence: 'z'.repeat(3000) },
    needsAction: { exposures: many, incidents: many, blind: many },
    changes: { ...digest.changes, newTargets: many, newDoors: many, returned: many, topScores: many.slice(0, 5) },
    heldBack: {
      ...digest.heldBack,
      incidents: many.map((incident) => ({ incident, reason: 'shadow', detail: 'd'.repeat(500) })),
    },
  };
}

describe('composeDigest()', () => {
  it('gives the busiest ports a row, and what needs somebody the room of the others', () => {
    const digest = makeDigest();
    const [port] = digest.ports;
    assert.ok(port !== undefined);
    const incidents = Array.from({ length: 5 }, (_, i) => makeDigestIncident({ id: `in-${i}`, sentence: `sentence ${i}.` }));
    const ports = Array.from({ length: 24 }, (_, i) => ({ ...port, port: 3000 + i, label: `${3000 + i}/tcp` }));
    const [post] = composeDigest({ ...digest, ports, needsAction: { exposures: [], incidents, blind: [] } }, options);
    const text = JSON.stringify(post.blocks);
    assert.match(text, /3011\/tcp/);
    assert.doesNotMatch(text, /3012\/tcp/);
    assert.match(text, /and 12 more ports/);
    for (let i = 0; i < 5; i++) assert.ok(text.includes(`sentence ${i};`), text);
  });

  it('stays within the limits of Slack whatever names and texts are', () => {
    fc.assert(
      fc.property(anyName, hostileText, fc.nat(40), (name, text, count) => {
        const hostile = withTexts(crowded(named(name), count), () => text);
        for (const message of composeDigest(hostile, options)) assert.deepEqual(checkSlackLimits(message), []);
      }),
      { numRuns: 60 },
    );
  });

  it('mentions nobody and links only to the page, whatever names are', () => {
    fc.assert(
      fc.property(anyName, hostileText, (name, text) => {
        for (const message of composeDigest(
          withTexts(named(name), () => `<!channel> <@U0EVIL> <https://evil.example|x> ${text}`),
          options,
        )) {
          assert.deepEqual(mentionsIn(message.blocks), []);
          const links = JSON.stringify(message.blocks).match(/"url":"[^"]*"/g) ?? [];
          for (const link of links) assert.match(link, /^"url":"https:\/\/example\.azurewebsites\.net\/api\/report\//);
          assert.doesNotMatch(message.text, /<[!@#h]/);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('never reads "0 attempts", and shows no number of a day without data', () => {
    for (const [name, digest] of examples) {
      const text = composeDigest(digest, options)
        .flatMap((message) => [message.text, ...textsIn(message.blocks)])
        .join('\n');
      assert.doesNotMatch(text, /\b0 attempts\b/, name);
      if (digest.data.kind === 'none') assert.doesNotMatch(text, /attempts? by|denied on|swept/, name);
    }
  });

  it('gives no percentage on a base under 20, nor on a day that is not whole', () => {
    assert.deepEqual(
      [compared(40, 19), compared(40, 20), compared(19, 20), compared(100, null), compared(60, 20), compared(20, 20)].map(
        changeText,
      ),
      ['–', '+100 %', '−5 %', '–', '× 3', '±0 %'],
    );
    const partly = examples.get('missing-data');
    assert.ok(partly?.ports.every(({ denied, sources }) => denied.change === null && sources.change === null));
  });

  it('is three lines on a quiet day', () => {
    const [post] = composeDigest(examples.get('quiet') ?? makeDigest(), { ...options, withChart: true });
    assert.equal(post.blocks.length, 1);
    assert.deepEqual(
      post.blocks.map((block) => Object(block).elements.map(({ type }: { type: string }) => type)),
      [['rich_text_section', 'rich_text_section', 'rich_text_section']],
    );
  });

  it('links to the page only where there is one, without a key', () => {
    const linksOf = (reportUrl: string | null): boolean =>
      JSON.stringify(composeDigest(makeDigest(), { ...options, reportUrl })).includes('"link"');
    assert.deepEqual([linksOf(null), linksOf('https://example.azurewebsites.net/api/report')], [false, true]);
  });
});

describe('chartBlock()', () => {
  it('has a bar for each day with data, and none where there are fewer than three', () => {
    const digest = makeDigest();
    const chart = chartBlock(digest);
    // One of the 14 days has no data.
    assert.equal(chart?.chart.axis_config.categories.length, 13);
    assert.equal(chartBlock({ ...digest, lastDays: digest.lastDays.slice(0, 3) }), null);
  });

  it('can be taken away', () => {
    const [post] = composeDigest(makeDigest(), options);
    assert.deepEqual([hasChart(post.blocks), hasChart(withoutChart(post.blocks))], [true, false]);
    assert.deepEqual(withoutChart(post.blocks), composeDigest(makeDigest(), { ...options, withChart: false })[0].blocks);
  });
});

describe('checkSlackLimits() of a chart', () => {
  const notification = (chart: unknown) => ({
    channel: 'c',
    text: 't',
    blocks: [{ type: 'data_visualization', title: 'Days', chart }],
    severity: 'ops' as const,
    isBroadcast: false,
    incidentIds: [],
  });
  const axis = { categories: ['a', 'b'] };
  const data = [
    { label: 'a', value: 1 },
    { label: 'b', value: 2 },
  ];

  it('takes one whose series have a value for each category', () => {
    assert.deepEqual(checkSlackLimits(notification({ type: 'bar', series: [{ name: 'n', data }], axis_config: axis })), []);
  });

  it('refuses one with missing values, too many series, too many or too long categories', () => {
    const broken = [
      { series: [{ name: 'n', data: data.slice(1) }], axis_config: axis },
      { series: Array.from({ length: 7 }, (_, i) => ({ name: `n${i}`, data })), axis_config: axis },
      { series: [], axis_config: axis },
      { series: [{ name: 'n', data: [{ label: 'x'.repeat(21), value: 1 }] }], axis_config: { categories: ['x'.repeat(21)] } },
    ];
    for (const chart of broken) assert.equal(checkSlackLimits(notification(chart)).length, 1, JSON.stringify(chart));
  });
});

describe('sparkline()', () => {
  it('grows with the numbers, is flat where they are, and marks what is not known', () => {
    assert.deepEqual(
      [sparkline([0, 25, 50, 75, 100]), sparkline([7, 7]), sparkline([0, 0]), sparkline([null, 3]), sparkline([])],
      ['▁▂▃▅▇', '▇▇', '▁▁', '·▇', ''],
    );
  });
});
