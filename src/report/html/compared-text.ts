import type { Compared } from '../../model/digest/day-sums.ts';
import { type Html, html } from './html.ts';
import { numberText } from './number-text.ts';

/** `+12 %`, `−40 %`; from tenfold on `12 ×`; '' where no share may be told. */
export function changeText({ now, usual, change }: Compared): string {
  if (change === null || usual === null) return '';
  if (change >= 9) return `${numberText(Math.round(now / usual))} ×`;
  const percent = Math.round(change * 100);
  return percent === 0 ? '±0 %' : `${percent < 0 ? '−' : '+'}${Math.abs(percent)} %`;
}

/** From this share on a change is shown as one. */
const noticeable = 0.25;

/** The same, marked where it is much. */
export function changeMark(compared: Compared): Html {
  const text = changeText(compared);
  if (text === '')
    return html`<span class="quiet" title="No share is told of fewer than 20, or of fewer than three days.">–</span>`;
  const share = compared.change ?? 0;
  const kind = share >= noticeable ? 'more' : share <= -noticeable ? 'less' : 'same';
  return html`<span class="change ${kind}">${text}</span>`;
}

/** The median of the days before: `702`, `12.5`; from a hundred on without its half; `–` where too few days are known. */
export const usualText = ({ usual }: Compared): string =>
  usual === null ? '–' : numberText(usual < 100 ? usual : Math.round(usual));
