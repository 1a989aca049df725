import type { Finding } from '../model/finding.ts';
import type { ToldIncident } from '../model/message-input.ts';
import type { DetectionSettings } from '../model/settings.ts';
import type { FindingStory } from './finding-story.ts';
import { tellBreakthrough } from './tell-breakthrough.ts';

/** An incident with its finding in words. */
export interface Told {
  readonly incident: ToldIncident;
  readonly story: FindingStory;
}

/** Tells the finding of an incident in words; each kind of finding has a file of its own. */
export function tellFinding(incident: ToldIncident, settings: DetectionSettings, nowMs: number): Told {
  return { incident, story: tellStory(incident.finding, settings, nowMs) };
}

function tellStory(finding: Finding, settings: DetectionSettings, nowMs: number): FindingStory {
  switch (finding.finding) {
    case 'breakthrough':
      return tellBreakthrough(finding, settings, nowMs);
    default:
      throw new RangeError(`No words for ${finding.finding}`);
  }
}
