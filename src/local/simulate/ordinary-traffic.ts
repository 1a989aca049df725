import { type Actor, momentOf, type Stage } from './actors.ts';
import type { Cast } from './cast.ts';
import { inbound } from './inbound.ts';
import type { SimulatedTarget } from './network.ts';
import { type Session, sessionTuples } from './session.ts';
import { busyness, isAtWork } from './working-hours.ts';

type Named = (name: string) => SimulatedTarget;

/** Customers of the shop: HTTPS to the web servers, from anywhere. */
export function webVisitors(stage: Stage, named: Named, visitsAMinute: number): Actor {
  const { random, newAddress } = stage;
  const servers = [named('vm-web1'), named('vm-web2'), named('vm-web3')] as const;
  return (startMs) =>
    Array.from({ length: random.times(visitsAMinute * busyness(startMs)) }).flatMap(() => {
      const [target, atMs] = [random.pick(servers), momentOf(random, startMs)];
      return sessionTuples(inbound(stage, target, newAddress(), 443, 'UserRule_AllowHttps', atMs, random.between(2, 90)));
    });
}

/** The people who look after the network: by SSH to the jump host, and one of them to the build machine, through a rule for them. */
export function administrators(stage: Stage, named: Named, people: Cast['administrators']): Actor {
  const { random } = stage;
  const logins = [
    { person: 0, machine: named('vm-jump1') },
    { person: 1, machine: named('vm-jump1') },
    { person: 0, machine: named('vm-build1') },
  ] as const;
  return (startMs) =>
    logins
      .filter(({ person }) => isAtWork(person, startMs) && random.chance(0.04))
      .flatMap(({ person, machine }) => {
        const [rule, seconds] = ['UserRule_AllowSshFromOffice', random.between(60, 1500)];
        return sessionTuples(inbound(stage, machine, people[person], 22, rule, momentOf(random, startMs), seconds));
      });
}

/** What every machine does by itself: updates and interfaces over HTTPS, names over DNS. */
export function outboundCalls(stage: Stage, services: Cast['services'], callsAMinute: number): Actor {
  const { random, targets } = stage;
  const rule = 'DefaultRule_AllowInternetOutBound';
  return (startMs) =>
    Array.from({ length: random.times(callsAMinute * targets.length) }).flatMap(() => {
      const [target, atMs, isName] = [random.pick(targets), momentOf(random, startMs), random.chance(0.4)];
      const session: Session = {
        ...inbound(stage, target, '', isName ? 53 : 443, rule, atMs, isName ? 1 : random.between(1, 400)),
        source: target.address,
        destination: random.pick(services),
        protocol: isName ? 17 : 6,
        direction: 'O',
      };
      return sessionTuples(session);
    });
}
