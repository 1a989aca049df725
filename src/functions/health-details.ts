import { app } from '@azure/functions';
import type { Knockwatch } from '../compose.ts';
import { readHealth } from '../pipeline/read-health.ts';

/** `healthDetails`: how it goes in numbers, to who has a function key (the host checks it); 503 where the tables cannot be read. */
export function registerHealthDetails({ ports, settings, countryDatabaseDateMs }: Knockwatch): void {
  app.http('healthDetails', {
    route: 'health/details',
    methods: ['GET'],
    authLevel: 'function',
    handler: async () => {
      const details = await readHealth(ports, countryDatabaseDateMs, await settings.recent());
      return { status: details.status === 'up' ? 200 : 503, jsonBody: details, headers: { 'cache-control': 'no-store' } };
    },
  });
}
