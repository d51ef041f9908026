/** Which events are known: all of a name up to a number, and single ones beyond it. */

import type { Name } from "../../exercises/08-convergence/given.ts";

/** Names an event: the `count`-th of `name`. */
export interface Dot {
  readonly name: Name;
  readonly count: number;
}

/** The events that are known. */
export interface Context {
  /** All up to this number. */
  readonly upTo: ReadonlyMap<Name, number>;
  /** Others, beyond a gap. */
  readonly beyond: readonly Dot[];
}

export const emptyContext: Context = { upTo: new Map(), beyond: [] };

/** The context of these events. */
export const contextOf = (dots: readonly Dot[]): Context =>
  compact(new Map(), dots.map(({ name, count }) => ({ name, count })));

export const joined = (a: Context, b: Context): Context => {
  const upTo = new Map(a.upTo);
  for (const [name, count] of b.upTo) upTo.set(name, Math.max(count, upTo.get(name) ?? 0));
  return compact(upTo, [...a.beyond, ...b.beyond]);
};

export const knows = ({ upTo, beyond }: Context, { name, count }: Dot): boolean =>
  count <= (upTo.get(name) ?? 0) ||
  beyond.some((each) => each.name === name && each.count === count);

/** The number of a name's next event. */
export const nextOf = ({ upTo, beyond }: Context, name: Name): number =>
  1 + Math.max(
    upTo.get(name) ?? 0,
    ...beyond.flatMap((each) => each.name === name ? [each.count] : []),
  );

function compact(upTo: Map<Name, number>, dots: readonly Dot[]): Context {
  const beyond: Dot[] = [];
  for (const dot of [...dots].sort((a, b) => a.count - b.count)) {
    const { name, count } = dot, before = upTo.get(name) ?? 0;
    const isThere = beyond.some((each) => each.name === name && each.count === count);
    if (count === before + 1) upTo.set(name, count);
    else if (count > before && !isThere) beyond.push(dot);
  }
  return { upTo, beyond };
}

/** Whether `b` knows all that `a` knows. */
export const isWithin = (a: Context, b: Context): boolean =>
  [...a.upTo].every(([name, count]) => count <= (b.upTo.get(name) ?? 0)) &&
  a.beyond.every((dot) => knows(b, dot));
