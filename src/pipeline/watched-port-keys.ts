import { doorKey } from '../count/fact-tables.ts';
import type { PortKey } from '../model/facts.ts';
import type { DetectionSettings } from '../model/settings.ts';

/** The watched ports as counting asks for them. */
export const watchedPortKeys = ({ watchedPorts }: Pick<DetectionSettings, 'watchedPorts'>): ReadonlySet<PortKey> =>
  new Set(watchedPorts.map(({ port, protocol }) => doorKey(port, protocol)));
