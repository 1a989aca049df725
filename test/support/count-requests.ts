import { subscribe, unsubscribe } from 'node:diagnostics_channel';

const channel = 'http.client.request.start';

/** Counts the HTTP requests that this process sends while `act` runs. Run nothing else that sends requests beside it. */
export async function countRequests<T>(act: () => Promise<T>): Promise<{ readonly requests: number; readonly result: T }> {
  let requests = 0;
  const count = () => {
    requests++;
  };
  subscribe(channel, count);
  try {
    const result = await act();
    return { requests, result };
  } finally {
    unsubscribe(channel, count);
  }
}
