import type { ServerResponse } from 'node:http';
import { securityHeaders } from './respond.ts';

/** The pages that are open, told of changes as server-sent events; the data of each event is JSON. */
export interface LiveViewers {
  /** Keeps the response open and tells it `first` at once. */
  add(response: ServerResponse, first: Readonly<Record<string, string>>): void;
  tell(event: string, data: string): void;
}

export function createLiveViewers(): LiveViewers {
  const viewers = new Set<ServerResponse>();
  const eventText = (event: string, data: string): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  return {
    add(response, first) {
      response.writeHead(200, { ...securityHeaders, 'content-type': 'text/event-stream' });
      for (const [event, data] of Object.entries(first)) response.write(eventText(event, data));
      viewers.add(response);
      response.once('close', () => viewers.delete(response));
    },
    tell(event, data) {
      for (const viewer of viewers) viewer.write(eventText(event, data));
    },
  };
}
