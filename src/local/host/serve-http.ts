import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { HttpData, InvocationRequest, TypedData } from './core-api.ts';
import type { RegisteredFunction } from './functions-core.ts';
import { type Trigger, triggerOf } from './trigger-of.ts';

/** The prefix of all routes where `host.json` names no other. */
const routePrefix = '/api';

interface Route {
  readonly registered: RegisteredFunction;
  readonly trigger: Trigger;
  readonly pattern: RegExp;
}

type Run = (registered: RegisteredFunction, request: InvocationRequest) => Promise<TypedData | null>;

/** Serves the HTTP triggers. Like Azure Functions Core Tools on a developer's machine it asks for no function key: listen on loopback only. */
export function serveHttp(functions: readonly RegisteredFunction[], run: Run): Server {
  const routes = functions.flatMap(routeOf);
  return createServer((request, response) => {
    void answer(routes, run, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
}

function routeOf(registered: RegisteredFunction): readonly Route[] {
  const trigger = triggerOf(registered, 'httpTrigger');
  if (trigger === null) return [];
  const route = trigger.binding.route ?? registered.metadata.name;
  return [{ registered, trigger, pattern: patternOf(route) }];
}

/** `report/{day?}` matches `/api/report` and `/api/report/2026-11-21`; of the constraints that ASP.NET knows this app uses none. */
function patternOf(route: string): RegExp {
  const segments = route.split('/').map((segment) => {
    const [, name, optional] = /^\{(\w+)(\??)\}$/.exec(segment) ?? [];
    if (name === undefined) return `/${segment}`;
    return optional === '?' ? `(?:/(?<${name}>[^/]+))?` : `/(?<${name}>[^/]+)`;
  });
  return new RegExp(`^${routePrefix}${segments.join('')}/?$`, 'i');
}

async function answer(routes: readonly Route[], run: Run, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  const found = routes.find(({ pattern }) => pattern.test(url.pathname));
  if (found === undefined) return respond(response, { statusCode: '404' });
  if (!found.trigger.binding.methods?.includes(request.method ?? '')) return respond(response, { statusCode: '405' });
  const bytes = Buffer.concat(await request.toArray());
  const body = bytes.length === 0 ? {} : { body: { bytes } };
  const params = paramsOf(found.pattern, url.pathname);
  const http: HttpData = { method: request.method ?? 'GET', url: url.href, headers: plainHeaders(request), params, ...body };
  const result = await run(found.registered, { inputData: [{ name: found.trigger.name, data: { http } }], triggerMetadata: {} });
  respond(response, result?.http ?? { statusCode: '204' });
}

function paramsOf(pattern: RegExp, path: string): Record<string, string> {
  const named = Object.entries(pattern.exec(path)?.groups ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(named.map(([name, value]) => [name, decodedPart(value)]));
}

function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function plainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
}

function respond(response: ServerResponse, { statusCode, headers, body }: HttpData): void {
  response.writeHead(Number(statusCode ?? 200), headers);
  response.end(body?.bytes ?? body?.string ?? '');
}
