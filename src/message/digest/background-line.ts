import type { Digest } from '../../model/digest.ts';
import { cleanText } from '../clean-text.ts';
import { countText, listText, numberText, percentText } from '../count-text.ts';
import { countryLabel } from '../country-label.ts';

const namedCountries = 3;
const namedNetworks = 2;
/** A network with a smaller share of all attempts says nothing. */
const leastShare = 0.05;

/** Who knocks at everyone, in one line; '' where nobody did. */
export function backgroundLine({ background, countries, sums }: Digest): string {
  if (sums.denied.now === 0) return '';
  return [sweepText(background.sweepers), countriesText(countries), networksText(background.networks, sums.denied.now)]
    .filter((part) => part !== '')
    .join('; ');
}

function sweepText(sweepers: Digest['background']['sweepers']): string {
  if (sweepers === null || sweepers.sources === 0) return '';
  const { sources, targets, fromTargets, denied, share } = sweepers;
  const where =
    fromTargets === targets
      ? `all ${numberText(targets)} targets`
      : `${numberText(fromTargets)} or more of ${numberText(targets)} targets`;
  const made = share === null ? countText(denied, 'attempt') : `${percentText(share)} of the attempts`;
  return `${countText(sources, 'source')} swept ${where} and made ${made}`;
}

function countriesText({ rows }: Digest['countries']): string {
  const named = rows
    .filter(({ country }) => country !== '')
    .slice(0, namedCountries)
    .map(({ country, denied }) => `${countryLabel(country)} ${numberText(denied)}`);
  return named.length === 0 ? '' : `most from ${listText(named)}`;
}

function networksText({ rows }: Digest['background']['networks'], all: number): string {
  const named = rows
    .filter(({ denied }) => denied >= leastShare * all)
    .slice(0, namedNetworks)
    .map(({ network, denied }) => `${cleanText(network, 50)} ${numberText(denied)}`);
  return named.length === 0 ? '' : `busiest networks ${listText(named)}`;
}
