/** What it costs to find one order: histories of a right register, and how much a search asks. @module */

import { LinearizabilityCheck } from "../../check/linearizable/check.ts";
import { register, type RegisterOutput } from "../../check/spec/register.ts";
import { Random } from "../../sim/random.ts";
import type { Op, Seen } from "./people.ts";

/** So many clients who are always in the middle of something, and so many operations of them all. */
export interface Busy {
  /** How many clients. */
  readonly clients: number;
  /** How many operations. */
  readonly length: number;
  /** Whether one read in the second half gets a value that nobody wrote. */
  readonly broken: boolean;
}

/** A history of one register that is right, or in which one read is wrong. */
function busyHistory(seed: number, { clients, length, broken }: Busy): Seen {
  const random = new Random(seed, "busy");
  const free = Array.from({ length: clients }, () => 10 * random.unit());
  const planned = Array.from({ length }, (_, id) => {
    const process = free.indexOf(Math.min(...free));
    const invokedAt = free[process]!;
    const endedAt = invokedAt + 5 + 10 * random.unit();
    free[process] = endedAt + random.unit();
    const effect = invokedAt + random.unit() * (endedAt - invokedAt);
    return { id, process, invokedAt, endedAt, effect, write: random.chance(0.5) };
  });
  const answers = new Map<number, RegisterOutput>();
  let held: RegisterOutput = null;
  for (const { id, write } of planned.toSorted((a, b) => a.effect - b.effect)) {
    if (write) held = id;
    answers.set(id, write ? null : held);
  }
  const spoilt = broken ? planned.findIndex(({ id, write }) => !write && id >= length / 2) : -1;
  return planned.map(({ id, write, process, invokedAt, endedAt }): Op => ({
    id,
    process,
    input: write ? { type: "write", value: id } : { type: "read" },
    output: id === spoilt ? -1 : answers.get(id)!,
    invokedAt,
    endedAt,
    outcome: "ok",
  }));
}

// Where it does not say that it is a register, it has to be searched; where it does not say what reads, a read
// is a choice like any other.
const { asRegister: _, ...searched } = register();
const { readsOnly: __, ...plain } = searched;

/**
 * Two searches: Wing and Gong's with Lowe's memory and nothing else, and the library's, in which a read that
 * fits is taken at once. (The other rules of the library's have no work here, where every operation is answered.)
 */
export type Searched = "plain" | "reads at once";

/** How often a search asks the specification for each operation: the mean of ten histories. */
export function questions(busy: Busy, search: Searched): number {
  const spec = search === "plain" ? plain : searched;
  let steps = 0;
  for (let seed = 1; seed <= 10; seed++) {
    const check = new LinearizabilityCheck(busyHistory(seed, busy), spec);
    const verdict = check.advance(1e7)?.verdict;
    if (verdict !== (busy.broken ? "violation" : "ok")) {
      throw new Error(`Cannot count because a verdict must be right: given ${verdict}`);
    }
    steps += check.steps;
  }
  return steps / (10 * busy.length);
}
