/** A port with its protocol as people write it: `3389/tcp`. */
export function portText(port: number, protocol: number): string {
  return `${port}/${protocolNames.get(protocol) ?? protocol}`;
}

const protocolNames: ReadonlyMap<number, string> = new Map([
  [6, 'tcp'],
  [17, 'udp'],
  [132, 'sctp'],
]);
