import pc from 'picocolors';
import { incidentLine, minuteText, untoldText } from '../incident-lines.ts';
import { wasTold } from '../incident-report.ts';
import { grouped, plural } from '../plural.ts';
import { wrapWords } from '../wrap-words.ts';
import { messagesTable, perDayText } from './messages-text.ts';
import type { ShadowMessages } from './shadow-messages.ts';
import { daysOf, type SpanOfLogs } from './span-of-logs.ts';
import { heldByBudget, type Tried, toldOf } from './tried-settings.ts';

/** What is printed of one file of settings. */
export interface BacktestPage {
  readonly span: SpanOfLogs;
  readonly tried: Tried;
  /** Name of the settings file, for people. */
  readonly file: string;
  readonly shadow: readonly ShadowMessages[];
}

/** The first line of every backtest: which logs, and which settings. Times are UTC throughout. */
export function titleText(span: SpanOfLogs, settings: string, columns: number | null): string {
  const days = Math.round(daysOf(span) * 10) / 10;
  const hours = Math.round(daysOf(span) * 24);
  const length = days < 1 ? plural(hours, 'hour') : plural(days, 'day');
  return pc.bold(wrapWords(` ${minuteText(span.fromMs)} to ${minuteText(span.toMs)} UTC, ${length}, by ${settings}`, columns));
}

/** A file with the version that its messages would carry. */
export const settingsName = (file: string, { settings }: Tried): string => `${file} (version ${settings.version})`;

/** What one file of settings would have told, for a terminal of so many columns (null: nothing is cut). */
export function backtestText(page: BacktestPage, columns: number | null): string {
  const { span, tried, file } = page;
  const parts = [
    titleText(span, settingsName(file, tried), columns),
    messagesTable(tried.messages, span, columns),
    toldText(tried, span, columns),
    heldText(tried, span, columns),
    [...shadowText(page, columns), ...untold(tried, columns), ...learningText(tried, columns)].join('\n'),
  ];
  return `\n${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function toldText(tried: Tried, { toMs }: SpanOfLogs, columns: number | null): string {
  const told = toldOf(tried);
  if (told.length === 0) return ' No incident that you would have been told of.';
  const lines = told.map((incident) => incidentLine(incident, tried.settings, toMs, columns));
  return [pc.bold(` ${plural(told.length, 'incident')} that you would have been told of`), ...lines].join('\n');
}

function heldText(tried: Tried, { toMs }: SpanOfLogs, columns: number | null): string {
  const held = heldByBudget(tried);
  if (held.length === 0) return ' The budget held nothing back.';
  const { perDay, targeted, low } = tried.settings.budget;
  const why = ` Held back by the budget (${plural(perDay, 'new message')} a day, of them ${targeted} targeted, low ones among the first ${low}): ${grouped(held.length)}`;
  return [
    pc.bold(wrapWords(why, columns)),
    ...held.map((incident) => incidentLine(incident, tried.settings, toMs, columns)),
  ].join('\n');
}

function shadowText({ span, tried, shadow }: BacktestPage, columns: number | null): readonly string[] {
  const hidden = tried.incidents.filter(
    (incident) => !wasTold(incident) && incident.reasons.some(({ reason }) => reason === 'shadow'),
  );
  if (hidden.length === 0) return [];
  const messages = shadow.reduce((sum, one) => sum + one.messages, 0);
  const each = shadow.map(({ finding, messages: ofFinding }) => `${grouped(ofFinding)} ${finding}`).join(', ');
  const sent = messages === 0 ? 'no new message' : `${plural(messages, 'new message')} (${perDayText(messages, span)}): ${each}`;
  const rest = 'what else it found joins other messages or is over the budget.';
  return [wrapWords(` Switched on, what is in shadow would have sent ${sent}; ${rest}`, columns)];
}

function untold(tried: Tried, columns: number | null): readonly string[] {
  const overBudget = new Set(heldByBudget(tried));
  return untoldText(
    tried.incidents.filter((incident) => !wasTold(incident) && !overBudget.has(incident)),
    columns,
  );
}

/** What needs a longer history than the logs begin with. */
function learningText({ incidents }: Tried, columns: number | null): readonly string[] {
  const learning = incidents.filter(({ reasons }) => reasons.some(({ reason }) => reason === 'learning'));
  if (learning.length === 0) return [];
  const kinds = [...new Set(learning.map(({ finding }) => finding))].sort().join(', ');
  return [
    pc.dim(
      wrapWords(` ${kinds} needs days of records before it is told: of the first days of these logs nothing is known.`, columns),
    ),
  ];
}
