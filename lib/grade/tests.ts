/** A suite as ordinary tests, for plain `deno test`. @module */

import { answersOf, type Exported } from "./answers.ts";
import { importsSeenIn, resolvedIn, whyNotImport } from "./may_import.ts";
import { explainPart } from "./report.ts";
import { gradePart, type Suite } from "./suite.ts";

/**
 * How a test imports the files beside it, by their names without `.ts`. It is the test that imports them, by
 * templates that Deno can follow: then reading them takes no permission.
 */
export interface Beside {
  /** As a module. */
  load(name: string): Promise<Exported>;
  /** As a text. */
  text(name: string): Promise<{ readonly default: string }>;
}

/**
 * Registers a test for each part of a suite, of the answers beside it. A part that has not been begun is
 * ignored, and its name says so; a wrong one fails with the seed, the schedule and the command that replays
 * it. Throws where an answer imports what it may not.
 */
export async function testAnswers<A>(suite: Suite<A>, { load, text }: Beside): Promise<void> {
  await assertImports(suite, async (name) => (await text(name)).default);
  const answers = await answersOf((file) => load(file.replace(/\.ts$/, "")), suite);
  for (const part of suite.parts) {
    const name = `${suite.chapter} part ${part.number}: ${part.title}`;
    const result = gradePart(part, answers);
    if (result.standing === "not done yet") {
      Deno.test({ name: `${name} (not done yet)`, ignore: true, fn() {} });
    } else {
      Deno.test(name, () => {
        if (result.standing === "wrong") throw new Error(explainPart(suite.chapter, result));
      });
    }
  }
}

/** Throws where an answer, or a file of its own that it imports, imports what it may not. */
export async function assertImports<A>(
  suite: Suite<A>,
  text: (name: string) => Promise<string>,
): Promise<void> {
  const left = suite.parts.map(({ file }) => file), seen = new Set(suite.given);
  for (let file = left.shift(); file !== undefined; file = left.shift()) {
    if (seen.has(file) || !file.endsWith(".ts")) continue;
    seen.add(file);
    // What is not there is told by whoever imports it.
    const source = await text(file.replace(/\.ts$/, "")).catch(() => "");
    for (const each of importsSeenIn(source)) {
      const why = whyNotImport(file, each, suite);
      if (why !== undefined) throw new Error(`Cannot judge ${file} because ${why}`);
      const own = /^\.\.?\//.test(each.specifier) ? resolvedIn(file, each.specifier) : undefined;
      if (own !== undefined) left.push(own);
    }
  }
}
