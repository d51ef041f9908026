/**
 * The run of a failed part as a page of its own: one file, which opens from a disk and asks no network.
 * What the run holds was made by the code that is judged, so none of it may become markup.
 *
 * @module
 */

import { pack } from "../../../lib/figure/explorer/pack.ts";
import type { Recording } from "../../../lib/figure/explorer/recording.ts";
import { escape } from "../../../lib/figure/text.ts";
import { darkPage, fonts } from "../../../lib/figure/theme.ts";
import { viewerScript } from "./viewer.js";

const style = `
:root { color-scheme: light dark; --ink: #1f2328; --page: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6ea; --page: ${darkPage}; } }
body { margin: 1.5rem auto; max-width: 80rem; padding: 0 1rem; color: var(--ink);
  background: var(--page); font: 16px/1.5 ${fonts}; }
h1 { font-size: 1.35rem; line-height: 1.3; margin: 0 0 .8rem; text-wrap: balance;
  overflow-wrap: anywhere; }
.drawing { overflow-x: auto; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }`;

/** Nothing is fetched, whatever the page holds: the browser itself sees to that. */
const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; " +
  "img-src data:; base-uri 'none'; form-action 'none'";

/** A picture that stands under the run. */
export interface Drawing {
  readonly svg: string;
  /** All of it in a line, for those who cannot see it. */
  readonly words: string;
}

/** A whole HTML document in which a reader explores a run. */
export function failurePage(recording: Recording, drawing?: Drawing): string {
  const title = escape(recording.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<div id="viewer">
${inWords(recording)}</div>
${drawing === undefined ? "" : asImage(drawing)}</main>
<script type="application/json" id="recording">${data(recording)}</script>
<script>${viewerScript}</script>
</body>
</html>
`;
}

/** As an image, in which no script runs and no markup counts, whatever was drawn. */
function asImage({ svg, words }: Drawing): string {
  const address = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  return `<p class="drawing"><img src="${address}" alt="${escape(words)}"></p>\n`;
}

/** What stands on the page until the script has run, and where none may. */
function inWords({ invariant, breach, schedule, seed, replay, hint }: Recording): string {
  const facts: readonly (readonly [string, string | number | undefined])[] = [
    ["What must hold", invariant],
    ["What happened", breach],
    ["Hint", hint],
    ["Seed", seed],
    ["Faults", schedule],
    ["Run it again", replay],
  ];
  return facts.flatMap(([name, value]) =>
    value === undefined || value === ""
      ? []
      : [`<p><strong>${name}</strong></p>\n<pre>${escape(String(value))}</pre>\n`]
  ).join("");
}

/** JSON that cannot close the HTML element that contains it. */
function data(recording: Recording): string {
  return JSON.stringify(pack(recording)).replaceAll("<", "\\u003c");
}
