const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** What a page says, as lines: a table's row each, charts by what they are called. */
export function textOfPage(page: string): string {
  const [, body = ''] = page.split(/<body[^>]*>/);
  return body
    .replace(
      /<svg[^>]*aria-labelledby[\s\S]*?<title[^>]*>([\s\S]*?)<\/title><desc[^>]*>([\s\S]*?)<\/desc>[\s\S]*?<\/svg>/g,
      '[$1: $2]',
    )
    .replace(/\s+/g, ' ')
    .replace(/<h(\d)[^>]*>/g, (_, rank: string) => `\n\n${'#'.repeat(Number(rank))} `)
    .replace(/<\/t[hd]>\s*(?=<t[hd])/g, ' | ')
    .replace(/<(?:tr|p|li|div|caption|summary|figcaption|dt|section|footer|nav|article)\b[^>]*>/g, '\n')
    .replace(/<\/dt>/g, ': ')
    .replace(/<small[^>]*>/g, ', ')
    .replace(/<(?:code|a|span class="beside)[^>]*>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? '')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .concat('\n');
}
