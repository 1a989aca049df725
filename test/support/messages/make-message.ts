import type { Finding } from '../../../src/model/finding.ts';
import type { MessageInput } from '../../../src/model/message-input.ts';
import { doorOf, exampleTarget } from '../findings/example-network.ts';
import { announcedOf } from '../make-incident.ts';
import { makeInput, makeTold } from '../message-inputs.ts';

/** What a message tells of. */
type Incidents = MessageInput['incidents'];

const hour = 3_600_000;
/** A day, ms. */
export const day = 24 * hour;
/** The detail of a first message. */
export const isNew = 'It was not told before.';

/** The first message of one finding. */
export const post = (finding: Finding, detail: string = isNew): MessageInput =>
  makeInput({ incidents: [makeTold('kw-4f2a', finding)], detail });

/** A reply about one finding, where another state of it was told. */
export const reply = (finding: Finding, reason: MessageInput['reason'], detail: string, told: Finding = finding): MessageInput =>
  makeInput({ turn: 'reply', reason, detail, incidents: [makeTold('kw-4f2a', finding, { announced: announcedOf(told) })] });

/** The message of one finding with what is known now. */
export const edit = (finding: Finding): MessageInput =>
  makeInput({ turn: 'edit', reason: 'no-change', incidents: [makeTold('kw-4f2a', finding)] });

/** The message of incidents that are over. */
export function resolved(incidents: Incidents, atMs: number, layout: MessageInput['layout'] = 'full'): MessageInput {
  const end = { state: 'resolved' as const, resolvedAtMs: atMs };
  const [first, ...others] = incidents;
  const ended: Incidents = [{ ...first, ...end }, ...others.map((incident) => ({ ...incident, ...end }))];
  return makeInput({ turn: 'edit', reason: 'resolved', detail: '', layout, atMs, incidents: ended });
}

/** One message of several findings, as a table unless the fields say otherwise. */
export function several(findings: readonly [Finding, ...Finding[]], fields: Partial<MessageInput> = {}): MessageInput {
  const [first, ...others] = findings.map((finding, index) => makeTold(`kw-${index}`, finding));
  const incidents: Incidents = [first ?? makeTold('kw-0', findings[0]), ...others];
  return makeInput({ layout: 'table', detail: isNew, ...fields, incidents });
}

/** vm-web1 and vm-jump1, for findings beside those of vm-db1. */
export const webTarget = { ...exampleTarget, mac: '0022480000BB', address: '10.0.1.5' };
export const jumpTarget = { ...exampleTarget, mac: '0022480000CC', address: '10.0.2.6' };
/** Of a finding on RDP of vm-web1. */
export const onWeb = { targetName: 'vm-web1', door: doorOf(3389, webTarget) } as const;
