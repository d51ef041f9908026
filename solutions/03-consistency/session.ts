/** Part 3: a mark for each process and register, which reads must not fall behind. @module */

import type { Arbitration, Memory, Session } from "../../exercises/03-consistency/memory.ts";

export const session: Session = {
  readsItsWrites: (history, arbitration) => staysAbove(history, arbitration, "write"),
  readsMonotonically: (history, arbitration) => staysAbove(history, arbitration, "read"),
};

function staysAbove(history: Memory, arbitration: Arbitration, by: "read" | "write"): boolean {
  const marks = new Map<string, number>();
  return history.every(({ process, input, output }) => {
    const value = input.type === "write" ? input.value : output;
    const age = value === null ? -1 : arbitration.get(input.key)!.indexOf(value);
    const name = `${process} ${input.key}`;
    const mark = marks.get(name) ?? -1;
    if (input.type === by) marks.set(name, Math.max(mark, age));
    return input.type === "write" || age >= mark;
  });
}
