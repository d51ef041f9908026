/** Who gives way when there are too many clients. @module */

/** A client's connection, as far as room goes. */
export interface Lodger {
  /** The address that it comes from, without the port. */
  readonly hostname: string;
  /** When it last asked for something, pings apart. */
  readonly askedAt: number;
}

/**
 * The client that has asked nothing for longest, of the address with the most of these; of the newcomer's
 * own, if none has more. So one address cannot take the room of all. `undefined` when there is none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { whoGivesWay } from "hb/host/room.ts";
 *
 * const [a, b, c] = [["a", 1], ["b", 3], ["b", 2]].map(([hostname, askedAt]) =>
 *   ({ hostname: String(hostname), askedAt: Number(askedAt) })
 * );
 * assertEquals(whoGivesWay([a!, b!, c!], "a"), c);
 * assertEquals(whoGivesWay([a!, b!], "a"), a);
 * ```
 */
export function whoGivesWay<L extends Lodger>(idle: Iterable<L>, newcomer: string): L | undefined {
  const crowds = [...Map.groupBy(idle, ({ hostname }) => hostname).values()];
  const most = Math.max(0, ...crowds.map(({ length }) => length));
  const largest = crowds.filter(({ length }) => length === most);
  const crowd = largest.find(([first]) => first!.hostname === newcomer) ?? largest[0];
  return crowd?.reduce((a, b) => a.askedAt <= b.askedAt ? a : b);
}
