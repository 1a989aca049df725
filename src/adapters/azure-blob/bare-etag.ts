/** An ETag without its quotes: headers carry them (`"0x8D…"`), listings do not, and the two are compared. Missing ones give ''. */
export function bareEtag(etag: string | undefined): string {
  return (etag ?? '').replace(/^"(.*)"$/, '$1');
}
