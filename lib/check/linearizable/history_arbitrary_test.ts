/** Random tiny histories: any inputs, any answers, any overlap, any outcome. @module */

import fc from "fast-check";
import type { History, Operation, Outcome } from "../../model/history.ts";

/** Histories of up to six operations of up to four processes, on a clock of few instants. */
export function randomHistory<I, O>(
  inputs: fc.Arbitrary<I>,
  outputs: fc.Arbitrary<O>,
): fc.Arbitrary<History<I, O>> {
  const operation = fc.record({
    process: fc.nat(3),
    pause: fc.nat(2),
    duration: fc.nat(4),
    input: inputs,
    output: outputs,
    outcome: fc.constantFrom<Outcome>("ok", "ok", "ok", "ok", "unknown", "fail"),
  });
  return fc.array(operation, { maxLength: 6 }).map((drawn) => {
    const free = new Map<number, number>();
    const history = drawn.map(({ process, pause, duration, input, output, outcome }, id) => {
      const invokedAt = (free.get(process) ?? 0) + pause;
      const endedAt = invokedAt + duration;
      free.set(process, endedAt);
      const rest = outcome === "ok" ? { output } : {};
      return {
        id,
        // Who never got an answer goes on under a new name.
        process: outcome === "unknown" ? 100 + id : process,
        input,
        invokedAt,
        endedAt: outcome === "unknown" ? Infinity : endedAt,
        outcome,
        ...rest,
      } as Operation<I, O>;
    });
    return history.sort((a, b) => a.invokedAt - b.invokedAt).map((each, id) => ({ ...each, id }));
  });
}
