import { app, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import type { Knockwatch } from '../compose.ts';
import { readDigest } from '../pipeline/read-digest.ts';
import { dayAsked, linksBeside, loginFor } from './report-address.ts';

/** Real time for counting earlier days that are not kept yet: a page is waited for. */
const earlierBudgetMs = 10_000;
const plain = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };

/** `report`: the digest of a day as a page, to who has signed in on the platform, or without that to who has a function key (the host checks it). */
export function registerReport({ ports, settings, evaluation, countryDatabaseDateMs, platformLogin }: Knockwatch): void {
  const countryDatabase = { builtAtMs: countryDatabaseDateMs, isOwn: evaluation.databaseBuiltAtMs !== null };
  const handler = async (request: HttpRequest): Promise<HttpResponseInit> => {
    const isKnown = !platformLogin || request.headers.has('x-ms-client-principal');
    if (!isKnown) return { status: 302, headers: { ...plain, location: loginFor(new URL(request.url)) } };
    const { detection } = await settings.recent();
    const day = dayAsked(request.params['day'], ports.clock.now(), detection.digest.timeZone);
    if (day === null) return { status: 404, headers: plain, body: 'Expected a day, as in report/2026-11-21, or report/today.' };
    const digest = await readDigest(ports, detection, { countryDatabase, earlierBudgetMs }, day);
    const { pageHeaders, reportPage } = await import('../report/report-page.ts');
    return { headers: pageHeaders, body: reportPage(digest, linksBeside(new URL(request.url), digest.day)) };
  };
  app.http('report', { route: 'report/{day?}', methods: ['GET'], authLevel: platformLogin ? 'anonymous' : 'function', handler });
}
