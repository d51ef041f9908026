/** Correct answers to exercise 05 in other styles than the solution's. */

import { assertEquals } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { gradePart } from "hb/grade/suite.ts";
import type { Answers } from "../../exercises/05-rumours/answers.ts";
import { suite } from "../../exercises/05-rumours/suite.ts";
import * as otherwise from "./rumours_otherwise.ts";
import * as trees from "./rumours_trees_otherwise.ts";

const right = await answersIn(
  new URL("../../solutions/05-rumours", import.meta.url).href,
  suite,
);
/** Records as classes are, whose functions need `this`. */
class OfClass<M extends object> {
  readonly machine: M;

  constructor(machine: M) {
    this.machine = machine;
    for (const name of Object.keys(machine) as (keyof M & string)[]) {
      Object.defineProperty(this, name, {
        value(this: OfClass<M>, ...given: unknown[]) {
          return (this.machine[name] as (...given: unknown[]) => unknown)(...given);
        },
      });
    }
  }
}

const ofClass = <M extends object>(machine: M): M => new OfClass(machine) as unknown as M;

const styles: Readonly<Record<string, Partial<Answers>>> = {
  "built otherwise": { ...otherwise, ...trees },
  "as classes": Object.fromEntries(
    Object.entries(right).map(([name, answer]) => [name, ofClass(answer as object)]),
  ),
};

for (const [style, changed] of Object.entries(styles)) {
  for (const part of suite.parts.filter(({ name }) => name in changed)) {
    Deno.test(`${part.name}, ${style}, gets all points`, () => {
      const { standing, words } = gradePart(part, { ...right, ...changed }, { shrinkRuns: 0 });
      assertEquals([standing, words], ["done", undefined]);
    });
  }
}
