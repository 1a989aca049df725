import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { areaText, verdictText } from '../../../src/cli/doctor/doctor-text.ts';
import { badDay, goodDay } from '../../support/doctor-cases.ts';
import { matchesCliGolden } from '../../support/run-knockwatch.ts';

for (const [name, day] of [
  ['good', goodDay],
  ['bad', badDay],
] as const) {
  for (const columns of [80, 120]) {
    test(`a ${name} day reads well in ${columns} columns`, async () => {
      const areas = await day();
      const text = stripVTControlCharacters(
        areas.map((checks) => areaText(checks, columns)).join('') + verdictText(areas.flat()),
      );
      const tooLong = text.split('\n').filter((line) => line.length > columns);
      assert.deepEqual(tooLong, []);
      await matchesCliGolden(`doctor-${name}-${columns}.txt`, text);
    });
  }
}
