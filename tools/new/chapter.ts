/** The notebook of a new chapter: what a chapter owes its reader, in its order, still to be written. @module */

import { formatNotebook, type Notebook, parseNotebook, tidy } from "../notebook/mod.ts";
import type { Names } from "./names.ts";

/** The notebook as text, in house form, without outputs; `root` is the folder with the rules. */
export async function chapterText(names: Names, root: string): Promise<string> {
  const cells = cellsOf(names).map(([id, kind, source]) => ({
    cell_type: kind,
    id,
    metadata: {},
    source,
    ...(kind === "code" ? { execution_count: null, outputs: [] } : {}),
  }));
  const kernelspec = { display_name: "Deno", language: "typescript", name: "deno" };
  const plain = { nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells };
  const notebook: Notebook = parseNotebook(JSON.stringify(plain), names.slug);
  return formatNotebook(await tidy(notebook, root));
}

type Written = readonly [id: string, kind: "markdown" | "code", source: string];

function cellsOf({ slug, number, title, folder }: Names): readonly Written[] {
  return [
    [
      "title",
      "markdown",
      `# ${Number(number)} · ${title}\n\nWhat the question is, in a paragraph.`,
    ],
    [
      "healthy",
      "markdown",
      "## The healthy run\n\nThe roles, the messages, the words; then a run:",
    ],
    ["run", "code", runCell(folder)],
    ["predict", "markdown", question("Which property breaks when a message comes twice?", "None.")],
    [
      "definitions",
      "markdown",
      "## Definitions\n\nWhat the checker decides, every hypothesis stated.",
    ],
    ["failures", "markdown", "## What goes wrong\n\nA hunt, a failing run, shrunk and drawn."],
    [
      "proof",
      "markdown",
      "## Why it is right\n\nEach step with its reason; what happens without it.",
    ],
    ["production", "markdown", "## In production\n\nWho runs it, and how."],
    ["bitten", "markdown", "## What bit them\n\nThree incidents with links, one reproduced here."],
    [
      "exercises",
      "markdown",
      `## Exercises\n\nIn [exercises/${slug}](../exercises/${slug}/README.md); \`deno task grade ${number}\` ` +
      "judges them.",
    ],
    ["sources", "markdown", "## Sources\n\nAuthor, year, title; the sections that were read."],
  ];
}

function question(asked: string, answer: string): string {
  return `**Predict.** ${asked}\n\n<details><summary>Answer</summary>\n\n${answer}\n\n</details>`;
}

function runCell(folder: string): string {
  return `import { kit } from "hb/${folder}/kit.ts";
import { simulate } from "hb/kit/simulate.ts";

const { failure, counts } = simulate(kit, { storm: "calm", seeds: 20 });
console.log(
  \`\${counts.runs} runs, \${counts.messages} messages, \${
    failure === undefined ? "and nothing went wrong" : failure.violation.words
  }\`,
);`;
}
