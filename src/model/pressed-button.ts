/** The buttons of messages, by the `action_id` with which Slack tells of them. */
export const buttonActions = ['acknowledge', 'snooze-1h', 'snooze-24h', 'snooze-7d', 'expected-source', 'tell-again'] as const;
export type ButtonAction = (typeof buttonActions)[number];

/** A button that somebody pressed. */
export interface PressedButton {
  readonly action: ButtonAction;
  /** The incident that carries the message. */
  readonly incidentId: string;
  /** Slack user id of who pressed it. */
  readonly userId: string;
  /** Where the message stands: answers go there. */
  readonly channelId: string;
}
