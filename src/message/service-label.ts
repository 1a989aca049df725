import type { DetectionSettings } from '../model/settings.ts';
import { cleanText } from './clean-text.ts';

/** How people write the names of the watched ports; other names are shown as they are. */
const spokenNames: ReadonlyMap<string, string> = new Map([
  ['ftp', 'FTP'],
  ['ssh', 'SSH'],
  ['telnet', 'Telnet'],
  ['epmap', 'RPC'],
  ['netbios-ssn', 'NetBIOS'],
  ['microsoft-ds', 'SMB'],
  ['ms-sql-s', 'SQL Server'],
  ['oracle', 'Oracle'],
  ['docker', 'Docker'],
  ['mysql', 'MySQL'],
  ['rdp', 'RDP'],
  ['postgresql', 'PostgreSQL'],
  ['adb', 'ADB'],
  ['vnc', 'VNC'],
  ['winrm', 'WinRM'],
  ['redis', 'Redis'],
  ['kubernetes', 'Kubernetes'],
  ['elasticsearch', 'Elasticsearch'],
  ['mongodb', 'MongoDB'],
]);

const protocolNames: ReadonlyMap<number, string> = new Map([
  [6, 'tcp'],
  [17, 'udp'],
  [33, 'dccp'],
  [132, 'sctp'],
]);

/** A port as people name it. */
interface Port {
  readonly port: number;
  readonly protocol: number;
}

/** `3389/tcp`; protocols without a common short name by number. */
export const portLabel = ({ port, protocol }: Port): string => `${port}/${protocolNames.get(protocol) ?? `protocol ${protocol}`}`;

/** The name the settings give a watched port, as people write it: `RDP`; `port 2222/tcp` where it has none. */
export function serviceLabel(door: Port, settings: DetectionSettings): string {
  const watched = settings.watchedPorts.find(({ port, protocol }) => port === door.port && protocol === door.protocol);
  const name = cleanText(watched?.name ?? '', 30);
  return name === '' ? `port ${portLabel(door)}` : (spokenNames.get(name.toLowerCase()) ?? name);
}
