/**
 * Whether two processes can agree by registers (Herlihy 1991, *Wait-free synchronization*: they cannot, and with
 * compare-and-set they can). All orders of their steps are gone through. Each process tells all that it knows: it writes
 * its view into its own register, reads the other's, and that is its next view. Whatever a protocol of so many
 * writes and reads in turn decides, it decides by such a view.
 *
 * @module
 */

import { assertWhole } from "../../asked.ts";

/** What processes do: write and read in turn, or write once and then try to be the first by compare-and-set. */
export type Means = "registers" | "compare-and-set";

/** What came of all orders. */
export interface Agreement {
  /** How many orders of steps there are. */
  readonly orders: number;
  /** How many views two processes can end with. */
  readonly views: number;
  /**
   * Views, each of which can come together with the next, so that both must decide alike: from P's where it was alone
   * and must decide for itself to Q's where Q was. Null: there is no such chain, and they can agree.
   */
  readonly chain: readonly string[] | null;
}

/** By registers, with one to four rounds, and by compare-and-set. */
export function agreements(): readonly (Agreement & {
  /** By what. */
  readonly means: Means;
  /** How often each writes and reads. */
  readonly rounds: number;
})[] {
  const all = [1, 2, 3, 4].map((rounds) => ["registers", rounds] as const);
  return [...all, ["compare-and-set", 1] as const].map(([means, rounds]) => ({
    means,
    rounds,
    ...agreement(means, rounds),
  }));
}

type Name = "P" | "Q";

/** Goes through all orders of two processes that write and read so many times each. */
export function agreement(means: Means, rounds: number): Agreement {
  assertWhole("go through all orders", { rounds }, 1, 4);
  const steps = 2 * (means === "registers" ? rounds : 1);
  const ends = [...ordersOf(steps, steps)].map((order) => viewsAfter(order, means));
  const together = new Map<string, Set<string>>();
  const link = (a: string, b: string) => together.set(a, (together.get(a) ?? new Set()).add(b));
  for (const { P, Q } of ends) {
    link(P, Q);
    link(Q, P);
  }
  // In the first order P takes all of its steps before Q's, in the last one Q.
  return {
    orders: ends.length,
    views: together.size,
    chain: shortest(together, ends[0]!.P, ends.at(-1)!.Q),
  };
}

function* ordersOf(p: number, q: number): Generator<readonly Name[]> {
  if (p + q === 0) yield [];
  if (p > 0) { for (const rest of ordersOf(p - 1, q)) yield ["P", ...rest]; }
  if (q > 0) { for (const rest of ordersOf(p, q - 1)) yield ["Q", ...rest]; }
}

/** What each has seen in the end, in words: "P(Q)" has read what Q had written, "P(–)" nothing. */
function viewsAfter(order: readonly Name[], means: Means): Readonly<Record<Name, string>> {
  const views = { P: "P", Q: "Q" }, registers = { P: "–", Q: "–" }, taken = { P: 0, Q: 0 };
  let winner: Name | undefined;
  for (const who of order) {
    const other = who === "P" ? "Q" : "P";
    if (taken[who]++ % 2 === 0) registers[who] = views[who];
    else if (means === "registers") {
      views[who] = `${who}${inBrackets(views[who], who)}(${registers[other]})`;
    } else {
      winner ??= who;
      views[who] = `${who}: ${winner} was first`;
    }
  }
  return views;
}

/** What a view says after its name. */
function inBrackets(view: string, who: Name): string {
  return view.slice(who.length);
}

function shortest(
  together: ReadonlyMap<string, ReadonlySet<string>>,
  from: string,
  to: string,
): readonly string[] | null {
  const before = new Map<string, string | null>([[from, null]]);
  for (const view of before.keys()) {
    for (const next of together.get(view)!) if (!before.has(next)) before.set(next, view);
  }
  if (!before.has(to)) return null;
  const chain: string[] = [];
  for (let at: string | null = to; at !== null; at = before.get(at)!) chain.unshift(at);
  return chain;
}
