import type { Compared } from '../../model/digest/day-sums.ts';
import type { Digest, Verdict, VerdictKind } from '../../model/digest.ts';
import { localTimeOf } from '../local-day.ts';
import { capitalized, countWords, listWords, numberWords } from '../words/count-words.ts';
import { gapsWords } from '../words/gap-words.ts';

/** With a single target a score says little; from here on it is worth a look. */
const notableScore = 60;
/** So many times the usual are told as such, not in percent. */
const manyTimes = 3;
/** Within this share of the usual a day is as any other. */
const asUsual = 0.2;

/** A digest without its verdict. */
export type Unjudged = Omit<Digest, 'verdict'>;

/** Says in one sentence how the day is to be taken. */
export function verdictOf(digest: Unjudged): Verdict {
  const kind = kindOf(digest);
  if (kind === 'no-data')
    return {
      kind,
      sentence: `There are no records of ${digest.day.day}: nothing can be said about ${digest.day.isRunning ? 'the day yet' : 'that day'}.`,
    };
  const parts = [dataWords(digest), needsWords(digest), changesWords(digest), volumeWords(digest)].filter((part) => part !== '');
  const lead = needsWords(digest) === '' && digest.data.kind === 'whole' ? ['nothing needs action'] : [];
  return { kind, sentence: `${capitalized([...lead, ...parts].join('; '))}.` };
}

function kindOf({ data, needsAction, changes, sums, health }: Unjudged): VerdictKind {
  const { exposures, incidents, blind } = needsAction;
  if (data.kind === 'none') return 'no-data';
  const isGrave = incidents.some(({ severity }) => severity === 'high' || severity === 'critical');
  if (exposures.length > 0 || blind.length > 0 || isGrave) return 'act';
  const { newCountries, crowds, newTargets, newDoors, returned, topScores } = changes;
  const hasChanged = [newCountries, crowds, newTargets, newDoors, returned].some(({ length }) => length > 0);
  const isHigh = topScores.some(({ score }) => (score ?? 0) >= notableScore);
  const isSick = data.kind === 'partly' || health.rejected > 0 || health.undelivered !== null || health.failed.length > 0;
  if (incidents.length > 0 || hasChanged || isHigh || isSick) return 'look';
  return sums.denied.usual === null ? 'learning' : 'quiet';
}

function dataWords({ data, day }: Unjudged): string {
  if (data.kind === 'partly') return `data is missing, ${gapsWords(data.gaps, day.timeZone)}`;
  return data.beginsAtMs === null ? '' : `records begin at ${localTimeOf(data.beginsAtMs, day.timeZone)}`;
}

function needsWords({ needsAction: { exposures, incidents, blind } }: Unjudged): string {
  const of = (finding: string): number => incidents.filter((incident) => incident.finding === finding).length;
  const [breakthroughs, targeted] = [of('breakthrough'), of('targeted')];
  const others = incidents.length - breakthroughs - targeted;
  return listWords([
    ...(breakthroughs === 0 ? [] : [`${countWords(breakthroughs, 'source')} that had been denied got in`]),
    ...(exposures.length === 0
      ? []
      : [`${countWords(exposures.length, 'door')} ${exposures.length === 1 ? 'stands' : 'stand'} open to the internet`]),
    ...(targeted === 0 ? [] : [`${countWords(targeted, 'source')} ${targeted === 1 ? 'aims' : 'aim'} at you`]),
    ...(others === 0
      ? []
      : [
          `${countWords(others, breakthroughs + targeted > 0 ? 'other incident' : 'incident')} ${others === 1 ? 'is' : 'are'} open`,
        ]),
    ...(blind.length === 0 ? [] : ['Knockwatch cannot see or say everything']),
  ]);
}

function changesWords({ changes }: Unjudged): string {
  const { newCountries, crowds, newTargets, newDoors, returned, topScores } = changes;
  const highest = Math.round(Math.max(0, ...topScores.map(({ score }) => score ?? 0)));
  const news = [
    ...(newCountries.length === 0 ? [] : [countWords(newCountries.length, 'country', 'countries')]),
    ...(newTargets.length === 0 ? [] : [countWords(newTargets.length, 'target')]),
    ...(newDoors.length === 0
      ? []
      : [countWords(newDoors.length, 'door that let somebody new in', 'doors that let somebody new in')]),
  ];
  return [
    ...(crowds.length === 0
      ? []
      : [
          `the crowd on ${crowds.length > 2 ? countWords(crowds.length, 'port') : listWords(crowds.map(({ label, service }) => service || label))} is three times the usual or more`,
        ]),
    ...(news.length === 0 ? [] : [`new: ${listWords(news)}`]),
    ...(highest < notableScore ? [] : [`the highest score is ${highest}`]),
    ...(returned.length === 0 ? [] : [`back again: ${countWords(returned.length, 'incident')}`]),
  ].join('; ');
}

function volumeWords({ sums, day, data }: Unjudged): string {
  const soFar = day.isRunning ? ' so far' : '';
  if (sums.denied.now === 0) return `nobody was denied on a watched port${soFar}`;
  const denied = `${countWords(sums.denied.now, 'attempt')} by ${countWords(sums.sources.now, 'source')} ${sums.denied.now === 1 ? 'was' : 'were'} denied${soFar}`;
  return day.isRunning || data.kind === 'partly' ? denied : `${denied}, ${comparedWords(sums.denied)}`;
}

/** To stand after a number: `26 % more than usual (3,726)`. */
function comparedWords({ usual, change }: Compared): string {
  if (usual === null) return 'with nothing to compare with yet';
  if (change === null) return `usually ${numberWords(usual)}`;
  const beside = `usual (${numberWords(usual)})`;
  if (Math.abs(change) <= asUsual) return `about as many as ${beside}`;
  if (change >= manyTimes - 1) return `${numberWords(change + 1)} times as many as ${beside}`;
  return `${numberWords(Math.round(Math.abs(change) * 100))} % ${change > 0 ? 'more' : 'fewer'} than ${beside}`;
}
