/** The page of the book about recorded histories: each format and each model, with what is said of an example. @module */

import { parseArguments } from "../check_history/arguments.ts";
import { formatExamples, modelExamples } from "../check_history/examples.ts";
import { checkText } from "../check_history/file.ts";
import { models } from "../check_history/models.ts";
import { fence, frontMatter } from "./markdown.ts";

/** Its Markdown; everything in it comes from the tables of the command, and is judged as it is written. */
export function historiesPage(): string {
  const title = "Judging recorded histories";
  return [
    frontMatter({ title }),
    `# ${title}`,
    "`check-history` reads what a test of a real system has recorded, and says whether it is right, and if " +
    "not, why. It takes the formats of Jepsen, Knossos, Elle, Maelstrom and Porcupine, and their models.",
    fence("sh", "./hb check-history --model register --html verdict.html history.edn"),
    "The exit code is 0 when every file is right, 1 when one is not, and 2 when one could not be decided. " +
    "`./hb check-history --help` has the options.",
    "## Formats",
    "A file is known by its first lines, and may be packed by gzip. Here is one history in each: 1 is " +
    "written, and a read after that finds 2.",
    ...formatExamples.flatMap(({ name, words, text }) => [
      `### ${name}`,
      `${words[0]!.toUpperCase()}${words.slice(1)}:`,
      fence("text", text),
    ]),
    "## Models",
    "Each with a history that it finds wrong, in the columns of `history.txt`, and what the command says of it.",
    ...Object.keys(modelExamples).flatMap(modelSection),
  ].join("\n\n") + "\n";
}

function modelSection(name: string): string[] {
  const { words, options, example } = models.get(name)!;
  const { history, options: given = [], words: wrong } = modelExamples[name]!;
  const args = parseArguments(["--model", name, ...given, "history.txt"]);
  const { verdict, evidence } = checkText(history.join("\n"), args, Infinity);
  const own = options.length === 0
    ? ""
    : ` It takes ${options.map((option) => `\`--${option}\``).join(", ")}.`;
  const quoted = given.map((word) => /^[\w-]+$/.test(word) ? word : `'${word}'`);
  const command = ["./hb check-history --model", name, ...quoted, "history.txt"].join(" ");
  return [
    `### ${name}`,
    `${words[0]!.toUpperCase()}${words.slice(1)}; in EDN, \`${example}\`.${own} Here ${wrong}:`,
    fence("text", history.join("\n")),
    fence(
      "text",
      [`$ ${command}`, `history.txt: ${verdict}`, ...evidence.map((line) => `  ${line}`)].join(
        "\n",
      ),
    ),
  ];
}
