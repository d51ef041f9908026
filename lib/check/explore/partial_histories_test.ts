import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { History } from "../../model/history.ts";
import { type Observation, PartialHistories } from "./partial_histories.ts";

/** What may be seen next, by three processes of which each has one operation at a time. */
const observations = fc.array(fc.record({ process: fc.nat(2), end: fc.nat(2) }), {
  maxLength: 20,
  size: "max",
})
  .map(
    (draws) => {
      const open = new Set<number>();
      return draws.flatMap(({ process, end }, at): Observation[] => {
        if (open.has(process)) {
          if (end === 2) return [];
          open.delete(process);
          return end === 0
            ? [{ kind: "fail", process }]
            : [{ kind: "ok", process, output: at % 3 }];
        }
        open.add(process);
        return [{ kind: "invoke", process, input: at }];
      });
    },
  );

/** Which operation had ended when which other one began, by their inputs. */
function order(history: History): Set<string> {
  return new Set(
    history.flatMap((a) =>
      history.filter((b) => a.endedAt < b.invokedAt).map((b) => `${a.input} ${b.input}`)
    ),
  );
}

/** The history as it happened. */
function happened(seen: readonly Observation[]): History {
  const history: { -readonly [K in keyof History[number]]: History[number][K] }[] = [];
  seen.forEach((observation, at) => {
    const { process } = observation;
    if (observation.kind === "invoke") {
      const id = history.length;
      const begun = { id, process, input: observation.input, invokedAt: at, endedAt: Infinity };
      history.push({ ...begun, outcome: "unknown" });
      return;
    }
    const last = history.findLast((operation) => operation.process === process)!;
    if (observation.kind === "unknown") return;
    last.endedAt = at;
    last.outcome = observation.kind;
    if (observation.kind === "ok") last.output = observation.output;
  });
  return history;
}

Deno.test("a history without time keeps what ended before what, and nothing else", () => {
  fc.assert(
    fc.property(observations, (seen) => {
      const histories = new PartialHistories();
      const number = seen.reduce(
        (past, observation) => histories.after(past, histories.observations([observation])),
        0,
      );
      const kept = histories.history(number), real = happened(seen);
      assertEquals(order(kept), order(real));
      const plain = (history: History) =>
        history.map(({ process, input, outcome, output }) => ({ process, input, outcome, output }))
          .sort((a, b) => (a.input as number) - (b.input as number));
      assertEquals(plain(kept), plain(real));
      assertEquals(kept.map(({ id }) => id), kept.map((_, i) => i));
      assert(kept.every(({ invokedAt }, i) => i === 0 || kept[i - 1]!.invokedAt < invokedAt));
    }),
    { numRuns: 500 },
  );
});

Deno.test("histories that agree on what ended before what are one", () => {
  const histories = new PartialHistories();
  const number = (seen: readonly Observation[]) => histories.after(0, histories.observations(seen));
  const [a, b]: Observation[] = [0, 1].map((process) => ({
    kind: "invoke",
    process,
    input: process,
  }));
  const [endA, endB]: Observation[] = [0, 1].map((process) => ({ kind: "fail", process }));
  assertEquals(number([a!, b!, endA!, endB!]), number([b!, a!, endB!, endA!]));
  assert(number([a!, endA!, b!, endB!]) !== number([a!, b!, endA!, endB!]));
  assert(number([a!, endA!, b!, endB!]) !== number([b!, endB!, a!, endA!]));
  const gaveUp: Observation = { kind: "unknown", process: 0 };
  assertEquals(number([a!, gaveUp]), number([a!]));
});
