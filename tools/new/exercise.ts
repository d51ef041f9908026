/** The exercise of a new chapter, with one part, its solution and one mutant. @module */

import type { Names } from "./names.ts";

/** The files of the exercise and of its solution, by their paths. */
export function exerciseFiles(names: Names): Record<string, string> {
  const { slug, folder, title } = names;
  const [exercise, solution] = [`exercises/${slug}`, `solutions/${slug}`];
  return {
    [`${exercise}/README.md`]: readme(names),
    [`${exercise}/given.ts`]:
      `/** What is given: messages and state. There is nothing to fill in here. @module */

import type { Message, State } from "hb/${folder}/protocol.ts";
import type { Protocol } from "hb/model/protocol.ts";

export type { Message, State } from "hb/${folder}/protocol.ts";
/** Stands where something is still to be written. */
export { todo } from "hb/grade/todo.ts";

/** The handlers of messages. */
export type Upon = Protocol<State, Message>["upon"];
`,
    [`${exercise}/answers.ts`]:
      `/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type { Upon } from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly hello: Upon["hello"];
}
`,
    [`${exercise}/hello.ts`]:
      `/** Part 1. At node 0, upon \`hello\`: keep who has said it. @module */

import type { Answers } from "./answers.ts";
import { todo } from "./given.ts";

/** A node says hello. \`s.heard\` has each node once that has; the network may duplicate. */
export const hello: Answers["hello"] = (_s, _event, _io) => todo("part 1, upon hello");
`,
    [`${exercise}/suite.ts`]: `/** The graded parts of chapter ${Number(names.number)}. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { hello } from "./suite/hello.ts";

export const suite = suiteOf<Answers>({
  chapter: "${slug}",
  title: "${title.replaceAll('"', "”")}",
  given: ["given.ts", "answers.ts"],
  parts: { hello },
});
`,
    [`${exercise}/grade_test.ts`]:
      `/** \`deno test ${exercise}\`: each part is a test, and ignored until it is begun. */

import { testAnswers } from "hb/grade/tests.ts";
import { suite } from "./suite.ts";

await testAnswers(suite, {
  load: (name) => import(\`./\${name}.ts\`),
  text: (name) => import(\`./\${name}.ts\`, { with: { type: "text" } }),
});
`,
    [`${exercise}/suite/hello.md`]: `# hear everybody once

100 points

At node 0, upon \`hello\`: keep who has said it. A network that duplicates brings the same message twice.

## To read

The source of the protocol: author, year, section

## Hints

1. What does your handler do when the same message comes twice?
2. \`event.from\` is the node that the message comes from.
3. Push it to \`s.heard\` unless it is there already.
`,
    [`${exercise}/suite/hello.ts`]: `import text from "./hello.md" with { type: "text" };
import { rehearse, task } from "hb/grade/part.ts";
import { kit } from "hb/${folder}/kit.ts";
import type { Answers } from "../answers.ts";
import type { State } from "../given.ts";

export const hello = task<Answers>(text, ({ hello }, grading) => {
  grading.storm(kit, { storm: "rain", seeds: 50, change: { upon: { hello } } });
  const s: State = { heard: [] };
  rehearse((io) => hello(s, { type: "hello", from: 1 }, io));
  grading.equal(s.heard, [1], "who has been heard when node 1 has said hello");
});
`,
    [`${solution}/hello.ts`]: `/** Part 1: each node once. @module */

import type { Answers } from "../../exercises/${slug}/answers.ts";

export const hello: Answers["hello"] = (s, { from }) => {
  if (!s.heard.includes(from)) s.heard.push(from);
};
`,
    [`${solution}/mutants.ts`]:
      `/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../exercises/${slug}/answers.ts";

export const mutants: Mutants<Answers> = {
  hello: {
    "counts copies: a message that comes twice counts twice": (s, { from }) => {
      s.heard.push(from);
    },
  },
};
`,
  };
}

function readme({ slug, number, title }: Names): string {
  return `# ${title}

What the exercise builds, in two sentences.

Read [given.ts](given.ts) first. Then open the file of a part, replace \`todo(…)\` by your code, and ask:

\`\`\`sh
deno task grade ${number}            # all parts
deno task grade ${number} --part 1   # one of them
\`\`\`

<!-- parts: deno run -A tools/parts_tables.ts -->

| part | file                 | what you write     | points | time   |
| ---- | -------------------- | ------------------ | ------ | ------ |
| 1    | [hello.ts](hello.ts) | who has been heard | 100    | 10 min |

<!-- end of parts -->

Each part is described in \`suite/\`, in the file of the same name, with its source and three hints, from a
nudge to nearly the answer; beside it stands how your code is judged. The solutions are in
\`solutions/${slug}\`; your code runs where it cannot read them.

Answers may import files of their own (\`./…\`), what is given here, types of the library (\`import type\`),
\`hb/model/…\`, and packages in \`deno.json\`. The rest of the library is refused, as it holds answers.
`;
}
