import { type Inbox, type InboxOptions, serveInbox } from './serve-inbox.ts';

/** Where the page is usually found, so that a bookmark works. */
const usualPort = 4480;

/** Serves the inbox on the port asked for, or with null on the usual one, or where that is taken on a free one. @throws Error where the port asked for is taken. */
export async function openInbox(port: number | null, options: Omit<InboxOptions, 'port'>): Promise<Inbox> {
  if (port !== null) {
    return serveInbox({ ...options, port }).catch((cause: unknown) => {
      throw new Error(`Cannot serve the inbox on port ${port}: it is taken or may not be used.`, { cause });
    });
  }
  return serveInbox({ ...options, port: usualPort }).catch(() => serveInbox({ ...options, port: 0 }));
}
