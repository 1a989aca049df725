import { LineCounter, parseDocument } from 'yaml';
import type { DetectionSettings } from '../model/settings.ts';
import { type Place, placeInYaml } from './place-in-yaml.ts';
import { toDetectionSettings } from './to-detection-settings.ts';
import type { SettingPath } from './written-problem.ts';
import { checkWrittenSettings } from './written-problems.ts';

/** Something wrong with a settings file, or strange in it, and where. */
export interface PlacedProblem {
  readonly place: Place;
  /** `watchedPorts[3].weight`; '' where it is the file itself. */
  readonly setting: string;
  /** `is 11, expected a weight from 0 to 10` */
  readonly text: string;
}

export type SettingsRead =
  | {
      readonly kind: 'valid';
      readonly settings: DetectionSettings;
      /** Where in the text a setting stands. */
      readonly placeOf: (path: SettingPath) => Place;
    }
  | {
      readonly kind: 'invalid';
      /** In the order of the text. */
      readonly problems: readonly PlacedProblem[];
    };

/** The text of a settings file (YAML 1.2) → detection settings, or every problem. What it does not name keeps its default. */
export function readSettingsText(text: string): SettingsRead {
  const content = readYaml(text);
  if (content.kind === 'invalid') return content;
  const { placeOf } = content;
  const checked = checkWrittenSettings(content.value ?? {});
  if (checked.kind === 'valid') return { kind: 'valid', settings: toDetectionSettings(checked.settings), placeOf };
  const problems = checked.problems.map(({ path, text: problem }) => place(path, problem, placeOf));
  return { kind: 'invalid', problems: inOrder(problems) };
}

/** A problem of one setting with its place. */
export function place(path: SettingPath, text: string, placeOf: (path: SettingPath) => Place): PlacedProblem {
  return { place: placeOf(path), setting: settingText(path), text };
}

/** Problems in the order of the text: lines first, columns within a line. */
export const inOrder = (problems: readonly PlacedProblem[]): readonly PlacedProblem[] =>
  [...problems].sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);

/** `knockwatch.yaml:12:5 watchedPorts[3].weight: is 11, expected a weight from 0 to 10` */
export function problemLine(fileName: string, { place: { line, column }, setting, text }: PlacedProblem): string {
  return `${fileName}:${line}:${column} ${setting === '' ? '' : `${setting}: `}${text}`;
}

/** What a YAML text holds, and where. */
export type YamlRead =
  | { readonly kind: 'content'; readonly value: unknown; readonly placeOf: (path: SettingPath) => Place }
  | Extract<SettingsRead, { kind: 'invalid' }>;

/** Reads a YAML text (YAML 1.2) as plain values; every problem with its place. */
export function readYaml(text: string): YamlRead {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems = [...document.errors, ...document.warnings].map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return unreadable({ line, column: col }, error.message.split('\n')[0] ?? '');
  });
  if (problems.length > 0) return { kind: 'invalid', problems: inOrder(problems) };
  try {
    return { kind: 'content', value: document.toJS(), placeOf: (path) => placeInYaml(document, lines, path) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'invalid', problems: [unreadable({ line: 1, column: 1 }, reason)] };
  }
}

const unreadable = (at: Place, reason: string): PlacedProblem => ({
  place: at,
  setting: '',
  text: `cannot be read as YAML: ${reason}`,
});

/** `['watchedPorts', 3, 'weight']` → `watchedPorts[3].weight` */
const settingText = (path: SettingPath): string =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${step}`)).join('');
