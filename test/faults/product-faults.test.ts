/** Every call of the product to storage and to the channel made to fail in turn: what is left is as if it had not. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contradictions, differences, type FaultPoint, faultPoints, pointText, runWith } from '../support/fault-points.ts';
import { runScenario, type ScenarioRun } from '../support/scenario-world.ts';

const undisturbed = await runScenario();
/** All points are tried by `npm run bench -- --proofs`. */
const density = { reads: 200, more: { reads: 800, writes: 12 } };

describe('ingest, sweep, roll-up, evaluation, delivery and purge under failing calls', () => {
  it('the scenario does all of it', () => {
    const { alive, ended, calls } = undisturbed;
    assert.deepEqual(contradictions(undisturbed), []);
    assert.deepEqual(alive.rolledHours, ['2026112119', '2026112120', '2026112121', '2026112123']);
    assert.notEqual(alive.histories['20261121'], null);
    // Two breakthroughs, each posted once; one of them got worse and was replied to.
    assert.deepEqual(
      alive.messages.map(({ thread }) => thread !== null),
      [false, true, false],
    );
    assert.deepEqual([Object.keys(ended.fromStreams), ended.rolledHours, ended.counts], [[], [], []]);
    assert.equal(ended.closed.length, 2);
    const done = ['store.commit', 'counts.replaceHour', 'hours.writeHour', 'hours.writeHistory', 'incidents.commitEvaluation'];
    const alsoDone = ['incidents.replace', 'notifier.reply', 'notifier.edit', 'hours.deleteDay', 'store.deleteHour'];
    for (const call of [...done, ...alsoDone, 'incidents.close', 'counts.deleteDay']) assert.ok(calls.includes(call), call);
  });

  it('leave the same facts, hours, counts, histories, incidents and messages behind', async (t) => {
    const points = faultPoints(undisturbed.calls, density);
    for (const point of points) {
      const disturbed = await runWith(point);
      assert.deepEqual([...differences(disturbed, undisturbed), ...contradictions(disturbed)], [], pointText(point));
    }
    t.diagnostic(`${points.length} points of failure tried, of ${undisturbed.calls.length} calls`);
  });

  it('post twice only where the process ended between posting and recording, and may not look', async (t) => {
    const all = faultPoints(undisturbed.calls, { reads: 1, more: { reads: 1, writes: 1 } });
    const points = all.filter((point) => point.trouble !== 'other' && isAroundSending(point));
    for (const point of points) {
      const { alive } = await runWith(point, false);
      const entries = undisturbed.alive.messages.map(({ entryId }) => entryId);
      const expected = entries.flatMap((entryId) => (entryId === doubledBy(point) ? [entryId, entryId] : [entryId]));
      assert.deepEqual(
        alive.messages.map(({ entryId }) => entryId),
        expected,
        pointText(point),
      );
    }
    t.diagnostic(`${points.length} points of failure tried`);
  });
});

const isSending = (call: string | undefined): boolean => call === 'notifier.post' || call === 'notifier.reply';

/** A post or a reply, or the step that is committed before it or behind it. */
function isAroundSending({ at }: FaultPoint): boolean {
  const { calls } = undisturbed;
  return isSending(calls[at - 1]) || [at - 2, at].some((i) => calls[at - 1] === 'incidents.replace' && isSending(calls[i]));
}

/** The entry that goes out twice where nobody may look whether it arrived; null where none does. */
function doubledBy({ at, call, trouble }: FaultPoint): string | null {
  const { calls } = undisturbed;
  if (isSending(call)) return trouble === 'after' || trouble === 'ends-after' ? entryOfCall(undisturbed, at) : null;
  return isSending(calls[at - 2]) && (trouble === 'before' || trouble === 'ends-before')
    ? entryOfCall(undisturbed, at - 1)
    : null;
}

/** Posts and replies arrive in the order of their calls. */
function entryOfCall({ calls, alive }: ScenarioRun, at: number): string | null {
  return alive.messages[calls.slice(0, at - 1).filter(isSending).length]?.entryId ?? null;
}
