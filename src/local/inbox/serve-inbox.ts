import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LiveStatus } from './live-status.ts';
import { createMessageStore, type InboxMessage } from './message-store.ts';
import { type PageFile, readPageFiles } from './page-files.ts';
import { renderMessages, renderPage } from './render-page.ts';
import { renderStatus } from './render-status.ts';
import { answerSlackMethod } from './slack-api.ts';

const slackPath = '/slack/api/';
/** A message takes 13,000 characters at most in Slack; percent-encoding triples them. */
const mostBodyBytes = 256 * 1024;

const securityHeaders = {
  // Style attributes are the renderer's, for widths and indents.
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

export interface Inbox {
  /** Of the page, with a slash at the end. */
  readonly address: string;
  /** Where a Slack client finds the Web API. */
  readonly slackApiUrl: string;
  readonly messages: () => readonly InboxMessage[];
  onMessage(listener: (message: InboxMessage) => void): void;
  /** Shows the numbers to all who look. */
  showStatus(status: LiveStatus): void;
  close(): Promise<void>;
}

export interface InboxOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** The bearer token that posts must carry. */
  readonly token: string;
  readonly status: LiveStatus;
  /** Real time, ms. */
  readonly now: () => number;
}

/** Serves the inbox on 127.0.0.1: as Slack's Web API to the app, as a page to people. @throws Error (EADDRINUSE) where the port is taken. */
export async function serveInbox(options: InboxOptions): Promise<Inbox> {
  const store = createMessageStore(options.now);
  const files = await readPageFiles();
  const viewers = new Set<ServerResponse>();
  let status = options.status;
  const tellViewers = (event: string, data: string): void => {
    for (const viewer of viewers) viewer.write(serverSentEvent(event, data));
  };
  store.onChange((message) => {
    tellViewers('messages', renderMessages(store.list()));
    tellViewers('news', message.text);
  });
  const watch = (response: ServerResponse): void => {
    response.writeHead(200, { ...securityHeaders, 'content-type': 'text/event-stream' });
    response.write(serverSentEvent('messages', renderMessages(store.list())));
    viewers.add(response);
    response.once('close', () => viewers.delete(response));
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://inbox').pathname;
    if (!isForThisMachine(request)) return respond(response, 421, textFile('This address is not served here.'));
    if (path.startsWith(slackPath)) return void callSlack(request, response, path.slice(slackPath.length));
    if (request.method !== 'GET' && request.method !== 'HEAD') return respond(response, 405, textFile('Only GET.'));
    if (path === '/live') return watch(response);
    if (path === '/') return respond(response, 200, htmlFile(renderPage(store.list(), status)));
    if (path === '/messages.json') return respond(response, 200, jsonFile(store.list()));
    const file = files.get(path);
    respond(response, file === undefined ? 404 : 200, file ?? textFile('There is no such page.'));
  });
  const callSlack = async (request: IncomingMessage, response: ServerResponse, method: string): Promise<void> => {
    const body = await readBody(request);
    if (body === null) return respond(response, 413, textFile('Too long.'));
    const args = Object.fromEntries(new URLSearchParams(body));
    const isKnown = request.headers.authorization === `Bearer ${options.token}`;
    respond(response, 200, jsonFile(isKnown ? answerSlackMethod(store, method, args) : { ok: false, error: 'invalid_auth' }));
  };
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    slackApiUrl: `http://127.0.0.1:${port}${slackPath}`,
    messages: () => store.list(),
    onMessage: (listener) => store.onChange(listener),
    showStatus(next) {
      status = next;
      tellViewers('status', renderStatus(status));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A page elsewhere whose name was made to lead here (DNS rebinding) is not answered. */
function isForThisMachine({ headers }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '');
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > mostBodyBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function serverSentEvent(event: string, data: string): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

const textFile = (body: string): PageFile => ({ type: 'text/plain; charset=utf-8', body });
const htmlFile = (body: string): PageFile => ({ type: 'text/html; charset=utf-8', body });
const jsonFile = (value: unknown): PageFile => ({ type: 'application/json', body: JSON.stringify(value) });

function respond(response: ServerResponse, status: number, { type, body }: PageFile): void {
  response.writeHead(status, { ...securityHeaders, 'content-type': type });
  response.end(body);
}
