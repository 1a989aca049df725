import type { NamedPort, NamedTarget } from '../../model/digest/names.ts';
import type { PortKey, Target } from '../../model/facts.ts';
import type { DigestWords } from '../digest-input.ts';

/** A port with what people call it. */
export function namedPort(key: PortKey, words: DigestWords): NamedPort {
  const [port, protocol] = [key % 0x10000, Math.floor(key / 0x10000)];
  return { port, protocol, label: words.portLabel(port, protocol), service: words.service(port, protocol) };
}

/** A target with what people call it. */
export const namedTarget = (target: Target, words: DigestWords): NamedTarget => ({ ...target, name: words.targetName(target) });
