import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves one page at every path, on loopback, until it is closed. */
export async function servePage(body: string, headers: Readonly<Record<string, string>>) {
  const server = createServer((_request, response) => {
    response.writeHead(200, headers);
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
