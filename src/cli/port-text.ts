const protocolNames: Readonly<Record<number, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 33: 'dccp', 58: 'icmpv6', 132: 'sctp' };

/** `3389/tcp`; a protocol without a usual name by its number. */
export const portText = (port: number, protocol: number): string => `${port}/${protocolNames[protocol] ?? protocol}`;
