import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { History } from "../../model/history.ts";
import { Pasts, type Sight } from "./past.ts";

/** What may be seen next, by three processes of which each has one operation at a time. */
const sights = fc.array(fc.record({ process: fc.nat(2), end: fc.nat(2) }), { maxLength: 20 }).map(
  (draws) => {
    const open = new Set<number>();
    return draws.flatMap(({ process, end }, at): Sight[] => {
      if (open.has(process)) {
        if (end === 2) return [];
        open.delete(process);
        return end === 0 ? [{ kind: "fail", process }] : [{ kind: "ok", process, output: at % 3 }];
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
function happened(seen: readonly Sight[]): History {
  const history: { -readonly [K in keyof History[number]]: History[number][K] }[] = [];
  seen.forEach((sight, at) => {
    const { process } = sight;
    if (sight.kind === "invoke") {
      const id = history.length;
      const begun = { id, process, input: sight.input, invokedAt: at, endedAt: Infinity };
      history.push({ ...begun, outcome: "unknown" });
      return;
    }
    const last = history.findLast((operation) => operation.process === process)!;
    if (sight.kind === "unknown") return;
    last.endedAt = at;
    last.outcome = sight.kind;
    if (sight.kind === "ok") last.output = sight.output;
  });
  return history;
}

Deno.test("a history without time keeps what ended before what, and nothing else", () => {
  fc.assert(
    fc.property(sights, (seen) => {
      const pasts = new Pasts();
      const number = seen.reduce((past, sight) => pasts.after(past, pasts.sights([sight])), 0);
      const kept = pasts.history(number), real = happened(seen);
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
  const pasts = new Pasts();
  const number = (seen: readonly Sight[]) => pasts.after(0, pasts.sights(seen));
  const [a, b]: Sight[] = [0, 1].map((process) => ({ kind: "invoke", process, input: process }));
  const [endA, endB]: Sight[] = [0, 1].map((process) => ({ kind: "fail", process }));
  assertEquals(number([a!, b!, endA!, endB!]), number([b!, a!, endB!, endA!]));
  assert(number([a!, endA!, b!, endB!]) !== number([a!, b!, endA!, endB!]));
  assert(number([a!, endA!, b!, endB!]) !== number([b!, endB!, a!, endA!]));
  const gaveUp: Sight = { kind: "unknown", process: 0 };
  assertEquals(number([a!, gaveUp]), number([a!]));
});
