import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** What happens to one request on its way to Slack. */
export type SlackFault =
  /** Refused before Slack sees it. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** Slack does what was asked, and the connection breaks before it answers. */
  | { readonly kind: 'close-after' }
  /** Slack does what was asked, and no answer ever comes. */
  | { readonly kind: 'hang-after' }
  /** The connection breaks before Slack sees it. */
  | { readonly kind: 'close-before' };

/** A Slack that fails when told to. */
export interface SlackFaultProxy {
  readonly apiUrl: string;
  /** Methods that were asked, in order. */
  readonly methods: readonly string[];
  /** What the client sent, headers included: for looking for secrets, and for what it sends. */
  readonly requests: readonly { readonly method: string; readonly authorization: string; readonly form: URLSearchParams }[];
  /** The next requests meet these faults, one each; null lets one pass. */
  failNext(...faults: readonly (SlackFault | null)[]): void;
  /** Forgets the faults that no request has met. */
  clearFaults(): void;
  stop(): Promise<void>;
}

/** Starts a proxy on 127.0.0.1 in front of a Slack API. */
export async function startSlackFaultProxy(targetApiUrl: string): Promise<SlackFaultProxy> {
  const faults: (SlackFault | null)[] = [];
  const requests: { method: string; authorization: string; form: URLSearchParams }[] = [];
  const server = createServer((request, response) => {
    void handle(request, response, targetApiUrl, faults, requests);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    apiUrl: `http://127.0.0.1:${portOf(server)}/api/`,
    requests,
    get methods() {
      return requests.map(({ method }) => method);
    },
    failNext: (...more) => void faults.push(...more),
    clearFaults: () => void faults.splice(0),
    stop: () => stop(server),
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  targetApiUrl: string,
  faults: (SlackFault | null)[],
  requests: { method: string; authorization: string; form: URLSearchParams }[],
): Promise<void> {
  const body = Buffer.concat(await request.toArray());
  const method = (request.url ?? '').replace('/api/', '');
  requests.push({ method, authorization: request.headers.authorization ?? '', form: new URLSearchParams(String(body)) });
  const fault = faults.shift() ?? null;
  if (fault?.kind === 'answer') return void response.writeHead(fault.status, fault.headers).end(fault.body ?? '');
  if (fault?.kind === 'close-before') return void request.socket.destroy();
  const answer = await fetch(targetApiUrl + method, { method: 'POST', headers: passedOn(request), body });
  const text = await answer.text();
  if (fault?.kind === 'close-after') return void request.socket.destroy();
  if (fault?.kind === 'hang-after') return;
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
}

function passedOn({ headers }: IncomingMessage): Record<string, string> {
  return { authorization: headers.authorization ?? '', 'content-type': headers['content-type'] ?? '' };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
  return address.port;
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
