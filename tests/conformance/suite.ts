/**
 * Conformance suites: what every member of a family promises, said once (in the manner of the shared suite of
 * Hono's routers). A suite knows its subjects through a small interface alone. A guarantee is a function
 * that looks for a breach, so that the same suite can be pointed at wrong subjects, and must find them out.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import type { Soon } from "hb/storage/engine/engine.ts";

export type { Guarantee, Suite } from "hb/laboratory/conformance/guarantee.ts";

/** A suite that may wait for its subjects. */
export interface PatientSuite<S> {
  /** What its members are called. */
  readonly family: string;
  /** All that they promise. */
  readonly guarantees: readonly {
    readonly name: string;
    breach(subject: S): Soon<string | undefined>;
  }[];
}

/** Whatever a suite is pointed at has a name. */
export interface Named {
  readonly name: string;
  /** The guarantees that it cannot give, by their names, and why: that they are broken is tested, too. */
  readonly lacks?: Readonly<Record<string, string>>;
  /** What its tests may do; default: what the process may. */
  readonly permissions?: Deno.PermissionOptionsObject;
}

/** A row of the table: a suite, and who must conform to it. */
export interface Row {
  test(): void;
}

/** Whoever must conform to a suite. */
export function row<S extends Named>(suite: PatientSuite<S>, subjects: readonly S[]): Row {
  return {
    test() {
      for (const subject of subjects) {
        const { lacks = {}, permissions = "inherit" } = subject;
        const names = suite.guarantees.map(({ name }) => name);
        const unknown = Object.keys(lacks).filter((name) => !names.includes(name));
        if (unknown.length > 0) {
          throw new Error(`${subject.name} lacks what nobody asks: ${unknown}`);
        }
        for (const { name, breach } of suite.guarantees) {
          const why = lacks[name], how = why === undefined ? "" : `: lacking, as ${why}`;
          Deno.test({
            name: `${suite.family}: ${subject.name}: ${name}${how}`,
            permissions,
            async fn() {
              const found = await breach(subject);
              if (why === undefined) assertEquals(found, undefined);
              else assert(found !== undefined, "it is not lacking any more");
            },
          });
        }
      }
    },
  };
}

/** The names of all guarantees that a subject breaks. */
export async function broken<S>(suite: PatientSuite<S>, subject: S): Promise<string[]> {
  const names = [];
  for (const { name, breach } of suite.guarantees) {
    if (await breach(subject) !== undefined) names.push(name);
  }
  return names;
}

/** A subject that is wrong, and the guarantees that it breaks, all of them. */
export type Control<S> = readonly [subject: S, breaks: readonly string[]];

/** A control; guarantees by their numbers in the suite, from 0. */
export function control<S>(
  { guarantees }: PatientSuite<S>,
  subject: S,
  ...breaks: number[]
): Control<S> {
  return [subject, breaks.map((number) => guarantees[number]!.name)];
}

/**
 * Tests that a suite finds out wrong subjects, and accuses them of nothing else; and that each guarantee
 * can be broken.
 */
export function testControls<S extends Named>(
  suite: PatientSuite<S>,
  controls: readonly Control<S>[],
): void {
  for (const [subject, breaks] of controls) {
    Deno.test(`${suite.family}: ${subject.name} is found out`, async () => {
      assertEquals(await broken(suite, subject), breaks);
    });
  }
  Deno.test(`${suite.family}: every guarantee is broken by a control`, () => {
    const found = new Set(controls.flatMap(([, breaks]) => breaks));
    assertEquals(suite.guarantees.map(({ name }) => name).filter((name) => !found.has(name)), []);
  });
}
