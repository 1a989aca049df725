import pc from 'picocolors';
import { cleanText } from '../../message/clean-text.ts';
import { tellStory } from '../../message/tell-finding.ts';
import type { Incident, ReasonChange } from '../../model/incident.ts';
import { hangText } from '../hang-text.ts';
import { minuteText } from '../incident-lines.ts';
import { isQuietReason, wasTold } from '../incident-report.ts';
import { plural } from '../plural.ts';
import { paintSeverity } from '../severity-colour.ts';
import { type Explanation, namesSubject } from './explanation.ts';

const incidentsShown = 8;
/** Of a long life the first and the latest changes are shown. */
const reasonsShown = 12;
const textCharacters = 300;

/** The incidents about it, each with the reasons for which it was told or not, over time; then those of doors and targets it touched. */
export function incidentsText(explanation: Explanation, columns: number): string {
  const own = explanation.incidents.filter((incident) => namesSubject(explanation, incident));
  const others = explanation.incidents.filter((incident) => !namesSubject(explanation, incident));
  return [
    pc.bold(' Told or not, and why'),
    ...(own.length === 0 ? [' No incident is or was about it.'] : []),
    ...earlier(own),
    ...own.slice(-incidentsShown).map((incident) => incidentText(incident, explanation, columns)),
    ...(others.length === 0 ? [] : ['', pc.bold(' Of the doors, ports and targets that it touched'), ...earlier(others)]),
    ...others.slice(-incidentsShown).map((incident) => otherText(incident, explanation, columns)),
  ].join('\n');
}

function earlier(incidents: readonly Incident[]): readonly string[] {
  const more = incidents.length - incidentsShown;
  return more > 0 ? [pc.dim(`   ${plural(more, 'earlier incident')}; --json lists all`)] : [];
}

/** What it is, and the reason that decided. */
function headText(incident: Incident): string {
  const { severity, finding, id, state, openedAtMs } = incident;
  const told = wasTold(incident) ? pc.green('told') : pc.yellow('not told');
  return `   ${told} (${decisive(incident)})  ${paintSeverity(severity, severity)} ${finding}  ${pc.dim(`${id}, ${minuteText(openedAtMs)}, ${state}`)}`;
}

/** Of a told one the last reason to speak, of others the last to stay quiet that says something. */
function decisive(incident: Incident): string {
  const { reasons } = incident;
  const isTold = wasTold(incident);
  const telling = reasons.filter(({ reason }) =>
    isTold ? !isQuietReason(reason) || reason === 'joined' : reason !== 'no-change',
  );
  return (telling.at(-1) ?? reasons.at(-1))?.reason ?? 'not weighed yet';
}

function otherText(incident: Incident, { settings, atMs }: Explanation, columns: number): string {
  const { headline } = tellStory(incident.latest, settings, atMs);
  return [headText(incident), hangText(cleanText(headline, textCharacters), { columns, indent: 5 })].join('\n');
}

function incidentText(incident: Incident, { settings, atMs }: Explanation, columns: number): string {
  const { sentence } = tellStory(incident.latest, settings, atMs);
  const told = hangText(cleanText(sentence, textCharacters), { columns, indent: 5 });
  return [headText(incident), told, ...reasonLines(incident.reasons, columns)].join('\n');
}

function reasonLines(reasons: readonly ReasonChange[], columns: number): readonly string[] {
  if (reasons.length <= reasonsShown) return reasons.map((change) => reasonLine(change, columns));
  const half = reasonsShown / 2;
  return [
    ...reasons.slice(0, half).map((change) => reasonLine(change, columns)),
    pc.dim(`     … ${plural(reasons.length - reasonsShown, 'more change')}; --json lists all`),
    ...reasons.slice(-half).map((change) => reasonLine(change, columns)),
  ];
}

function reasonLine({ atMs, reason, detail }: ReasonChange, columns: number): string {
  const name = isQuietReason(reason) ? pc.yellow(reason) : pc.green(reason);
  const first = `     ${pc.dim(minuteText(atMs))}  ${name}${' '.repeat(Math.max(0, 13 - reason.length))} `;
  return hangText(cleanText(detail, textCharacters), { first, columns, indent: 37 });
}
