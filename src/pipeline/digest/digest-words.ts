import { networkBlock } from '../../detect/match/network-block.ts';
import { nameTargets } from '../../detect/name-target.ts';
import { ruleKind } from '../../detect/rule-kind.ts';
import type { DigestWords, IncidentWords } from '../../digest/digest-input.ts';
import { serviceName } from '../../enrich/service-name.ts';
import { cleanText } from '../../message/clean-text.ts';
import { flowLogLabel } from '../../message/flow-log-label.ts';
import { resourceLabel } from '../../message/resource-label.ts';
import { ruleLabel } from '../../message/rule-label.ts';
import { portLabel, serviceLabel } from '../../message/service-label.ts';
import { targetLabel } from '../../message/target-label.ts';
import { shownSteps } from '../../message/tell/score-waterfall.ts';
import { tellStory } from '../../message/tell-finding.ts';
import type { Incident } from '../../model/incident.ts';
import type { DetectionSettings } from '../../model/settings.ts';

/** How a digest made at `nowMs` calls things: as messages do. */
export function digestWords(settings: DetectionSettings, nowMs: number): DigestWords {
  const nameOf = nameTargets(settings.targets);
  return {
    targetName: (target) => targetLabel(nameOf(target)),
    portLabel: (port, protocol) => portLabel({ port, protocol }),
    service: (port, protocol) => serviceOf(port, protocol, settings),
    ruleKind,
    ruleName: (rule) => ruleLabel(rule) || cleanText(rule.name, 60),
    resourceName: resourceLabel,
    flowLogName: flowLogLabel,
    network: networkRange,
    incident: (incident) => incidentWords(incident, settings, nowMs),
  };
}

/** By the settings' name, else by IANA's. */
function serviceOf(port: number, protocol: number, settings: DetectionSettings): string {
  const label = serviceLabel({ port, protocol }, settings);
  return label === `port ${portLabel({ port, protocol })}` ? serviceName(port, protocol) : label;
}

/** `203.0.0.0/16`, `2001:db8::/32`. */
function networkRange(source: string): string {
  const block = networkBlock(source);
  return source.includes(':') ? `${block}::/32` : `${block}.0.0/16`;
}

function incidentWords({ latest }: Incident, settings: DetectionSettings, nowMs: number): IncidentWords {
  const { headline, sentence, mixedRow, why, whatToDo } = tellStory(latest, settings, nowMs);
  const [kind, who, where, , what] = mixedRow;
  return {
    headline,
    sentence,
    kind,
    who,
    where,
    what,
    why,
    whatToDo,
    steps: latest.finding === 'targeted' ? shownSteps(latest) : [],
  };
}
