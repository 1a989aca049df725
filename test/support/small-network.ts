import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { blobOf, recordText, sampleHour, sampleHourStartMs, sampleMac, sampleRef } from './sample-log.ts';

const hourMs = 3_600_000;
const denyRule = 'DefaultRule_DenyAllInBound';
const allowRule = 'UserRule_allow-rdp';
/** 24 denials, so that the let-in is critical (20 or more, and packets came back). */
const attackerDenials = 24;

/** The hour before the sample's hour: the attacker is turned away at 3389, others knock once each. */
function firstHour(): Buffer {
  const startMs = sampleHourStartMs - hourMs;
  const denied = (atMs: number, source: string, port: number, protocol = 6): string =>
    `${startMs + atMs},${source},10.1.0.4,50000,${port},${protocol},I,D,NX,0,0,0,0`;
  const attacker = Array.from({ length: attackerDenials }, (_, i) => denied(i * 60_000, '8.8.8.8', 3389));
  const crowd = ['203.0.113.7', '198.51.100.9', '2001:db8:1:2::5', '2001:db8:1:2::6', '1.1.1.1'];
  const others = crowd.map((source, i) => denied(i * 1000, source, 23));
  const tuples = [...attacker, ...others, denied(5000, '9.9.9.9', 161, 17)];
  const outbound = `${startMs + 9000},10.1.0.4,9.9.9.9,50001,443,6,O,B,NX,0,0,0,0`;
  const groups = new Map([
    [denyRule, tuples],
    ['DefaultRule_AllowInternetOutBound', [outbound]],
  ]);
  return blobOf([recordText('vnet-v4', startMs + 37_000, groups)]);
}

/** The sample's hour: the attacker is let in and answered; one record beside it is none. */
function secondHour(): Buffer {
  const startMs = sampleHourStartMs;
  const tuple = (atMs: number, state: string, counters: string): string =>
    `${startMs + atMs},8.8.8.8,10.1.0.4,50002,3389,6,I,${state},NX,${counters}`;
  const letIn = [tuple(600_000, 'B', '0,0,0,0'), tuple(605_000, 'E', '12,1800,14,9100'), 'no tuple'];
  return blobOf([recordText('vnet-v4', startMs + 637_000, new Map([[allowRule, letIn]])), '{"category":"AuditEvent"}']);
}

/** The same second hour as an NSG log of the same NIC: what it tells too is counted once. */
function nsgHour(): Buffer {
  const seconds = Math.floor(sampleHourStartMs / 1000) + 600;
  const letIn = [`${seconds},8.8.8.8,10.1.0.4,50002,3389,T,I,A,B,,,,`];
  return blobOf([recordText('nsg-v2', sampleHourStartMs + 637_000, new Map([[allowRule, letIn]]))]);
}

/** Paths, from the folder given, of the files that `writeSmallNetwork` writes. */
export const smallNetwork = {
  first: join('logs', pathOf('vnet-v4', '2026112109')),
  second: join('logs', pathOf('vnet-v4', sampleHour)),
  nsg: join('logs', pathOf('nsg-v2', sampleHour)),
} as const;

function pathOf(format: 'vnet-v4' | 'nsg-v2', hour: string): string {
  const { container, path } = sampleRef(format, '', sampleMac, hour);
  return join(container, path);
}

/** The files with their content. */
export const smallNetworkFiles: Readonly<Record<keyof typeof smallNetwork, () => Buffer>> = {
  first: firstHour,
  second: secondHour,
  nsg: nsgHour,
};

/** Writes two hours of a network in which somebody who was turned away gets in, as Azure lays the files out. */
export async function writeSmallNetwork(folder: string): Promise<void> {
  for (const [name, content] of Object.entries(smallNetworkFiles)) {
    const path = join(folder, smallNetwork[name as keyof typeof smallNetwork]);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content());
  }
}
