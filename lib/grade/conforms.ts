/** A reader's service before the conformance suite of its family, which the book's own services pass too. @module */

import type { Suite } from "../laboratory/conformance/guarantee.ts";
import type { Service } from "../laboratory/conformance/service.ts";
import { happenedIn } from "../sim/happened.ts";
import type { Grading } from "./grading.ts";

/** Is shown each run of a service that is over. */
export type Shown = NonNullable<Service<unknown, unknown>["shown"]>;

/**
 * Requires all guarantees of a suite, which is called `family`: "registers, 3 nodes". `make` makes the service, and one
 * that shows its runs where that is wanted: the run that breaks a guarantee is drawn.
 */
export function conforms<S>(
  { guarantees }: Suite<S>,
  family: string,
  make: (wanted: { readonly shown?: Shown }) => S,
  grading: Grading,
): void {
  const service = make({});
  for (const { name, breach } of guarantees) {
    const words = `the conformance suite of ${family}: ${name}`;
    grading.busyWith(() => words);
    const found = grading.asked(() => breach(service), () => words);
    if (found === undefined) continue;
    // Once more, to draw the run: the one that went wrong is the last.
    let last: Parameters<Shown> | undefined;
    breach(make({ shown: (...run) => void (last = run) }));
    const problem = `${words} – but ${found}`;
    if (last === undefined) return grading.expect(false, problem);
    const [{ now, trace }, seed] = last;
    const happened = happenedIn(trace);
    grading.wentWrong(problem, { seed, at: now, rule: name, breach: found, happened, trace });
  }
}
