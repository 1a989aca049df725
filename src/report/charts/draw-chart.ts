import { type PlotOptions, plot } from '@observablehq/plot';
import { DOMImplementation, type Element, XMLSerializer } from '@xmldom/xmldom';
import { cleanText, type Html, trusted } from '../html/html.ts';

/** What is drawn, and what a screen reader says in its place. */
export interface Drawing {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  /** The main message of the picture, in a sentence; the numbers stand in a table beside it. */
  readonly description: string;
  readonly fontSize: number;
  readonly options: PlotOptions;
}

/**
 * Draws a chart on the server, as SVG: text stays text, colours are those of the style sheet (`var(--…)`, `currentColor`), and nothing in it
 * needs a script, a style sheet of its own or a request.
 */
export function drawChart({ id, title, description, fontSize, options }: Drawing): Html {
  const document = new DOMImplementation().createDocument('http://www.w3.org/1999/xhtml', 'html');
  // Plot asks for the browser's type and uses of it only what makes elements and sets attributes.
  const drawn: unknown = plot({ ...options, document: document as unknown as NonNullable<PlotOptions['document']> });
  const svg = drawn as Element;
  for (const style of [...svg.getElementsByTagName('style')]) svg.removeChild(style);
  for (const element of [svg, ...svg.getElementsByTagName('*')]) tidy(element);
  svg.removeAttribute('height');
  const words = [
    ['title', title],
    ['desc', description],
  ] as const;
  for (const [name, text] of words.toReversed()) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    element.setAttribute('id', `${id}-${name}`);
    element.textContent = cleanText(text);
    svg.insertBefore(element, svg.firstChild);
  }
  svg.setAttribute('font-size', String(fontSize));
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-labelledby', `${id}-title`);
  svg.setAttribute('aria-describedby', `${id}-desc`);
  return trusted(new XMLSerializer().serializeToString(svg));
}

/** Takes away what only names parts of the drawing and digits that no screen can show, and cleans its text. */
function tidy(element: Element): void {
  for (const name of ['class', 'aria-label', 'aria-hidden', 'font-family']) element.removeAttribute(name);
  for (const name of placed) {
    const value = element.getAttribute(name);
    if (value !== null)
      element.setAttribute(
        name,
        value.replace(/-?\d+\.\d{3,}/g, (digits) => String(Number(Number(digits).toFixed(2)))),
      );
  }
  if (element.children.length === 0 && element.textContent !== null) element.textContent = cleanText(element.textContent);
}

/** Attributes that hold places and sizes. */
const placed = ['transform', 'd', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'width', 'height', 'fill-opacity'];
