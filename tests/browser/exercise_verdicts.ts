/** The worker of a page says of answers what the command says: the same verdicts, points and words. */

import { assertEquals } from "@std/assert";
import { stop } from "esbuild";
import type { Page } from "playwright-core";
import { allExercises } from "../../tools/grade/exercises.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";
import { browserTest, visitsOf } from "./chromium.ts";
import { runtimeHome } from "./waiting.ts";
import {
  type Files,
  handedOut,
  mutated,
  type Said,
  saidHere,
  solved,
  suiteOf,
} from "./exercise_answers.ts";

const book = Deno.env.get("BOOK_URL");
if (book === undefined) {
  throw new Error(
    "Cannot look at exercises because BOOK_URL is required: run `deno task test:browser`",
  );
}
const visit = visitsOf();
Deno.test.afterAll(() => stop());

/** Exercises whose parts take long: of these the first parts are judged, so many. */
const first: Readonly<Record<string, number>> = { "10-raft": 12 };

interface Asked {
  readonly home: string;
  readonly slug: string;
  readonly files: Files;
  readonly parts: readonly number[];
}

/** What the worker says of some parts. */
async function saidThere(
  page: Page,
  slug: string,
  files: Files,
  parts: readonly number[],
): Promise<Said[]> {
  return await page.evaluate<Said[], Asked>(
    async ({ home, slug, files, parts }) => {
      const said: Said[] = [];
      const worker = new Worker(`${home}/grader.js`, { type: "module" });
      await new Promise<void>((resolve, reject) => {
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.onmessage = ({ data }) => {
          if (data.type === "lost") reject(new Error(data.words));
          if (data.type === "ended") resolve();
          if (data.type !== "judged") return;
          const { result: { number, standing, points, words }, explanation } = data.judged;
          said.push({ number, standing, points, words, explanation });
        };
        worker.postMessage({ home, slug, files, parts });
      });
      worker.terminate();
      return said;
    },
    { home: await runtimeHome(page), slug, files, parts },
  );
}

for (const slug of await allExercises(root)) {
  Deno.test(
    `exercise ${slug} is judged in a page as it is by the command`,
    browserTest,
    async () => {
      const suite = await suiteOf(slug), all = suite.parts.map(({ number }) => number);
      const some = all.slice(0, first[slug]);
      const mutant = await mutated(slug, suite.parts[0]!.name);
      const context = await visit({});
      try {
        const page = await context.newPage();
        await page.goto(`${book}/exercises`);
        const cases: readonly (readonly [Files, readonly number[], string])[] = [
          [await solved(slug), some, "done"],
          [await handedOut(slug), all, "not done yet"],
          [mutant!.files, [1], "wrong"],
        ];
        for (const [files, parts, standing] of cases) {
          const there = await saidThere(page, slug, files, parts);
          assertEquals(there, await saidHere(slug, files, parts), standing);
          assertEquals([...new Set(there.map((each) => each.standing))], [standing]);
        }
      } finally {
        await context.close();
      }
    },
  );
}
