import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeMessage } from '../../src/message/compose-message.ts';
import type { MessageInput, ToldIncident } from '../../src/model/message-input.ts';
import { doorOf, exampleTarget, nowMs } from '../support/findings/example-network.ts';
import { makeBlind } from '../support/findings/make-blind.ts';
import { makeBreakthrough, unanswered } from '../support/findings/make-breakthrough.ts';
import { closedAgain, makeExposure } from '../support/findings/make-exposure.ts';
import { makeTargeted } from '../support/findings/make-targeted.ts';
import { announcedOf } from '../support/make-incident.ts';
import { makeInput, makeTold } from '../support/message-inputs.ts';
import { headerOf } from '../support/parts-of-message.ts';

test('composeMessage() names findings of other kinds on the same door after "also"', () => {
  const both = composeMessage(makeInput({ incidents: [makeTold('a', makeBreakthrough()), makeTold('b', makeExposure())] }));
  assert.match(headerOf(both.blocks), / by RDP; also: open to any$/);
  assert.match(both.text, / Also: open to any\.$/);
});

test('composeMessage() names findings of other kinds on another door in full, and counts those of the same kind', () => {
  const web = { ...exampleTarget, address: '10.0.1.5', mac: '0022480000BB' };
  const elsewhere = makeExposure({ targetName: 'vm-web1', door: doorOf(3389, web) });
  const headerWith = (other: ToldIncident['finding']) =>
    headerOf(composeMessage(makeInput({ incidents: [makeTold('a', makeBreakthrough()), makeTold('b', other)] })).blocks);
  assert.match(headerWith(elsewhere), /; also: RDP on vm-web1 stands open to any$/);
  assert.match(headerWith(makeBreakthrough(unanswered)), /; also: 1 more incident$/);
});

test('composeMessage() begins with the time in which Knockwatch could not look', () => {
  const late = { fromMs: nowMs - 7_200_000, toMs: nowMs - 1_800_000 };
  const one = composeMessage(makeInput({ late }));
  assert.match(
    one.text,
    /^Critical: Between 01:20 and 02:50 UTC Knockwatch could not look; in that time 203\.0\.113\.7 \(China\) got/,
  );
  const told = [1, 2, 3].map((index) => makeTold(`b${index}`, makeExposure({ targetName: `vm-${index}` })));
  const table = composeMessage(makeInput({ late, layout: 'table', incidents: [makeTold('a', makeExposure()), ...told] }));
  assert.match(table.text, /could not look; in that time 4 doors of 4 targets stand open to any\./);
  const mixed = composeMessage(makeInput({ late, layout: 'table', incidents: [makeTold('a', makeBreakthrough()), ...told] }));
  assert.match(mixed.text, /in that time there were 4 findings: 1 breakthrough and 3 open doors\./);
});

test('composeMessage() counts doors that are closed again apart', () => {
  const doors = [makeTold('a', makeExposure()), makeTold('b', makeExposure({ ...closedAgain, targetName: 'vm-web1' }))] as const;
  assert.match(
    composeMessage(makeInput({ layout: 'table', incidents: doors })).text,
    /1 door of 2 targets stands open to any, 1 closed again/,
  );
});

test('composeMessage() puts the highest score on top among findings of one severity', () => {
  const incidents = [
    makeTold('a', makeTargeted({ score: 61 })),
    makeTold('b', makeTargeted({ score: 79, source: '192.0.2.9' })),
  ] as const;
  const { text } = composeMessage(makeInput({ layout: 'table', incidents }));
  assert.match(text, /The gravest: RDP on vm-db1 is being worked on from 192\.0\.2\.9/);
});

test('composeMessage() says of findings that are all alike that one of them is told', () => {
  const incidents = [makeTold('a', makeExposure()), makeTold('b', makeExposure({ targetName: 'vm-web1' }))] as const;
  assert.match(composeMessage(makeInput({ layout: 'table', incidents })).text, / One of them: RDP on vm-db1 /);
});

const replyTo = (reason: MessageInput['reason'], now: ToldIncident['finding'], told: ToldIncident['finding'] | null): string =>
  composeMessage(
    makeInput({
      turn: 'reply',
      reason,
      incidents: [makeTold('a', now, { announced: told === null ? null : announcedOf(told) })],
    }),
  ).text;

test('composeMessage() replies with both scores where the score rose', () => {
  assert.match(
    replyTo('score-rose', makeTargeted({ score: 78.4 }), makeTargeted({ score: 62.1 })),
    /^Medium, score 78 now, 62 before: RDP on vm-db1 /,
  );
});

test('composeMessage() replies with the answer alone where packets came back, and in full where the source is new there', () => {
  const answered = makeBreakthrough();
  assert.match(
    replyTo('got-through', answered, makeBreakthrough(unanswered)),
    /^Critical: RDP on vm-db1: packets came back \(18 packets/,
  );
  assert.match(replyTo('got-through', answered, null), /^Critical: 203\.0\.113\.7 \(China\) got into vm-db1/);
  assert.match(
    replyTo('got-through', makeExposure(), makeExposure({ replied: 'no' })),
    /^High: RDP on vm-db1: packets came back\.$/,
  );
});

const leads = [
  ['first', 'High, also: '],
  ['new-kind', 'High, also: '],
  ['new-target', 'High, another target: '],
  ['returned', 'High, back again: '],
  ['severity-rose', 'Now high: '],
] as const;

for (const [reason, lead] of leads) {
  test(`composeMessage() begins a reply for ${reason} with "${lead.trim()}"`, () => {
    assert.ok(replyTo(reason, makeExposure(), makeExposure()).startsWith(`${lead}RDP on vm-db1 has stood open`));
  });
}

test('composeMessage() ends a door that was closed as closed, one that nobody came through as that, and a blind spot as over', () => {
  const atMs = nowMs + 14 * 86_400_000;
  const endOf = (finding: ToldIncident['finding']) =>
    composeMessage(
      makeInput({
        turn: 'edit',
        reason: 'resolved',
        atMs,
        incidents: [makeTold('a', finding, { state: 'resolved', resolvedAtMs: atMs })],
      }),
    ).text;
  assert.match(endOf(makeExposure(closedAgain)), /^Resolved: closed since 2026-11-22 03:10 UTC\./);
  assert.match(endOf(makeExposure()), /^Resolved: nobody was let in for 14 days\./);
  assert.match(endOf(makeBlind()), /^Resolved: no longer so since 2026-11-22 03:20 UTC\./);
  assert.match(endOf(makeTargeted()), /^Resolved: quiet for 336 h\./);
});
