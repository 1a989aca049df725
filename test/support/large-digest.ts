import type { Matrix } from '../../src/model/digest/day-counts.ts';
import type { NamedTarget } from '../../src/model/digest/names.ts';
import type { Digest } from '../../src/model/digest.ts';
import { compared, makeDigest, makeDigestIncident, port } from './make-digest.ts';

const times = <T>(count: number, make: (place: number) => T): T[] => Array.from({ length: count }, (_, place) => make(place));
const folder =
  '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-production-west-europe/providers/Microsoft.Network';

const matrix = <R, C>(rows: readonly R[], columns: readonly C[]): Matrix<R, C> => ({
  rows,
  columns,
  cells: rows.map((_, row) => columns.map((__, column) => (row * 7919 + column * 104_729) % 9000)),
  otherRows: { count: 980, cells: columns.map(() => 4000) },
  otherColumns: { count: 12, cells: rows.map(() => 300) },
  others: 9000,
});

/** A day of a large network: every list at its limit, and flow logs and incidents far past what the page shows of them. */
export function largeDigest(flowLogs: number, incidents: number): Digest {
  const usual = makeDigest();
  const [flowLog] = usual.flowLogs;
  const ports = times(25, (place) => ({ ...port(20 + place * 131, `Service ${place}`), weight: 5 }));
  const target = (place: number): NamedTarget => ({
    name: `vm-frontend-production-${place}`,
    address: `10.4.${place >> 8}.${place & 255}`,
    mac: '0022480000AA',
    resource: `${folder}/networkInterfaces/vm-frontend-production-${place}-nic`,
  });
  const targets = times(20, target);
  const countries = 'CN US NL RU DE FR BR IN VN ID GB KR JP SG HK TW UA PL IT ES'.split(' ');
  const rule = (place: number) => ({
    ...{ name: `AllowPartner${place}`, fullName: `UserRule_AllowPartner${place}`, kind: 'user' as const },
    ...{
      acl: `${folder}/networkSecurityGroups/nsg-${place}`,
      place: `NSG nsg-${place}`,
      flows: 90_000 - place,
      onWatchedPorts: 31,
    },
  });
  const open = times(incidents, (place) => makeDigestIncident({ id: `tg-${place}` }));
  return {
    ...usual,
    needsAction: { exposures: open.slice(0, 5), incidents: open.slice(5), blind: [] },
    changes: { ...usual.changes, newDoors: open, newTargets: open, resolved: open },
    ports: ports.map((named) => ({
      ...{ ...named, denied: compared(81_234, 70_123), sources: compared(9123, 8123), letIn: 1, sourcesLetIn: 1, targets: 1000 },
      ...{ series: times(14, (day) => 70_000 + day * 991), isCrowd: false },
    })),
    hourly: {
      ports: ports.slice(0, 8),
      hours: usual.hourly.hours.map((hour) => ({ ...hour, denied: times(8, (place) => 9000 - place * 977), others: 1234 })),
    },
    portsByCountry: matrix(ports.slice(0, 12), countries),
    targetsByPort: matrix(targets, ports.slice(0, 12)),
    targets: {
      rows: targets.map((named) => ({
        ...{ ...named, denied: 12_345, sources: 4321, letIn: 3, sourcesLetIn: 2, ports: 25, topPort: port(3389, 'RDP') },
      })),
      others: { count: 980, flows: 912_345 },
    },
    rules: {
      denied: { rows: times(15, rule), others: { count: 900, flows: 1_000_000 } },
      allowed: { rows: times(15, rule), others: { count: 900, flows: 1_000_000 } },
    },
    countries: {
      rows: countries.map((country) => ({ country, denied: 9000, sources: 900 })),
      others: { count: 120, flows: 99_999 },
    },
    flowLogs: flowLog === undefined ? [] : times(flowLogs, (place) => ({ ...flowLog, name: `${flowLog.name}-${place}` })),
    heldBack: {
      ...usual.heldBack,
      incidents: open
        .slice(0, 50)
        .map((incident) => ({ incident, reason: 'shadow', detail: 'The settings say that it is only counted.' })),
      counts: [{ finding: 'targeted', reason: 'shadow', count: incidents }],
    },
  };
}
