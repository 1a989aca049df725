import type { NamedPort, NamedTarget } from '../../model/digest/names.ts';
import { withFullName } from './full-name.ts';
import { type Html, html } from './html.ts';

/** `22/tcp SSH`. */
export const portText = ({ label, service }: NamedPort): string => (service === '' ? label : `${label} ${service}`);

/** The same, the service in front of the reader's eyes. */
export const portName = ({ label, service }: NamedPort): Html =>
  service === '' ? html`<span class="port">${label}</span>` : html`<span class="port">${label}</span> ${service}`;

/** A target's name with its address under it; the resource id and the network interface's MAC where it is opened. */
export function targetName({ name, address, mac, resource }: NamedTarget): Html {
  const beside = address === '' || address === name ? null : html` <span class="beside">${address}</span>`;
  const full = [resource, mac === '' ? '' : `MAC ${mac}`].filter((part) => part !== '').join(' · ');
  return withFullName(name, full, beside);
}
