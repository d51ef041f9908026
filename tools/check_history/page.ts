/** The verdicts as a page of its own, which opens from a file and needs no network. @module */

import { display } from "hb/figure/figure.ts";
import { escape } from "hb/figure/text.ts";
import { alarm, darkPage, fonts } from "hb/figure/theme.ts";
import type { Judgement } from "./model.ts";

const style = `
:root { color-scheme: light dark; --ink: #1f2328; --page: #ffffff; --soft: #f4f4f6; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6ea; --page: ${darkPage}; --soft: #2a2a31; }
}
body { margin: 2rem auto; max-width: 76rem; padding: 0 1rem; color: var(--ink);
  background: var(--page); font: 16px/1.55 ${fonts}; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; overflow-wrap: anywhere; }
.violation { color: ${alarm}; }
pre { padding: 0.5rem 0.75rem; border-radius: 6px; background: var(--soft); white-space: pre-wrap;
  font: 13.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
figure { margin: 1rem 0; }`;

/** A whole HTML document: each file with its verdict, its evidence and its timeline. */
export async function page(
  judged: readonly { file: string; judgement: Judgement }[],
): Promise<string> {
  const sections = await Promise.all(judged.map(section));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Histories and their verdicts</title>
<style>${style}</style>
</head>
<body>
<h1>Histories and their verdicts</h1>
${sections.join("\n")}
</body>
</html>
`;
}

async function section(
  { file, judgement }: { file: string; judgement: Judgement },
): Promise<string> {
  const { verdict, evidence, figure } = judgement;
  const heading = `<h2>${escape(file)}: <span class="${verdict}">${verdict}</span></h2>`;
  const words = `<pre>${escape(evidence.join("\n"))}</pre>`;
  if (figure === undefined) return `${heading}\n${words}`;
  const bundle = await figure[display]();
  return `${heading}\n<figure>\n${String(bundle["text/html"])}\n</figure>\n${words}`;
}
