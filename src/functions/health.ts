import { app } from '@azure/functions';
import type { Knockwatch } from '../compose.ts';
import { isUp } from '../pipeline/read-health.ts';

/** `health`: up or down, to anyone; 503 where the tables cannot be read. */
export function registerHealth({ ports }: Knockwatch): void {
  app.http('health', {
    route: 'health',
    methods: ['GET'],
    authLevel: 'anonymous',
    handler: async () => {
      const up = await isUp(ports);
      return { status: up ? 200 : 503, jsonBody: { status: up ? 'up' : 'down' }, headers: { 'cache-control': 'no-store' } };
    },
  });
}
