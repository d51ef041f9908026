/** An exercise while it is half done, and what is said of its mutants. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { type Mutants, mutantsOf } from "hb/grade/mutants.ts";
import { gradePart, type Suite } from "hb/grade/suite.ts";

/** An exercise, what it is handed out as, and how it is solved. */
export interface Exercise<A extends object> {
  readonly suite: Suite<A>;
  readonly stubs: A;
  readonly solved: A;
}

/** The exercise of a chapter. */
export async function exerciseOf<A extends object>(suite: Suite<A>): Promise<Exercise<A>> {
  const [stubs, solved] = await Promise.all(
    ["exercises", "solutions"].map((folder) =>
      answersIn(new URL(`../../${folder}/${suite.chapter}`, import.meta.url).href, suite)
    ),
  );
  return { suite, stubs: stubs!, solved: solved! };
}

/** Requires that each of these parts is done when nothing else is. */
export function assertDoneAlone<A extends object>(
  { suite, stubs, solved }: Exercise<A>,
  isAlone: (part: Suite<A>["parts"][number]) => boolean,
): void {
  for (const part of suite.parts.filter(isAlone)) {
    const name = part.name as keyof A;
    const { standing, words } = gradePart(part, { ...stubs, [name]: solved[name] });
    assertEquals(standing, "done", `${part.name}: ${words}`);
  }
}

/** Requires that a part of which one function is missing is not done yet, whichever it is. */
export function assertNotDoneYet<A extends object>({ suite, stubs, solved }: Exercise<A>): void {
  for (const part of suite.parts) {
    const name = part.name as keyof A, whole = solved[name] as object;
    for (const member of Object.keys(whole)) {
      const half = { ...whole, [member]: (stubs[name] as never)[member] };
      const { standing, words } = gradePart(part, { ...solved, [name]: half });
      assertEquals(standing, "not done yet", `${part.name} without ${member}: ${words}`);
    }
  }
}

/** Requires that every part is broken by a mutant, and that points add up to 100. */
export function assertWhole<A extends object>(suite: Suite<A>, mutants: Mutants<A>): void {
  assertEquals(Object.keys(mutants).sort(), suite.parts.map(({ name }) => name).sort());
  assertEquals(suite.parts.reduce((sum, { points }) => sum + points, 0), 100);
}

/** What comes of a part whose answer is this mutant. */
export function gradeMutant<A extends object>(
  { suite, solved }: Exercise<A>,
  mutants: Mutants<A>,
  [name, mutant]: readonly [part: keyof A, mutant: string],
): ReturnType<typeof gradePart> {
  const part = suite.parts.find((each) => each.name === name)!;
  const all = mutantsOf(solved, mutants);
  return gradePart(part, all.find((each) => each.part === name && each.name === mutant)!.answers);
}

/** A mistake: the part, the mutant, and what is said of it. */
export type Mistake<A> = readonly [part: keyof A & string, mutant: string, said: readonly string[]];

/** A test for each mistake: it is said. */
export function testMistakes<A extends object>(
  exercise: Exercise<A>,
  mutants: Mutants<A>,
  mistakes: readonly Mistake<A>[],
): void {
  for (const [name, mutant, said] of mistakes) {
    Deno.test(`part ${name}, where it is "${mutant}": it is said`, () => {
      const { standing, words = "it is done" } = gradeMutant(exercise, mutants, [name, mutant]);
      assertEquals(standing, "wrong");
      for (const text of said) assertStringIncludes(words, text);
    });
  }
}
