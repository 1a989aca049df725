import * as v from 'valibot';
import { eachOnce } from './each-once.ts';

// Every message says what was expected: it ends a line "file:line:column field: is …, expected MESSAGE".

const portExpected = 'a port from 1 to 65535, or a text such as 161/udp';
const portNumber = v.pipe(
  v.number(portExpected),
  v.integer(portExpected),
  v.minValue(1, portExpected),
  v.maxValue(65535, portExpected),
);
const portText = v.pipe(
  v.string(portExpected),
  v.regex(/^[1-9]\d{0,4}\/(tcp|udp)$/, portExpected),
  v.check((written) => Number.parseInt(written, 10) <= 65535, portExpected),
);
/** A port as settings write it: a number (TCP), or a text such as `161/udp`. */
export const port = v.union([portNumber, portText], portExpected);

const weightExpected = 'a weight from 0 to 10';
const weight = v.pipe(
  v.number(weightExpected),
  v.minValue(0, weightExpected),
  v.maxValue(10, weightExpected),
  v.description('0 to 10: how much an attempt on this port matters.'),
);

const watchedPort = v.union(
  [
    ...port.options,
    v.strictObject(
      {
        port: v.pipe(port, v.description('A number (TCP), or a text such as 161/udp.')),
        weight: v.optional(weight),
        name: v.optional(v.pipe(v.string('a short name, as in rdp'), v.description('A short name for messages.'))),
      },
      'a port, or {port, weight, name}',
    ),
  ],
  'a port from 1 to 65535, a text such as 161/udp, or {port, weight, name}',
);

/** `3389`, `3389/tcp` and `{port: 3389}` are one port. */
const nameOfPort = (entry: v.InferOutput<typeof watchedPort>): string => {
  const written = typeof entry === 'object' ? entry.port : entry;
  return typeof written === 'number' ? `${written}/tcp` : written;
};

/** The list of watched ports, each once. */
export const watchedPorts = v.pipe(v.array(watchedPort, 'a list of ports'), eachOnce(nameOfPort, 'each port only once'));

/** A port as it is written: a number (TCP), or a text such as `161/udp`. */
export type WrittenPort = v.InferOutput<typeof port>;

/** An entry of the list of watched ports as it is written. */
export type WrittenWatchedPort = v.InferOutput<typeof watchedPort>;
