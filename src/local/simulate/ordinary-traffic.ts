import { type Actor, momentOf, type Stage } from './actors.ts';
import type { SimulatedTarget } from './network.ts';
import { type Session, sessionTuples } from './session.ts';

type Named = (name: string) => SimulatedTarget;

/** Customers of the shop: HTTPS to the web servers, from anywhere. */
export function webVisitors(stage: Stage, named: Named): Actor {
  const { random, newAddress } = stage;
  const servers = [named('vm-web1'), named('vm-web2'), named('vm-web3')] as const;
  return (startMs) =>
    Array.from({ length: random.times(9) }).flatMap(() => {
      const target = random.pick(servers);
      return sessionTuples(inbound(stage, target, newAddress(), 443, 'UserRule_AllowHttps', startMs, random.between(2, 90)));
    });
}

/** The people who look after the network: SSH to the jump host from two addresses, through a rule for them. */
export function administrators(stage: Stage, named: Named): Actor {
  const { random, newAddress } = stage;
  const people = [newAddress(), newAddress()] as const;
  return (startMs) => {
    if (!random.chance(0.12)) return [];
    const rule = 'UserRule_AllowSshFromOffice';
    return sessionTuples(inbound(stage, named('vm-jump1'), random.pick(people), 22, rule, startMs, random.between(60, 1500)));
  };
}

/** What every machine does by itself: updates and interfaces over HTTPS, names over DNS. */
export function outboundCalls(stage: Stage): Actor {
  const { random, targets, newAddress } = stage;
  const services = Array.from({ length: 25 }, newAddress);
  return (startMs) =>
    Array.from({ length: random.times(1.4 * targets.length) }).flatMap(() => {
      const target = random.pick(targets);
      const isName = random.chance(0.4);
      const session: Session = {
        ...inbound(
          stage,
          target,
          '',
          isName ? 53 : 443,
          'DefaultRule_AllowInternetOutBound',
          startMs,
          isName ? 1 : random.between(1, 400),
        ),
        source: target.address,
        destination: random.pick([services[0] ?? newAddress(), ...services]),
        protocol: isName ? 17 : 6,
        direction: 'O',
      };
      return sessionTuples(session);
    });
}

/** A session from outside that a rule lets in. */
export function inbound(
  { random }: Stage,
  target: SimulatedTarget,
  source: string,
  port: number,
  rule: string,
  startMs: number,
  seconds: number,
): Session {
  const atMs = momentOf(random, startMs);
  return {
    target,
    source,
    destination: target.address,
    sourcePort: random.between(32_768, 60_999),
    destinationPort: port,
    protocol: 6,
    direction: 'I',
    rule,
    startMs: atMs,
    endMs: atMs + seconds * 1000,
    packetsPerSecond: random.between(1, 6),
    packetsBackPerSecond: random.between(1, 9),
    packetBytes: random.between(90, 420),
    packetBytesBack: random.between(120, 1100),
  };
}
