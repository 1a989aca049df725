import { Failure } from '../../src/model/failure.ts';

/** Something that happens at one call. */
export interface Fault {
  /** Which call, counted from 1 over all ports. */
  readonly at: number;
  /**
   * `before`: it fails and has no effect; `after`: it takes effect, but its answer is lost (both throw a retryable
   * `storage-unavailable`); `ends-before` and `ends-after`: the same, and every later call fails too until `restart`, as where the process
   * ended; a function is run before the call, which then goes on.
   */
  readonly how: 'before' | 'after' | 'ends-before' | 'ends-after' | (() => void | Promise<void>);
}

/** Ports that behave as the given ones but for their faults, and the calls made of them, in order: `store.commit`. */
export interface FaultyPorts<Ports extends object> {
  readonly ports: Ports;
  readonly calls: readonly string[];
  /** A new process begins where one ended: calls are made again. */
  restart(): void;
}

/**
 * Wraps ports so that chosen calls fail. Every member that is a function counts as a call and must return a promise, so give
 * it the ports that do I/O, by name: `withFaults({ blobs, store }, [{ at: 3, how: 'after' }])`.
 */
export function withFaults<Ports extends object>(ports: Ports, faults: readonly Fault[] = []): FaultyPorts<Ports> {
  const calls: string[] = [];
  let hasEnded = false;
  const called: Called = (name, call) => {
    if (hasEnded) return Promise.reject(lost(name));
    const fault = faults.find(({ at }) => at === calls.length + 1);
    calls.push(name);
    hasEnded = fault?.how === 'ends-before' || fault?.how === 'ends-after';
    return undergo(fault?.how, name, call);
  };
  const wrapped = new Proxy(ports, { get: (target, name) => watched(Reflect.get(target, name), String(name), called) });
  const restart = (): void => {
    hasEnded = false;
  };
  return { ports: wrapped, calls, restart };
}

type Called = (name: string, call: () => unknown) => Promise<unknown>;

function watched(port: unknown, name: string, called: Called): unknown {
  if (typeof port !== 'object' || port === null) return port;
  return new Proxy(port, {
    get: (target, member) => {
      const method: unknown = Reflect.get(target, member);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) => called(`${name}.${String(member)}`, () => Reflect.apply(method, target, args));
    },
  });
}

async function undergo(how: Fault['how'] | undefined, name: string, call: () => unknown): Promise<unknown> {
  if (how === 'before' || how === 'ends-before') throw lost(name);
  if (typeof how === 'function') await how();
  const answer = await call();
  if (how === 'after' || how === 'ends-after') throw lost(name);
  return answer;
}

function lost(name: string): Failure {
  return new Failure('storage-unavailable', `${name} was made to fail`, { retryable: true });
}
