import { type Html, html } from '../html/html.ts';
import type { PageInput } from '../section.ts';

/** What the page rests on: when it was made, by which settings, whose data. */
export function footPart({ digest: { day, settings, health }, times }: PageInput): Html {
  const before = settings.isChanged && settings.previousVersion !== null ? `, before that ${settings.previousVersion}` : '';
  const isEmbedded = health.countryDatabase?.isOwn === false;
  const attribution = isEmbedded
    ? html`<p>Countries: <a href="https://db-ip.com" rel="noreferrer">IP geolocation by DB-IP</a>, <a href="https://creativecommons.org/licenses/by/4.0/" rel="noreferrer license">CC BY 4.0</a>.</p>`
    : html`<p>Countries: by the database that the settings name.</p>`;
  return html`<footer class="foot">
<p>Made ${times.moment(day.madeAtMs)} (${day.timeZone}) · Settings ${settings.version}${before}</p>
${attribution}
<p>Attempts are flows from public addresses to watched ports. Sources are IPv4 addresses and IPv6 networks of /64. Some sentences give times in UTC, and say so.</p>
</footer>
`;
}
