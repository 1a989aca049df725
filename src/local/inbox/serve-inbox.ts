import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LiveStatus } from './live-status.ts';
import { createLiveViewers } from './live-viewers.ts';
import { createMessageStore, type InboxMessage, type MessageStore } from './message-store.ts';
import { readPageFiles } from './page-files.ts';
import { type Press, readPress } from './press.ts';
import { renderWhisper } from './render-message.ts';
import { renderMessages, renderPage } from './render-page.ts';
import { renderDoing, renderNumbers } from './render-status.ts';
import { htmlFile, jsonFile, leadTo, respond, textFile } from './respond.ts';
import { answerSlackMethod } from './slack-api.ts';

const slackPath = '/slack/api/';
/** A message takes 13,000 characters at most in Slack; percent-encoding triples them. */
const mostBodyBytes = 256 * 1024;

export interface Inbox {
  /** Of the page, with a slash at the end. */
  readonly address: string;
  /** Where a Slack client finds the Web API. */
  readonly slackApiUrl: string;
  readonly messages: () => readonly InboxMessage[];
  onMessage(listener: (message: InboxMessage) => void): void;
  /** Called with every press of a button; until there is a listener, presses are refused. */
  onPress(listener: PressListener): void;
  /** Shows the numbers to all who look. */
  showStatus(status: LiveStatus): void;
  close(): Promise<void>;
}

/** Tells the app; gives the status that it answers with. */
type PressListener = (press: Press) => Promise<number>;

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
  const viewers = createLiveViewers();
  let status = options.status;
  let press: PressListener | null = null;
  store.onWhisper((message) => viewers.tell('whisper', renderWhisper(message)));
  store.onChange((message) => {
    viewers.tell('messages', renderMessages(store.list()));
    viewers.tell('news', message.text);
  });
  const take = (path: string, request: IncomingMessage, response: ServerResponse): Promise<void> =>
    path === '/press'
      ? takePress(press, request, response)
      : callSlack(store, options.token, path.slice(slackPath.length), request, response);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://inbox').pathname;
    if (!isForThisMachine(request)) return respond(response, 421, textFile('This address is not served here.'));
    if (path === '/press' || path.startsWith(slackPath))
      return void take(path, request, response).catch(() => response.destroy());
    if (request.method !== 'GET' && request.method !== 'HEAD') return respond(response, 405, textFile('Only GET.'));
    if (path === '/live') return viewers.add(response, { doing: renderDoing(status), messages: renderMessages(store.list()) });
    if (path === '/') return respond(response, 200, htmlFile(renderPage(store.list(), status)));
    if (/^\/report(\/|$)/.test(path)) return leadTo(response, pageOf(path, status.reportUrl));
    if (path === '/messages.json') return respond(response, 200, jsonFile(store.list()));
    const file = files.get(path);
    respond(response, file === undefined ? 404 : 200, file ?? textFile('There is no such page.'));
  });
  const address = await listen(server, options.port);
  return {
    address: `${address}/`,
    slackApiUrl: `${address}${slackPath}`,
    messages: () => store.list(),
    onMessage: (listener) => store.onChange(listener),
    onPress(listener) {
      press = listener;
    },
    showStatus(next) {
      if (renderDoing(next) !== renderDoing(status)) viewers.tell('doing', renderDoing(next));
      viewers.tell('numbers', renderNumbers(next));
      status = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function callSlack(
  store: MessageStore,
  token: string,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (body === null) return respond(response, 413, textFile('Too long.'));
  const args = Object.fromEntries(new URLSearchParams(body));
  const isKnown = request.headers.authorization === `Bearer ${token}`;
  respond(response, 200, jsonFile(isKnown ? answerSlackMethod(store, method, args) : { ok: false, error: 'invalid_auth' }));
}

/** `/report/2026-11-21` is the page of that day, `/report` that of the running one. */
function pageOf(path: string, todayUrl: string | null): string | null {
  const [, day] = /^\/report\/(\d{4}-\d\d-\d\d)$/.exec(path) ?? [];
  return todayUrl === null || day === undefined ? todayUrl : new URL(day, todayUrl).href;
}

/** Any page in the browser can post to this machine: only the inbox's own may press. */
async function takePress(press: PressListener | null, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') return respond(response, 405, textFile('Only POST.'));
  if (request.headers['sec-fetch-site'] !== 'same-origin') return respond(response, 403, textFile('Only from the inbox itself.'));
  const pressed = readPress((await readBody(request)) ?? '');
  if (pressed === null) return respond(response, 400, textFile('Expected action, value and channel.'));
  if (press === null) return respond(response, 503, textFile('The app is not up yet. Try again in a few seconds.'));
  respond(response, await press(pressed), textFile(''));
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
