import type { SimulatedTarget } from './network.ts';

/** Where a target's records of an hour lie: the container and the path, as Azure names them. */
export function flowLogPath(target: SimulatedTarget, loggedAtMs: number): { readonly container: string; readonly path: string } {
  const [date = '', time = ''] = new Date(loggedAtMs).toISOString().split('T');
  const [year, month, day] = date.split('-');
  const hour = `y=${year}/m=${month}/d=${day}/h=${time.slice(0, 2)}/m=00/macAddress=${target.mac}/PT1H.json`;
  return target.kind === 'nsg'
    ? { container: 'insights-logs-networksecuritygroupflowevent', path: `resourceId=${target.nsg.toUpperCase()}/${hour}` }
    : { container: 'insights-logs-flowlogflowevent', path: `flowLogResourceID=/${shortFlowLog(target.flowLog)}/${hour}` };
}

/** `{SUBSCRIPTION}_NETWORKWATCHERRG/NETWORKWATCHER_{REGION}_{FLOW LOG}`: how paths write the id that records spell out. */
function shortFlowLog(id: string): string {
  const [, , subscription, , group, , , , watcher, , name] = id.split('/');
  return `${subscription}_${group}/${watcher}_${name}`;
}
