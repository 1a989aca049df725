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
  return { incident, story: tellBreakthrough(incident.finding, settings, nowMs) };
}
