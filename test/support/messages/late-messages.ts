import type { MessageInput } from '../../../src/model/message-input.ts';
import { doorOf } from '../findings/example-network.ts';
import { makeBreakthrough } from '../findings/make-breakthrough.ts';
import { makeExposure } from '../findings/make-exposure.ts';
import { makeInput } from '../message-inputs.ts';
import { onWeb, several } from './make-message.ts';
import { manyExposures } from './shared-messages.ts';

const hour = 3_600_000;
const gap = { fromMs: Date.UTC(2026, 10, 22, 2, 10), toMs: Date.UTC(2026, 10, 22, 6, 30) };
const afterGap = Date.UTC(2026, 10, 22, 6, 50);

/** What hours held that could not be looked at in time. */
export const lateMessages: Readonly<Record<string, MessageInput>> = {
  'late-one': makeInput({ late: gap, atMs: afterGap }),
  'late-port-without-name': several([makeExposure({ door: doorOf(2222) })], { layout: 'full', late: gap, atMs: afterGap }),
  'late-several': several([makeBreakthrough(), makeExposure(onWeb)], { layout: 'full', late: gap, atMs: afterGap }),
  'late-table': several([makeBreakthrough(), ...manyExposures.slice(0, 3)], { late: gap, atMs: afterGap }),
  'late-over-midnight': makeInput({ late: { ...gap, fromMs: gap.fromMs - 5 * hour }, atMs: afterGap }),
};
