import { toPortKey } from '../../config/to-port.ts';
import { readSubject } from '../../detect/explain/subject.ts';
import type { PortKey } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import type { Incident, Reason } from '../../model/incident.ts';
import { isQuietReason } from '../incident-report.ts';
import { portText } from '../port-text.ts';
import type { CaseIncident } from './case-incident.ts';
import type { WrittenExpectation, WrittenLikeness } from './expectation-schema.ts';

/** Something of an incident that is not as it is expected. */
export interface Difference {
  readonly field: string;
  readonly expected: string;
  readonly got: string;
}

type Entry = Exclude<WrittenExpectation, string>;

/** Whether an incident is of this finding, source, target and port, as far as they are given. */
export const isLike = (like: WrittenLikeness, incident: Incident): boolean => likenessDifferences(like, incident).length === 0;

/** What of an incident is not as an entry expects it. An entry that says nothing of reasons expects that it is told. */
export function differences(entry: Entry, found: CaseIncident): readonly Difference[] {
  const { severity, score, reason, told = reason === undefined ? true : undefined } = entry;
  const { incident, reasons, wasTold } = found;
  const got = incident.latest.score === null ? 'none' : String(Math.round(incident.latest.score));
  return [
    ...likenessDifferences(entry, incident),
    ...differ('severity', severity, incident.severity),
    ...differ('score', score === undefined ? undefined : String(Math.round(score)), got),
    ...(told === undefined ? [] : differ('told', told ? 'told' : 'not told', tellingText(found), told === wasTold)),
    ...(reason === undefined ? [] : reasonDifferences(Array.isArray(reason) ? reason : [reason], reasons)),
  ];
}

/** `told (first)`, `not told (shadow)`, `told on a day before (no-change)`: with the last reason that says something. */
export function tellingText({ reasons, wasTold, wasToldBefore }: CaseIncident): string {
  const telling = reasons.filter((reason) => !wasTold || !isQuietReason(reason) || reason === 'joined');
  const last = telling.findLast((reason) => reason !== 'no-change') ?? reasons.at(-1) ?? 'not weighed';
  if (wasTold) return `told (${last})`;
  return wasToldBefore ? `told on a day before, not on this one (${last})` : `not told (${last})`;
}

function likenessDifferences({ finding, source, target, port }: WrittenLikeness, { latest }: Incident): readonly Difference[] {
  const ports = portsOf(latest);
  const names = targetsOf(latest);
  return [
    ...differ('finding', finding, latest.finding),
    ...(source === undefined
      ? []
      : differ('source', source, shortList(latest.sources), latest.sources.includes(readSubject(source)?.name ?? source))),
    ...(target === undefined
      ? []
      : differ(
          'target',
          target,
          shortList(names),
          names.some((name) => name.toLowerCase() === target.toLowerCase()),
        )),
    ...(port === undefined
      ? []
      : differ('port', nameOfPort(toPortKey(port)), shortList(ports.map(nameOfPort)), ports.includes(toPortKey(port)))),
  ];
}

function differ(
  field: string,
  expected: string | undefined,
  got: string,
  isSame: boolean = expected === got,
): readonly Difference[] {
  return expected === undefined || isSame ? [] : [{ field, expected, got }];
}

function reasonDifferences(expected: readonly Reason[], got: readonly Reason[]): readonly Difference[] {
  const missing = expected.filter((reason) => !got.includes(reason));
  return missing.length === 0 ? [] : [{ field: 'reason', expected: missing.join(', '), got: [...new Set(got)].join(', ') }];
}

const listed = 3;
const shortList = (values: readonly string[]): string =>
  values.length === 0
    ? 'none'
    : `${values.slice(0, listed).join(', ')}${values.length > listed ? ` and ${values.length - listed} more` : ''}`;

/** `3389/tcp` */
export const nameOfPort = (key: PortKey): string => portText(key % 0x10000, Math.floor(key / 0x10000));

/** The ports that a finding is about. */
export function portsOf(finding: Finding): readonly PortKey[] {
  const doors = finding.finding === 'campaign' ? [finding] : finding.doors;
  return [...new Set(doors.map(({ port, protocol }) => protocol * 0x10000 + port))];
}

/** Names and addresses of the targets that a finding is about, names first. */
export function targetsOf(finding: Finding): readonly string[] {
  const names = 'targetNames' in finding ? finding.targetNames : 'targetName' in finding ? [finding.targetName] : [];
  const addresses =
    finding.finding === 'new-target' ? [finding.target.address] : finding.doors.map(({ target }) => target.address);
  return [...new Set([...names, ...addresses])];
}
