import type { TableClient } from '@azure/data-tables';

/** Calls that are one request each; listings are left out. */
const requests: ReadonlySet<string | symbol> = new Set([
  'getEntity',
  'createEntity',
  'updateEntity',
  'upsertEntity',
  'deleteEntity',
  'submitTransaction',
]);

/** A request that is about to be made. `send` makes it at once and gives its answer; the request itself still follows. */
export interface TableCall {
  readonly name: string;
  send(): Promise<unknown>;
}

/** The client, but `act` runs before each request (listings excepted), which is not made where `act` throws. */
export function watchTable(table: TableClient, act: (call: TableCall) => unknown): TableClient {
  return new Proxy(table, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      if (!requests.has(name)) return member.bind(target);
      return async (...args: unknown[]) => {
        await act({ name: String(name), send: async () => Reflect.apply(member, target, args) });
        return Reflect.apply(member, target, args);
      };
    },
  });
}

/** What the client answers to a listing: rows one by one, or by page. */
export type Listing = ReturnType<TableClient['listEntities']>;

/** The client, but its listings are what `change` makes of them. */
export function withListings(
  table: TableClient,
  change: (listing: Listing) => Pick<Listing, 'byPage'> & AsyncIterable<unknown>,
): TableClient {
  return new Proxy(table, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      if (name !== 'listEntities') return member.bind(target);
      return (options: Parameters<TableClient['listEntities']>[0]) => change(target.listEntities(options));
    },
  });
}
