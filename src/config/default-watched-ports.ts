import type { WatchedPort } from '../model/settings.ts';

const tcp = 6;
type Row = readonly [port: number, weight: number, name: string];

/**
 * Ports that are watched unless the settings say otherwise: doors to administration and data, which the internet has no business at. The weight
 * (0 to 10) grows with what a visitor could do there. 80 and 443 are meant to be reached, so they are not watched.
 */
const rows: readonly Row[] = [
  [21, 4, 'ftp'],
  [22, 5, 'ssh'],
  [23, 3, 'telnet'],
  [135, 6, 'epmap'],
  [139, 6, 'netbios-ssn'],
  [445, 8, 'microsoft-ds'],
  [1433, 7, 'ms-sql-s'],
  [1521, 7, 'oracle'],
  [2222, 3, ''],
  [2323, 3, ''],
  [2375, 10, 'docker'],
  [2379, 9, 'etcd'],
  [3306, 7, 'mysql'],
  [3389, 8, 'rdp'],
  [5432, 7, 'postgresql'],
  [5555, 5, 'adb'],
  [5900, 6, 'vnc'],
  [5985, 8, 'winrm'],
  [5986, 8, 'winrm'],
  [6379, 8, 'redis'],
  [6443, 9, 'kubernetes'],
  [9200, 8, 'elasticsearch'],
  [10250, 10, 'kubelet'],
  [11211, 7, 'memcached'],
  [27017, 7, 'mongodb'],
];

/** The default list, all TCP. */
export const defaultWatchedPorts: readonly WatchedPort[] = rows.map(([port, weight, name]) => ({
  port,
  protocol: tcp,
  weight,
  name,
}));
