/**
 * Conformance suites: what every member of a family promises, said once (in the manner of the shared suite of
 * Hono's routers). A suite knows its subjects through a small interface alone. A guarantee is a function
 * that looks for a breach, so that the same suite can be pointed at wrong subjects, and must find them out.
 *
 * @module
 */

import { assertEquals } from "@std/assert";

/** Something that every subject of a family promises. */
export interface Guarantee<S> {
  /** A short name, in the field's words. */
  readonly name: string;
  /** What breaks it, in words; undefined when nothing was found. */
  breach(subject: S): string | undefined;
}

/** What a family promises. */
export interface Suite<S> {
  readonly family: string;
  readonly guarantees: readonly Guarantee<S>[];
}

/** Whatever a suite is pointed at has a name. */
export interface Named {
  readonly name: string;
}

/** A row of the table: a suite, and who must conform to it. */
export interface Row {
  test(): void;
}

/** Whoever must conform to a suite. */
export function row<S extends Named>(suite: Suite<S>, subjects: readonly S[]): Row {
  return {
    test() {
      for (const subject of subjects) {
        for (const { name, breach } of suite.guarantees) {
          Deno.test(`${suite.family}: ${subject.name}: ${name}`, () => {
            assertEquals(breach(subject), undefined);
          });
        }
      }
    },
  };
}

/** The names of all guarantees that a subject breaks. */
export function broken<S>(suite: Suite<S>, subject: S): string[] {
  return suite.guarantees.filter(({ breach }) => breach(subject) !== undefined).map(({ name }) =>
    name
  );
}

/** A subject that is wrong, and the guarantees that it breaks, all of them. */
export type Control<S> = readonly [subject: S, breaks: readonly string[]];

/** Tests that a suite finds out wrong subjects, and accuses them of nothing else. */
export function testControls<S extends Named>(
  suite: Suite<S>,
  controls: readonly Control<S>[],
): void {
  for (const [subject, breaks] of controls) {
    Deno.test(`${suite.family}: ${subject.name} is found out`, () => {
      assertEquals(broken(suite, subject), breaks);
    });
  }
}
