import type { AllowedColumns, DeniedColumns, Facts } from '../model/facts.ts';
import type { Decision } from '../model/flow.ts';
import type { FlowLogKind } from '../model/stream.ts';

/** The facts of one stream of an hour, with what its path says. */
export interface StreamFacts {
  readonly kind: FlowLogKind;
  /** Which flow log or NSG wrote it. */
  readonly flowLog: string;
  /** MAC of the path; of the facts' first target where the path names none. */
  readonly mac: string;
  readonly facts: Facts;
}

/** A stream's facts as far as they count. */
export interface ChosenFacts {
  readonly stream: StreamFacts;
  readonly facts: Facts;
  readonly countsDenied: boolean;
  readonly countsAllowed: boolean;
  /** Flows left out because another log of the same NIC tells them. */
  readonly alsoLoggedElsewhere: number;
}

const decisions: readonly Decision[] = ['denied', 'allowed'];

/** Logs of one NIC that are chosen together: all NSG logs (they complement each other), or one v4 log (each tells everything again). */
interface Candidate {
  readonly isVnet: boolean;
  readonly name: string;
  readonly streams: readonly StreamFacts[];
}

/**
 * Chooses, for each NIC and decision of one hour, the log that counts where several cover it: the one with the most inbound flows of that
 * decision from public addresses; ties by flows of that decision in all directions, then v4 before NSG, then by name.
 *
 * @param streams the facts of all streams of one hour
 */
export function chooseLogs(streams: readonly StreamFacts[]): readonly ChosenFacts[] {
  const nics = Map.groupBy(streams, ({ mac }) => mac);
  return [...nics.values()].flatMap((ofNic) =>
    ofNic.length === 1 || ofNic[0]?.mac === '' ? ofNic.map(whole) : chooseOfNic(ofNic),
  );
}

const whole = (stream: StreamFacts): ChosenFacts => ({
  stream,
  facts: stream.facts,
  countsDenied: true,
  countsAllowed: true,
  alsoLoggedElsewhere: 0,
});

function chooseOfNic(streams: readonly StreamFacts[]): readonly ChosenFacts[] {
  const candidates = candidatesOf(streams);
  const chosen = new Map(decisions.map((decision) => [decision, new Set(mostOf(candidates, decision)?.streams)]));
  return streams.map((stream) => {
    const counts = (decision: Decision): boolean => chosen.get(decision)?.has(stream) ?? false;
    const facts = onlyDecisions(stream.facts, counts);
    const leftOut = flowsOf([stream], null, false) - flowsOf([{ ...stream, facts }], null, false);
    return { stream, facts, countsDenied: counts('denied'), countsAllowed: counts('allowed'), alsoLoggedElsewhere: leftOut };
  });
}

function candidatesOf(streams: readonly StreamFacts[]): readonly Candidate[] {
  const groups = Map.groupBy(streams, ({ kind, flowLog }) => (kind === 'nsg' ? '' : flowLog));
  return [...groups].map(([name, ofLog]) => ({ isVnet: name !== '', name: name || (ofLog[0]?.flowLog ?? ''), streams: ofLog }));
}

function mostOf(candidates: readonly Candidate[], decision: Decision): Candidate | undefined {
  return candidates.toSorted(
    (a, b) =>
      flowsOf(b.streams, decision, true) - flowsOf(a.streams, decision, true) ||
      flowsOf(b.streams, decision, false) - flowsOf(a.streams, decision, false) ||
      Number(b.isVnet) - Number(a.isVnet) ||
      (a.name < b.name ? -1 : 1),
  )[0];
}

/** Flows of a decision (null: both), in all directions or only inbound ones from public addresses. */
function flowsOf(streams: readonly StreamFacts[], decision: Decision | null, fromInternet: boolean): number {
  let flows = 0;
  for (const { facts } of streams) {
    for (const total of facts.totals) {
      if (decision !== null && total.decision !== decision) continue;
      if (!fromInternet || (total.direction === 'inbound' && total.scope === 'Public')) flows += total.flows;
    }
  }
  return flows;
}

const none = new Uint32Array(0);
const noDenied: DeniedColumns = {
  slot: none,
  source: none,
  target: none,
  port: new Uint16Array(0),
  protocol: new Uint8Array(0),
  rule: none,
  flows: none,
};
const noSums = new Float64Array(0);
const noAllowed: AllowedColumns = {
  ...noDenied,
  packetsSent: noSums,
  bytesSent: noSums,
  packetsReceived: noSums,
  bytesReceived: noSums,
  measured: none,
  answered: none,
};

/** Facts without the decisions that do not count; records, tuples and rejections stay, for they were read. */
function onlyDecisions(facts: Facts, counts: (decision: Decision) => boolean): Facts {
  return {
    ...facts,
    denied: counts('denied') ? facts.denied : noDenied,
    allowed: counts('allowed') ? facts.allowed : noAllowed,
    totals: facts.totals.filter(({ decision }) => counts(decision)),
  };
}
