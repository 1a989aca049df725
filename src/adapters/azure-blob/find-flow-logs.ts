/**
 * Folders deeper than any flow log's: the longest layout,
 * `flowLogResourceID=/SUBSCRIPTIONS/…/NETWORKWATCHERS/{name}/FLOWLOGS/{name}/`, has eleven.
 */
const deepest = 16;
/** Listings under way at once. */
const listingsAtOnce = 8;

/**
 * Finds the prefixes before `y=` by descending folder by folder, however deep they lie.
 *
 * @param foldersIn lists the folders directly in a prefix ('' is the container), each as its whole prefix ending in `/`
 * @returns prefixes ending in `/`, in the order of their text
 */
export async function findFlowLogs(foldersIn: (prefix: string) => Promise<readonly string[]>): Promise<readonly string[]> {
  const found: string[] = [];
  let level: readonly string[] = [''];
  for (let depth = 0; level.length > 0 && depth <= deepest; depth++) {
    const below: string[] = [];
    for (const { prefix, folders } of await listAll(level, foldersIn)) {
      const inner = folders.filter((folder) => !folder.startsWith('y=', prefix.length));
      if (inner.length < folders.length && prefix !== '') found.push(prefix);
      below.push(...inner);
    }
    level = below;
  }
  return found.sort();
}

interface Listed {
  readonly prefix: string;
  readonly folders: readonly string[];
}

async function listAll(
  prefixes: readonly string[],
  foldersIn: (prefix: string) => Promise<readonly string[]>,
): Promise<Listed[]> {
  const listed: Listed[] = [];
  for (let from = 0; from < prefixes.length; from += listingsAtOnce) {
    const batch = prefixes.slice(from, from + listingsAtOnce);
    listed.push(...(await Promise.all(batch.map(async (prefix) => ({ prefix, folders: await foldersIn(prefix) })))));
  }
  return listed;
}
