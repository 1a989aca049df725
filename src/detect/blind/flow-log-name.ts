/** The last part of the path that a flow log writes to: the name of its NSG or flow log. */
export function flowLogName(flowLog: string): string {
  return flowLog.slice(flowLog.lastIndexOf('/') + 1);
}
