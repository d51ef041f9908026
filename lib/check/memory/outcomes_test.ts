/**
 * The levels against their definitions, on histories in which operations fail or never end, registers hold
 * 0, false and the empty text, and names and numbers are alike. The definitions here know nothing of `memoryOf`:
 * they try every choice of the writes that may have happened, and every order, and look at values alone.
 *
 * @module
 */

import { assertEquals, assertGreater } from "@std/assert";
import fc from "fast-check";
import type { Outcome } from "../../model/history.ts";
import { level, type LevelName } from "../levels.ts";
import { linearizableByDefinition } from "../linearizable/naive.ts";
import { register, type RegisterOutput } from "../spec/register.ts";
import type { MemoryHistory, MemoryOperation } from "./memory.ts";
import { orders } from "./stories_test.ts";

const VALUES: readonly RegisterOutput[] = [0, "", false, 1, "0"];
const KEYS = [0, "0", ""];

/** Up to so many operations; who has no answer goes on under another number. */
const histories = (most: number): fc.Arbitrary<MemoryHistory> =>
  fc.array(
    fc.record({
      process: fc.nat(2),
      writes: fc.constantFrom(true, true, false, false, false),
      key: fc.constantFrom(0, 0, 0, 1, 2),
      from: fc.nat(6),
      pause: fc.nat(2),
      lasts: fc.nat(4),
      outcome: fc.constantFrom<Outcome>("ok", "ok", "ok", "ok", "unknown", "fail"),
    }),
    { minLength: 2, maxLength: most, size: "max" },
  ).map((drawn) => {
    const names = [0, 1, 2], free = [0, 0, 0];
    let now = 0;
    return drawn.map(({ process, writes, key, from, pause, lasts, outcome }, id) => {
      const invokedAt = now = Math.max(now + pause, free[process]!);
      const endedAt = outcome === "unknown" ? Infinity : invokedAt + lasts;
      free[process] = invokedAt + lasts + 1;
      const name = names[process]!;
      if (outcome === "unknown") names[process] = name + 3;
      const written = drawn.flatMap((each, i) => each.writes && each.key === key ? [i] : []);
      const about = { id, process: name, invokedAt, endedAt, outcome };
      if (writes) {
        const value = VALUES[written.indexOf(id) % VALUES.length]!;
        // A value is written once: what would be too many is a read that failed.
        if (written.indexOf(id) >= VALUES.length) {
          return { ...about, input: { type: "read" as const, key: KEYS[key]! }, outcome: "fail" };
        }
        const output = outcome === "ok" ? { output: null } : {};
        return { ...about, input: { type: "write" as const, key: KEYS[key]!, value }, ...output };
      }
      const choice = [null, ...VALUES.slice(0, written.length), null];
      const output = outcome === "ok" ? { output: choice[from % choice.length]! } : {};
      return { ...about, input: { type: "read" as const, key: KEYS[key]! }, ...output };
    }) as MemoryOperation[];
  });

type Before = (a: MemoryOperation, b: MemoryOperation) => boolean;

const own: Before = (a, b) => a.process === b.process && a.id < b.id;
const wrote: Before = (a, b) =>
  a.input.type === "write" && b.input.type === "read" && a.input.key === b.input.key &&
  a.input.value === b.output;

/** What follows from a process's own order and from what was read, in any number of steps. */
function causes(history: MemoryHistory): Before {
  const reached = new Map(history.map((each) => [each, new Set<MemoryOperation>()]));
  for (const from of history) {
    const left = [from];
    for (let at = left.pop(); at !== undefined; at = left.pop()) {
      for (const next of history) {
        if (!(own(at, next) || wrote(at, next)) || reached.get(from)!.has(next)) continue;
        reached.get(from)!.add(next);
        left.push(next);
      }
    }
  }
  return (a, b) => reached.get(a)!.has(b);
}

/** Some order of them keeps to `before`, and in it every read returns the value last written. */
function explained(history: MemoryHistory, before: Before): boolean {
  for (const order of orders(history)) {
    const keeps = order.every((b, i) => !order.slice(i + 1).some((a) => before(a, b)));
    if (keeps && legal(order)) return true;
  }
  return false;
}

function legal(order: readonly MemoryOperation[]): boolean {
  const last = new Map<unknown, RegisterOutput>();
  return order.every(({ input, output }) => {
    if (input.type !== "write") {
      return (last.has(input.key) ? last.get(input.key) : null) === output;
    }
    last.set(input.key, input.value);
    return true;
  });
}

/** No read returns what nobody wrote, and none is a cause of what it returns. */
function grounded(history: MemoryHistory): boolean {
  const cause = causes(history);
  return history.every((each) => !cause(each, each)) &&
    history.every((read) =>
      read.input.type === "write" || read.output === null ||
      history.some((each) => wrote(each, read))
    );
}

const everyView = (history: MemoryHistory, before: Before) =>
  history.every(({ process }) =>
    explained(
      history.filter((each) => each.input.type === "write" || each.process === process),
      before,
    )
  );

function convergent(history: MemoryHistory): boolean {
  const cause = causes(history);
  const writes = history.filter(({ input }) => input.type === "write");
  for (const order of orders(writes)) {
    if (order.some((b, i) => order.slice(i + 1).some((a) => cause(a, b)))) continue;
    const right = history.every((read) => {
      if (read.input.type === "write") return true;
      const last = order.findLast((write) =>
        write.input.key === read.input.key && cause(write, read)
      );
      return last === undefined ? read.output === null : wrote(last, read);
    });
    if (right) return true;
  }
  return false;
}

/** The definitions, of histories of which every operation happened. */
const definitions: Readonly<Partial<Record<LevelName, (history: MemoryHistory) => boolean>>> = {
  "sequential": (history) => explained(history, own),
  "causal memory": (history) => everyView(history, causes(history)),
  "PRAM": (history) => everyView(history, own),
  "causal+": convergent,
};

/** Every choice of what happened: all that ended in ok, and any of the writes that have no end. */
function* happened(history: MemoryHistory): Generator<MemoryHistory> {
  const open = history.filter(({ outcome, input }) =>
    outcome === "unknown" && input.type === "write"
  );
  for (let choice = 0; choice < 1 << open.length; choice++) {
    yield history.filter((each) =>
      each.outcome === "ok" || (choice >> open.indexOf(each) & 1) === 1 && open.includes(each)
    );
  }
}

/** Requires that every level is as its definition says, on so many histories. */
export function outcomesAgree(numRuns: number): void {
  const seen = { yes: 0, no: 0, open: 0 };
  fc.assert(
    fc.property(histories(6), (history) => {
      if (history.some(({ outcome }) => outcome !== "ok")) seen.open++;
      const choices = [...happened(history)].filter(grounded);
      for (const [name, holds] of Object.entries(definitions)) {
        const expected = choices.some(holds);
        expected ? seen.yes++ : seen.no++;
        const { verdict } = level(name as LevelName).check(history);
        assertEquals(verdict, expected ? "ok" : "violation", name);
      }
      const expected = linearizableByDefinition(history, register());
      const { verdict } = level("linearizable").check(history);
      assertEquals(verdict, expected ? "ok" : "violation", "linearizable");
    }),
    { numRuns, seed: 7 },
  );
  assertGreater(Math.min(seen.yes, seen.no, seen.open), numRuns / 10);
}

Deno.test("the levels agree with their definitions where operations fail or never end", () => {
  outcomesAgree(200);
});
