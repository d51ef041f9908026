/**
 * Regular registers (Lamport 1986, *On interprocess communication*, part II; with several writers in the weakest of the
 * senses of Shao, Welch, Pierce and Lee 2011, *Multiwriter consistency conditions for shared memory registers*): a read
 * returns a write that was under way at the same time, or one that no other had followed when the read began. Two reads
 * one after the other may return a new value and then an old one, as long as the new one's write has not ended.
 *
 * @module
 */

import type { History, Operation } from "../../model/history.ts";
import { type Invariant, whenOneEnds } from "../../model/invariant.ts";
import type { Ask, Key, Value } from "../register/register.ts";

/** What clients saw of registers. */
export type RegisterHistory = History<Ask, Value>;
type Access = Operation<Ask, Value>;

/**
 * What breaks regularity, as a sentence; undefined when nothing does. No value may be written twice to a register.
 *
 * @example New and then old, while the write is under way: regular, though not atomic
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { irregular } from "hb/replication/abd/regular.ts";
 *
 * const write = { type: "write", key: "x", value: 1 } as const, read = { type: "read", key: "x" } as const;
 * const under = { id: 0, process: 0, input: write, invokedAt: 0, endedAt: Infinity, outcome: "unknown" } as const;
 * const reads = [1, null].map((output, i) => ({
 *   id: 1 + i,
 *   process: 1,
 *   input: read,
 *   output,
 *   invokedAt: 10 + 10 * i,
 *   endedAt: 15 + 10 * i,
 *   outcome: "ok" as const,
 * }));
 * assertEquals(irregular([under, ...reads]), undefined);
 * const ended = { ...under, endedAt: 18, outcome: "ok" as const, output: null };
 * assertEquals(irregular([ended, ...reads]), "a read of x returns nothing, though 1 had been written before it began");
 * ```
 */
export function irregular(history: RegisterHistory): string | undefined {
  const writes = new Map<Key, Access[]>();
  for (const each of history) {
    if (each.input.type !== "write" || each.outcome === "fail") continue;
    const { key } = each.input;
    writes.set(key, [...writes.get(key) ?? [], each]);
  }
  for (const each of history) {
    if (each.input.type !== "read" || each.outcome !== "ok") continue;
    const wrong = wrongWith(each, writes.get(each.input.key) ?? []);
    if (wrong !== undefined) return `a read of ${each.input.key} returns ${wrong}`;
  }
  return undefined;
}

function wrongWith(read: Access, writes: readonly Access[]): string | undefined {
  const output = read.output ?? null;
  const source = writes.find(({ input }) => input.type === "write" && input.value === output);
  if (source === undefined && output !== null) return `${output}, which nobody wrote`;
  if (source !== undefined && read.endedAt < source.invokedAt) {
    return `${output}, which was written after it had ended`;
  }
  const between = writes.find(({ invokedAt, endedAt }) =>
    (source === undefined || source.endedAt < invokedAt) && endedAt < read.invokedAt
  );
  if (between === undefined) return undefined;
  const { value } = between.input as Ask & { type: "write" };
  return `${output ?? "nothing"}, though ${value} had been written ` +
    (source === undefined ? "before it began" : "after that and before it began");
}

/** Every read returns a write that was under way, or the last before it. */
export const regular: Invariant<unknown> = whenOneEnds({
  name: "regular",
  words:
    "a read returns a write that is under way, or one that no other had followed when it began",
  check({ history }) {
    const words = irregular(history as RegisterHistory);
    return words === undefined ? undefined : { words, nodes: [] };
  },
});
