import pc from 'picocolors';
import type { Severity } from '../model/finding-kind.ts';

const colours: Readonly<Record<Severity, (text: string) => string>> = {
  critical: (text) => pc.bold(pc.red(text)),
  high: pc.red,
  medium: pc.yellow,
  low: pc.dim,
  ops: pc.dim,
};

/** Text in the colour of a severity. */
export const paintSeverity = (severity: Severity, text: string): string => colours[severity](text);
