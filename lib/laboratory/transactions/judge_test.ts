import { assertEquals } from "@std/assert";
import type { Step, Transaction } from "../../check/isolation/transaction.ts";
import { judge } from "./judge.ts";

/** What one transaction did, and whether its end is not known. */
interface Did {
  readonly steps: readonly Step[];
  readonly lost?: true;
}

/** Transactions one after another, all committed but those that end otherwise. */
function told(...all: readonly Did[]): Transaction[] {
  return all.map(({ steps, lost }, id) => ({
    ...{ id, process: id, input: steps, invokedAt: 2 * id },
    ...(lost ? {} : { output: steps }),
    ...{ endedAt: lost ? Infinity : 2 * id + 1, outcome: lost ? "unknown" : "ok" },
  }));
}

const read = (key: string, value: string | null): Step => ({ type: "read", key, value });
const write = (key: string, value: string): Step => ({ type: "write", key, value });

Deno.test("a bank whose accounts do not add up has a fault, however well its transactions look", () => {
  const bank = { model: "rw-register", keys: ["a", "b"] } as const;
  const opening = { steps: [write("a", "1000#opening"), write("b", "1000#opening")] };
  const half = { steps: [read("a", "1000#opening"), write("a", "990#t1")] };
  const seen = { steps: [read("a", "990#t1"), read("b", "1000#opening")] };
  assertEquals(judge("bank", bank, told(opening, half, seen)).faults, [
    "T2 adds up to 1990, not to 2000",
  ]);
});

Deno.test("a counter counts all that committed, and may count those whose end is unknown", () => {
  const counter = { model: "rw-register", keys: ["c"] } as const;
  const add = (from: string | null, to: string, lost?: true) => ({
    ...{ steps: [read("c", from), write("c", to)] },
    ...(lost ? { lost } : {}),
  });
  const ends = (...all: readonly Did[]) => judge("lost update", counter, told(...all)).faults;
  const [one, two] = [add(null, "1#t1"), add("1#t1", "2#t2", true)];
  assertEquals(ends(one, two, { steps: [read("c", "2#t2")] }), []);
  assertEquals(ends(one, two, { steps: [read("c", "1#t1")] }), []);
  assertEquals(ends(one, add(null, "1#t2"), { steps: [read("c", "1#t2")] }), [
    "c ends at 1, and not at 2, as so many transactions counted",
  ]);
  assertEquals(ends(one, two, { steps: [read("c", null)] }), [
    "c ends at 0, and not at 1 to 2, as so many transactions counted",
  ]);
});
