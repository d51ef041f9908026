/**
 * A few named registers, kept by several nodes and served in ever weaker ways. Clients sit at nodes and
 * ask them to read and to write; the files beside this one differ in what an answer promises, and so in
 * what it costs to give one.
 *
 * Nodes do not crash here and no message arrives twice; messages may be late, out of order or lost.
 *
 * @module
 */

/** Names a register. */
export type Key = string | number;

/** What a register may hold; `null` before the first write. */
export type Value = string | number | boolean | null;

/** What a client asks of the node that it sits at. */
export type Ask =
  /** A client → its node: what does this register hold? The answer is its value. */
  | { readonly type: "read"; readonly key: Key }
  /** A client → its node: let this register hold that. The answer is `null`. */
  | { readonly type: "write"; readonly key: Key; readonly value: Value };

/** What each register holds. */
export type Registers = Map<Key, Value>;

/** Performs a request on one copy of the registers, and returns the answer. */
export function perform(registers: Registers, ask: Ask): Value {
  if (ask.type === "read") return registers.get(ask.key) ?? null;
  registers.set(ask.key, ask.value);
  return null;
}
