import text from "./session.md" with { type: "text" };
import { shown, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { type Arbitration, inWords, type Memory, memory } from "../memory.ts";
import { drawings } from "hb/laboratory/memory/histories.ts";

export const session = task<Answers>(text, ({ session }, grading) => {
  const drawn = drawings(150, { processes: 2, operations: 8, keys: ["x", "y"], stale: 0.2 });
  const cases = drawn.map((history, at) => ({
    history,
    arbitration: arbitrated(history, at + 1),
  }));
  for (const [name, by] of guarantees) {
    grading.forAll(cases, ({ history, arbitration }) => {
      const right = holds(history, arbitration, by);
      const order = [...arbitration].map(([key, values]) => `${key}: ${values.join(" ")}`);
      grading.expect(
        session[name](shown(history), shown(arbitration)) === right,
        `${name} must be ${right} for ${inWords(history)}, arbitrated ${order.join("; ")}`,
      );
    });
  }
  const own = memory("0 w x 1, 0 r x -");
  grading.expect(
    session.readsMonotonically(own, new Map([["x", [1]]])),
    "reads are monotonic where there is only one of them, whatever was written",
  );
});

const guarantees = [["readsItsWrites", "write"], ["readsMonotonically", "read"]] as const;

/** Mostly in the order of time, now and then with two neighbours the other way round. */
function arbitrated(history: Memory, seed: number): Arbitration {
  const order = new Map<string, number[]>();
  for (const { input } of history) {
    if (input.type === "write") order.set(input.key, [...order.get(input.key) ?? [], input.value]);
  }
  if (seed % 3 === 0) {
    for (const values of order.values()) values.splice(0, 2, ...values.slice(0, 2).reverse());
  }
  return order;
}

/** Tries each pair: something that sets a mark, and a later read that falls behind it. */
function holds(history: Memory, arbitration: Arbitration, by: "read" | "write"): boolean {
  const age = (key: string, value: number | null) =>
    value === null ? -1 : arbitration.get(key)!.indexOf(value);
  return history.every((read, at) => {
    const { input, process, output } = read;
    if (input.type !== "read") return true;
    return history.slice(0, at).every((mark) => {
      if (mark.process !== process || mark.input.key !== input.key || mark.input.type !== by) {
        return true;
      }
      const value = mark.input.type === "write" ? mark.input.value : mark.output!;
      return age(input.key, output!) >= age(input.key, value);
    });
  });
}
