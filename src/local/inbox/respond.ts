import type { ServerResponse } from 'node:http';
import type { PageFile } from './page-files.ts';

/** Nothing from elsewhere, and nothing kept. Style attributes are the renderer's, for widths and indents. */
export const securityHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

export const textFile = (body: string): PageFile => ({ type: 'text/plain; charset=utf-8', body });
export const htmlFile = (body: string): PageFile => ({ type: 'text/html; charset=utf-8', body });
export const jsonFile = (value: unknown): PageFile => ({ type: 'application/json', body: JSON.stringify(value) });

/** Sends a whole answer. */
export function respond(response: ServerResponse, status: number, { type, body }: PageFile): void {
  response.writeHead(status, { ...securityHeaders, 'content-type': type });
  response.end(body);
}

/** Leads on to the page that the app serves, once it does. */
export function leadTo(response: ServerResponse, url: string | null): void {
  if (url === null) {
    respond(response, 503, textFile('The app is not up yet. Try again in a few seconds.'));
    return;
  }
  response.writeHead(302, { ...securityHeaders, location: url });
  response.end();
}
