/**
 * Dots and causal contexts (Preguiça, Baquero, Almeida, Fonte and Gonçalves 2010, *Dotted version vectors: logical clocks for
 * optimistic replication*). A dot names one write: who made it and its number there. A context says which writes of
 * a key somebody has seen, in one number for each writer: up to there, all of them.
 *
 * The writers are the nodes that keep copies, not clients: there are few of them, and each sees its own writes in
 * their order. That is what lets one number stand for all before it. It holds only as long as a writer knows, when
 * it makes a dot, all dots of its own on that key, or what has replaced them. So whoever may have forgotten some goes
 * on under another name.
 *
 * @module
 */

/** Who makes dots: a node, since it last forgot something. */
export type Actor = string;

/** Names one write: no two have the same. */
export interface Dot {
  /** Who made it. */
  readonly actor: Actor;
  /** Counts the writes of a node, from 1. */
  readonly count: number;
}

/** Up to which number all writes of each actor, to one key, have been seen. In the order of the actors. */
export type Context = ReadonlyMap<Actor, number>;

/** Whether a context has seen a write. */
export function covers(context: Context, { actor, count }: Dot): boolean {
  return (context.get(actor) ?? 0) >= count;
}

/** Whether a context has seen all that another one has. */
export function includes(context: Context, other: Context): boolean {
  for (const [actor, count] of other) if (!covers(context, { actor, count })) return false;
  return true;
}

/** Whether two contexts have seen the same. */
export function isSame(a: Context, b: Context): boolean {
  return a.size === b.size && includes(a, b);
}

/**
 * The least context that has seen what both have.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { joined } from "hb/replication/dynamo/versions/context.ts";
 *
 * assertEquals(joined(new Map([["a", 2]]), new Map([["b", 1], ["a", 1]])), new Map([["a", 2], ["b", 1]]));
 * ```
 */
export function joined(a: Context, b: Context): Context {
  const both = new Map(a);
  for (const [actor, count] of b) both.set(actor, Math.max(count, both.get(actor) ?? 0));
  return new Map([...both].sort(([left], [right]) => left < right ? -1 : 1));
}

/** The least context that has seen what another has, and one write more. */
export function withDot(context: Context, { actor, count }: Dot): Context {
  return joined(context, new Map([[actor, count]]));
}

/** Whether two dots are one. */
export function isDot(a: Dot, b: Dot): boolean {
  return a.actor === b.actor && a.count === b.count;
}

/** An order of dots, which means nothing: so that siblings stand everywhere in the same one. */
export function byDot(a: Dot, b: Dot): number {
  return a.actor === b.actor ? a.count - b.count : a.actor < b.actor ? -1 : 1;
}
