/** A failed run as a page of its own, which opens from a file and needs no network. @module */

import type { Trace } from "../../model/trace.ts";
import { escape } from "../text.ts";
import { alarm, darkPage, fonts } from "../theme.ts";
import type { SpacetimeOptions } from "./options.ts";
import { fragment, spacetimeSvg } from "./spacetime.ts";

/** What the page says about the run besides its diagram. */
export interface PageOptions extends SpacetimeOptions {
  /** The invariant, in words. */
  readonly invariant?: string;
  /** What broke it, in words. */
  readonly breach?: string;
  /** The faults of the run, one to a line. */
  readonly schedule?: string;
  /** The seed of the run. */
  readonly seed?: number | string;
  /** The command that runs it again. */
  readonly replay?: string;
  /** What to think about next. */
  readonly hint?: string;
}

const style = `
:root { color-scheme: light dark; --ink: #1f2328; --page: #ffffff; --soft: #f4f4f6; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6ea; --page: ${darkPage}; --soft: #2a2a31; }
}
body { margin: 2rem auto; max-width: 76rem; padding: 0 1rem; color: var(--ink);
  background: var(--page); font: 16px/1.55 ${fonts}; }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 1rem; text-wrap: balance; }
.invariant { border-left: 4px solid ${alarm}; padding: 0.1rem 0 0.1rem 1rem; margin: 1rem 0; }
.invariant p { margin: 0.35rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.5rem 1.25rem; }
dt { font-weight: 600; }
dd { margin: 0; min-width: 0; }
pre { margin: 0; padding: 0.5rem 0.75rem; border-radius: 6px; background: var(--soft);
  overflow-x: auto; font: 13.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
figure { margin: 1.5rem 0; }
figcaption { font-size: 0.9rem; margin-top: 0.4rem; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0.2rem; } }`;

/** A whole HTML document that shows why a run failed. */
export function spacetimePage(trace: Trace, options: PageOptions): string {
  const title = escape(options.title);
  const facts = [
    fact("Hint", options.hint, (text) => escape(text)),
    fact("Seed", options.seed, (text) => `<code>${escape(text)}</code>`),
    fact("Faults", options.schedule, (text) => `<pre>${escape(text)}</pre>`),
    fact("Run it again", options.replay, (text) => `<pre>${escape(text)}</pre>`),
  ].join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<h1>${title}</h1>
${invariant(options)}<figure>
${fragment(spacetimeSvg(trace, { ...options, heading: false }))}
<figcaption>Time runs to the right. Point at a line or a mark to read all of it.</figcaption>
</figure>
<dl>${facts}</dl>
</body>
</html>
`;
}

function invariant({ invariant, breach }: PageOptions): string {
  if (invariant === undefined && breach === undefined) return "";
  const rule = invariant === undefined
    ? ""
    : `<p><strong>What must hold:</strong> ${escape(invariant)}</p>`;
  const broken = breach === undefined
    ? ""
    : `<p><strong>What happened:</strong> ${escape(breach)}</p>`;
  return `<div class="invariant">${rule}${broken}</div>\n`;
}

function fact(
  name: string,
  value: string | number | undefined,
  html: (text: string) => string,
): string {
  return value === undefined ? "" : `\n<dt>${name}</dt><dd>${html(String(value))}</dd>`;
}
