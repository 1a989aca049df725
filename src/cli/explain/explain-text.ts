import { conditionsText } from './conditions-text.ts';
import { dayText } from './day-text.ts';
import type { Explanation } from './explanation.ts';
import { incidentsText } from './incidents-text.ts';
import { scoreTexts } from './score-text.ts';
import { whoText } from './who-text.ts';

/** An explanation for a terminal so many characters wide: who, its day, its score, the findings, what was told. */
export function explainText(explanation: Explanation, columns: number): string {
  const parts = [
    whoText(explanation, columns),
    dayText(explanation.day, columns),
    ...scoreTexts(explanation, columns),
    conditionsText(explanation, columns),
    incidentsText(explanation, columns),
  ];
  return `\n${parts.join('\n\n')}\n\n`;
}
