import type { StorageConnection } from '../model/storage-connection.ts';
import type { EventClock } from './read-event-clock.ts';

/** A storage account that holds flow logs. */
export interface FlowLogAccount {
  /** Name of the connection, as `FLOW_LOG_ACCOUNTS` lists it and a trigger names it: `FLOW_LOGS`. */
  readonly name: string;
  readonly connection: StorageConnection;
}

/** Where messages go: to Slack, one line each to the log (a dry run), or readable to the terminal. */
export type DeliverySetting =
  | {
      readonly kind: 'slack';
      /** A secret. */
      readonly botToken: string;
      /** Another address than Slack's own, without a closing slash; null for Slack's. */
      readonly apiUrl: string | null;
    }
  | { readonly kind: 'log' }
  | { readonly kind: 'terminal' };

/** The app settings, typed; `local.settings.sample.json` shows each. */
export interface AppSettings {
  /** `AzureWebJobsStorage`: host and tables. */
  readonly hostStorage: StorageConnection;
  readonly flowLogs: readonly FlowLogAccount[];
  readonly delivery: DeliverySetting;
  /** A secret: buttons are shown, and their presses verified, only where it is set. */
  readonly slackSigningSecret: string | null;
  /** Address of the report page; links to it are sent only where it is set. */
  readonly reportUrl: string | null;
  /** A `.mmdb` file of the user's own; null for the embedded one. */
  readonly countryDatabase: string | null;
  /** Path of the detection settings, or address of the blob that holds them; null for the `knockwatch.yaml` that was deployed. */
  readonly configFile: string | null;
  /** Bytes of one ranged read; null for the default. */
  readonly chunkBytes: number | null;
  /** Days for which facts are kept, 15 or more; null for the default (31). */
  readonly retentionDays: number | null;
  /** Event time of simulated or played logs; null where it is the wall clock's. */
  readonly eventClock: EventClock | null;
  /**
   * Whether the platform signs people in before a request reaches the app; it says so by `WEBSITE_AUTH_ENABLED`, which nobody sets by hand.
   * Source: https://learn.microsoft.com/azure/app-service/reference-app-settings#authentication--authorization
   */
  readonly platformLogin: boolean;
}
