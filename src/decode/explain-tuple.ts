import { isIP } from 'node:net';
import type { TupleForm } from './read-tuple.ts';

type Check = readonly [name: string, expected: string, accepts: (text: string) => boolean];

const digits = (text: string, max: number): boolean => /^\d{1,16}$/.test(text) && Number(text) <= max;
const port = (name: string): Check => [name, 'a port from 0 to 65535', (text) => /^\d{1,5}$/.test(text) && digits(text, 65535)];
const oneOf = (name: string, letters: string): Check => [
  name,
  `one of ${[...letters].join(', ')}`,
  (text) => text.length === 1 && letters.includes(text),
];
const address = (name: string): Check => [name, 'an IPv4 or IPv6 address', (text) => isIP(text) !== 0];
const counter = (name: string): Check => [name, 'a number or nothing', (text) => text === '' || /^\d{1,15}$/.test(text)];

const head: readonly Check[] = [
  [
    'time',
    'seconds or milliseconds since 1970',
    (text) =>
      /^\d+$/.test(text) &&
      [9, 10, 12, 13].includes(text.length) &&
      Number(text.slice(0, text.length > 10 ? -3 : undefined)) < 4_294_967_290,
  ],
  address('source address'),
  address('destination address'),
  port('source port'),
  port('destination port'),
];
const counters = ['packets sent', 'bytes sent', 'packets received', 'bytes received'].map(counter);
const nsg: readonly Check[] = [...head, oneOf('protocol', 'TU'), oneOf('direction', 'IO'), oneOf('decision', 'AD')];

const checksOf: Readonly<Record<TupleForm, readonly Check[]>> = {
  v1: nsg,
  v2: [...nsg, oneOf('state', 'BCE'), ...counters],
  v4: [
    ...head,
    ['protocol', 'an IANA protocol number', (text) => /^\d{1,3}$/.test(text) && digits(text, 255)],
    oneOf('direction', 'IO'),
    oneOf('state', 'BCED'),
    ['encryption', 'a word', (text) => text !== '' && text.length <= 32],
    ...counters,
  ],
};

/** Says in one sentence why a tuple of the form `form` could not be read: the first field that does not fit. */
export function explainTuple(text: string, form: TupleForm): string {
  const fields = text.split(',');
  const checks = checksOf[form];
  if (fields.length !== checks.length) return `a ${form} tuple has ${checks.length} fields, this one has ${fields.length}`;
  const wrong = checks.findIndex(([, , accepts], i) => !accepts(fields[i] ?? ''));
  const [name, expected] = checks[wrong] ?? ['tuple', 'plain characters'];
  return `field ${wrong + 1} (${name}) is ${JSON.stringify((fields[wrong] ?? text).slice(0, 60))}, expected ${expected}`;
}
