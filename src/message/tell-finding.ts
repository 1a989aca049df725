import type { Finding } from '../model/finding.ts';
import type { Severity } from '../model/finding-kind.ts';
import type { ToldIncident } from '../model/message-input.ts';
import type { DetectionSettings } from '../model/settings.ts';
import type { FindingStory } from './finding-story.ts';
import { tellBlind } from './tell/tell-blind.ts';
import { tellBreakthrough } from './tell/tell-breakthrough.ts';
import { tellCampaign } from './tell/tell-campaign.ts';
import { tellExposure } from './tell/tell-exposure.ts';
import { tellFirstStart } from './tell/tell-first-start.ts';
import { tellLockedOut } from './tell/tell-locked-out.ts';
import { tellNewDoor } from './tell/tell-new-door.ts';
import { tellNewTarget } from './tell/tell-new-target.ts';
import { tellTargeted } from './tell/tell-targeted.ts';
import { tellThreshold } from './tell/tell-threshold.ts';

/** An incident with its finding in words. */
export interface Told {
  readonly incident: ToldIncident;
  readonly story: FindingStory;
  /** As its message shows it: the first message has none of its own, it is Knockwatch speaking of itself. */
  readonly severity: Severity;
}

/** Tells the finding of an incident in words; each kind of finding has a file of its own. */
export function tellFinding(incident: ToldIncident, settings: DetectionSettings, nowMs: number): Told {
  const severity = incident.finding.finding === 'first-start' ? 'ops' : incident.severity;
  return { incident, story: tellStory(incident.finding, settings, nowMs), severity };
}

/** Tells a finding in words, for a message or a line made at `nowMs`. Pure; the same finding always reads the same. */
export function tellStory(finding: Finding, settings: DetectionSettings, nowMs: number): FindingStory {
  if ('rule' in finding) return tellThreshold(finding, settings, nowMs);
  switch (finding.finding) {
    case 'breakthrough':
      return tellBreakthrough(finding, settings, nowMs);
    case 'exposure':
      return tellExposure(finding, settings, nowMs);
    case 'locked-out':
      return tellLockedOut(finding, settings, nowMs);
    case 'campaign':
      return tellCampaign(finding, settings, nowMs);
    case 'targeted':
      return tellTargeted(finding, settings, nowMs);
    case 'new-target':
      return tellNewTarget(finding, nowMs);
    case 'new-door':
      return tellNewDoor(finding, settings, nowMs);
    case 'blind':
      return tellBlind(finding, nowMs);
    case 'first-start':
      return tellFirstStart(finding, settings, nowMs);
  }
}
