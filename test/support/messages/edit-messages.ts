import type { MessageInput } from '../../../src/model/message-input.ts';
import { letInAtMs, nowMs } from '../findings/example-network.ts';
import { makeBlind } from '../findings/make-blind.ts';
import { makeBreakthrough } from '../findings/make-breakthrough.ts';
import { closedAgain, makeExposure } from '../findings/make-exposure.ts';
import { makeFirstStart, makeOpenDoor } from '../findings/make-first-start.ts';
import { makeTargeted } from '../findings/make-targeted.ts';
import { makeInput, makeTold } from '../message-inputs.ts';
import { day, edit, resolved } from './make-message.ts';

/** The same message with what is known now. */
export const editMessages: Readonly<Record<string, MessageInput>> = {
  'edit-newer-numbers': edit(makeBreakthrough({ letInFlows: 41, packetsReceived: 2_210, bytesReceived: 1_840_000 })),
  'edit-exposure-closed': edit(makeExposure(closedAgain)),
  'edit-exposure-closed-unanswered': edit(makeExposure({ ...closedAgain, replied: 'no' })),
  'edit-first-start-more-doors': edit(
    makeFirstStart({
      openDoors: Array.from({ length: 45 }, (_, index) => makeOpenDoor(`vm-app${index + 1}`, index % 3 === 0 ? 3389 : 22)),
    }),
  ),
  'edit-partly-resolved': makeInput({
    turn: 'edit',
    reason: 'no-change',
    incidents: [
      makeTold('kw-0', makeBreakthrough(), { state: 'resolved', resolvedAtMs: nowMs }),
      makeTold('kw-1', makeExposure()),
    ],
  }),
  'edit-resolved': resolved([makeTold('bt-4f2a', makeBreakthrough())], letInAtMs + day + 600_000),
  'edit-resolved-exposure': resolved([makeTold('kw-4f2a', makeExposure(closedAgain))], letInAtMs + day),
  'edit-resolved-unused': resolved(
    [makeTold('kw-4f2a', makeExposure({ sourcesLetIn: 0, networksLetIn: 0, flows: 0, countries: [] }))],
    Date.UTC(2026, 11, 6, 3, 20),
  ),
  'edit-resolved-targeted': resolved([makeTold('kw-4f2a', makeTargeted())], nowMs + day),
  'edit-resolved-blind': resolved([makeTold('kw-4f2a', makeBlind())], nowMs + day),
  'edit-resolved-mixed': resolved([makeTold('kw-0', makeExposure(closedAgain)), makeTold('kw-1', makeTargeted())], nowMs + day),
};
