import type { Target } from '../../model/facts.ts';

/** The targets of a day, each once. */
export interface NumberedTargets {
  readonly take: (targets: readonly Target[]) => Uint32Array;
  readonly targets: readonly Target[];
}

/** No targets yet. */
export function createTargetNumbers(): NumberedTargets {
  const numbers = new Map<string, number>();
  const targets: Target[] = [];
  const take = (list: readonly Target[]): Uint32Array =>
    Uint32Array.from(list, (target) => {
      const key = keyOf(target);
      const number = numbers.get(key) ?? targets.length;
      numbers.set(key, number);
      targets[number] = fuller(targets[number] ?? target, target);
      return number;
    });
  return { take, targets };
}

/** MAC and address; where no MAC is known, equal private addresses of two networks are told apart by the resource. */
const keyOf = ({ mac, address, resource }: Target): string => `${mac === '' ? resource.toLowerCase() : mac} ${address}`;

/** Of two views of a target the one whose resource says most, whatever their order. */
function fuller(a: Target, b: Target): Target {
  const [ranksA, ranksB] = [rankOf(a), rankOf(b)];
  return ranksB < ranksA || (ranksA === ranksB && b.resource < a.resource) ? b : a;
}

function rankOf({ resource }: Target): number {
  if (/\/networkInterfaces\//i.test(resource)) return 0;
  return resource === '' ? 2 : 1;
}
