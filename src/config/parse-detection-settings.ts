import { type Document, LineCounter, parseDocument } from 'yaml';
import { Failure } from '../model/failure.ts';
import type { DetectionSettings } from '../model/settings.ts';
import { placeInYaml } from './place-in-yaml.ts';
import { toDetectionSettings } from './to-detection-settings.ts';
import type { SettingPath } from './written-problem.ts';
import { checkWrittenSettings } from './written-problems.ts';

/**
 * The text of a settings file (YAML 1.2) → detection settings; what the file does not name keeps its default, an empty file is valid.
 * `fileName` is for messages only.
 *
 * @throws Failure `settings-invalid` that names every problem, one a line: `knockwatch.yaml:12:5 watchedPorts[3].weight: is 11, expected a
 * weight from 0 to 10`
 */
export function parseDetectionSettings(text: string, fileName: string): DetectionSettings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const content = contentOf(document, lines, fileName);
  const checked = checkWrittenSettings(content ?? {});
  if (checked.kind === 'valid') return toDetectionSettings(checked.settings);
  const problems = checked.problems.map(({ path, text: problem }) => {
    return { place: placeInYaml(document, lines, path), text: path.length === 0 ? problem : `${pathText(path)}: ${problem}` };
  });
  throw invalid(fileName, problems);
}

/** The settings where no file says otherwise. */
export const defaultDetectionSettings: DetectionSettings = parseDetectionSettings('', 'defaults');

interface PlacedProblem {
  /** `line:column` */
  readonly place: string;
  readonly text: string;
}

function contentOf(document: Document, lines: LineCounter, fileName: string): unknown {
  const problems = [...document.errors, ...document.warnings].map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { place: `${line}:${col}`, text: `cannot be read as YAML: ${error.message.split('\n')[0]}` };
  });
  if (problems.length > 0) throw invalid(fileName, problems);
  try {
    return document.toJS();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalid(fileName, [{ place: '1:1', text: `cannot be read as YAML: ${reason}` }]);
  }
}

/** Lines first, columns within a line. */
function comparePlaces(a: string, b: string): number {
  const [lineA = 0, columnA = 0] = a.split(':').map(Number);
  const [lineB = 0, columnB = 0] = b.split(':').map(Number);
  return lineA - lineB || columnA - columnB;
}

function invalid(fileName: string, problems: readonly PlacedProblem[]): Failure {
  const inOrder = [...problems].sort((a, b) => comparePlaces(a.place, b.place));
  return new Failure('settings-invalid', inOrder.map(({ place, text }) => `${fileName}:${place} ${text}`).join('\n'));
}

/** `['watchedPorts', 3, 'weight']` → `watchedPorts[3].weight` */
const pathText = (path: SettingPath): string =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${step}`)).join('');
