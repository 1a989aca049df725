import assert from 'node:assert/strict';
import { parseDetectionSettings } from '../../src/config/parse-detection-settings.ts';
import { Failure } from '../../src/model/failure.ts';

/** The lines of the failure that a settings file `k.yaml` of this text causes. */
export function problemsOf(text: string): readonly string[] {
  try {
    parseDetectionSettings(text, 'k.yaml');
  } catch (error) {
    assert.ok(error instanceof Failure);
    assert.equal(error.code, 'settings-invalid');
    return error.message.split('\n');
  }
  assert.fail(`was taken: ${text}`);
}
