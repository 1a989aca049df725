import type { FindingId, FindingMode } from '../../model/finding-kind.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import type { Tried } from './tried-settings.ts';

/** The settings with all that is in shadow switched on; null where nothing is. */
export function withoutShadow(settings: DetectionSettings): DetectionSettings | null {
  const isShadow =
    Object.values(settings.findings).includes('shadow') || settings.thresholds.some(({ mode }) => mode === 'shadow');
  if (!isShadow) return null;
  const on = (mode: FindingMode): FindingMode => (mode === 'shadow' ? 'on' : mode);
  const { findings } = settings;
  return {
    ...settings,
    findings: {
      breakthrough: on(findings.breakthrough),
      exposure: on(findings.exposure),
      'locked-out': on(findings['locked-out']),
      campaign: on(findings.campaign),
      targeted: on(findings.targeted),
      'new-target': on(findings['new-target']),
      'new-door': on(findings['new-door']),
      blind: on(findings.blind),
    },
    thresholds: settings.thresholds.map((rule) => ({ ...rule, mode: on(rule.mode) })),
  };
}

/** New messages that something in shadow would have caused. */
export interface ShadowMessages {
  /** `threshold:telnet-sweep` */
  readonly finding: string;
  readonly messages: number;
}

/**
 * Counts the messages that what is in shadow would have caused, by finding.
 *
 * @param settings with the shadow in them
 * @param tried without it
 */
export function shadowMessages(settings: DetectionSettings, { messages, incidents }: Tried): readonly ShadowMessages[] {
  const byId = new Map(incidents.map((incident) => [incident.id, incident]));
  const findings = messages
    .filter(({ turn }) => turn === 'post')
    .flatMap(({ incidentIds }) => byId.get(incidentIds[0] ?? '') ?? [])
    .filter(({ finding }) => isInShadow(finding, settings));
  return [...Map.groupBy(findings, ({ finding }) => finding)]
    .map(([finding, { length }]) => ({ finding, messages: length }))
    .sort((a, b) => b.messages - a.messages || (a.finding < b.finding ? -1 : 1));
}

function isInShadow(finding: FindingId, { findings, thresholds }: DetectionSettings): boolean {
  const rule = thresholds.find(({ name }) => finding === `threshold:${name}`);
  const modes: Readonly<Partial<Record<FindingId, FindingMode>>> = findings;
  return (rule?.mode ?? modes[finding]) === 'shadow';
}
