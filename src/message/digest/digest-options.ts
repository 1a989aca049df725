/** What the messages of a digest are composed with. */
export interface DigestOptions {
  readonly channel: string;
  /** Address of the report page, without the day; null where there is none to link to. */
  readonly reportUrl: string | null;
  /** Try Slack's own chart. */
  readonly withChart: boolean;
}
