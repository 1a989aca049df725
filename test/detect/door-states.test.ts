import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { type DoorChange, doorStates, packKnock } from '../../src/detect/door-states.ts';
import type { Decision } from '../../src/model/flow.ts';

const allowedBy = (slot: number, ...blocks: number[]) => blocks.map((block) => packKnock(slot, 'allowed', block));
const deniedTo = (slot: number, ...blocks: number[]) => blocks.map((block) => packKnock(slot, 'denied', block));

suite('doorStates()', () => {
  test('leaves a door unknown until five networks in a row met one decision', () => {
    assert.deepEqual(doorStates(allowedBy(1, 1, 2, 3, 4)), []);
  });

  test('opens a door in the slot in which the fifth network was let in', () => {
    assert.deepEqual(doorStates([...allowedBy(1, 1, 2), ...allowedBy(3, 3, 4), ...allowedBy(7, 5)]), [
      { slot: 7, state: 'open' },
    ]);
  });

  test('counts a network once, however often it knocks', () => {
    assert.deepEqual(doorStates([...allowedBy(1, 1, 1, 1, 2), ...allowedBy(2, 1, 2, 3, 4)]), []);
  });

  test('begins a new run with every other decision', () => {
    assert.deepEqual(doorStates([...allowedBy(1, 1, 2, 3), ...deniedTo(2, 9), ...allowedBy(3, 4, 5, 6)]), []);
  });

  test('takes let-ins before denials within a slot', () => {
    assert.deepEqual(doorStates([...deniedTo(1, 9), ...allowedBy(1, 1, 2, 3, 4, 5)]), [{ slot: 1, state: 'open' }]);
  });

  test('closes a door when five networks in a row were turned away, and opens it again', () => {
    const knocks = [...allowedBy(1, 1, 2, 3, 4, 5), ...deniedTo(2, 1, 2, 3, 4, 5), ...allowedBy(9, 1, 2, 3, 4, 5)];
    assert.deepEqual(doorStates(knocks), [
      { slot: 1, state: 'open' },
      { slot: 2, state: 'closed' },
      { slot: 9, state: 'open' },
    ]);
  });

  test('says nothing new when a run only confirms the state', () => {
    assert.deepEqual(doorStates([...deniedTo(1, 1, 2, 3, 4, 5), ...allowedBy(2, 1), ...deniedTo(3, 1, 2, 3, 4, 5)]), [
      { slot: 1, state: 'closed' },
    ]);
  });
});

suite('laws of doorStates()', () => {
  const knockOf = fc.record({
    slot: fc.integer({ min: 0, max: 6 }),
    decision: fc.constantFrom<Decision>('allowed', 'denied'),
    block: fc.integer({ min: 0, max: 6 }),
  });
  type Knock = { readonly slot: number; readonly decision: Decision; readonly block: number };

  /** The definition word by word, over objects. */
  function statesByDefinition(knocks: readonly Knock[]): DoorChange[] {
    const sorted = [...knocks].sort(
      (a, b) => a.slot - b.slot || (a.decision < b.decision ? -1 : Number(a.decision > b.decision)),
    );
    const changes: DoorChange[] = [];
    for (const [i, { slot, decision }] of sorted.entries()) {
      const breaks = sorted.findLastIndex((other, j) => j <= i && other.decision !== decision);
      const blocks = new Set(sorted.slice(breaks + 1, i + 1).map(({ block }) => block));
      const state = decision === 'allowed' ? 'open' : 'closed';
      if (blocks.size >= 5 && changes.at(-1)?.state !== state) changes.push({ slot, state });
    }
    return changes;
  }

  test('it follows the definition, whatever the order and repetition of knocks', () => {
    fc.assert(
      fc.property(fc.array(knockOf, { maxLength: 60 }), fc.array(fc.nat(), { maxLength: 10 }), (knocks, repeats) => {
        const again = repeats.flatMap((i) => knocks[i % Math.max(1, knocks.length)] ?? []);
        const packed = [...again, ...knocks.toReversed()].map(({ slot, decision, block }) => packKnock(slot, decision, block));
        assert.deepEqual(doorStates(packed), statesByDefinition(knocks));
      }),
      { numRuns: 500 },
    );
  });
});
