/** A protocol in which something is done otherwise: the smallest way to plant a bug. @module */

import type { From, Handlers, Io, Protocol, Tagged } from "../model/protocol.ts";

/** The parts of a protocol that are replaced; all others stay as they are. */
export interface ProtocolChange<S, M extends Tagged, T extends Tagged = never, R = never> {
  /** Another way to be born, or to come back. */
  readonly start?: Protocol<S, M, T, R>["start"];
  /** Other handlers of messages. */
  readonly upon?: Partial<Handlers<S, M, From, Io<M, T, R>>>;
  /** Other handlers of timers. */
  readonly after?: Partial<Handlers<S, T, unknown, Io<M, T, R>>>;
  /** Another way to compact a journal. */
  readonly compact?: NonNullable<Protocol<S, M, T, R>["compact"]>;
}

/**
 * The protocol with the parts of `change` in the place of its own.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { changed } from "hb/kit/change.ts";
 * import type { Protocol } from "hb/model/protocol.ts";
 * import { step } from "hb/model/step.ts";
 *
 * type Message = { type: "count" };
 * const counter: Protocol<{ n: number }, Message> = {
 *   start: () => ({ n: 0 }),
 *   upon: { count: (s) => void s.n++ },
 * };
 * const double = changed(counter, { upon: { count: (s) => void (s.n += 2) } });
 * const count = { kind: "message", from: 0, message: { type: "count" } } as const;
 * assertEquals(step(double, { n: 1 }, count, { self: 0, nodes: 1 }).state, { n: 3 });
 * ```
 */
export function changed<S, M extends Tagged, T extends Tagged = never, R = never>(
  protocol: Protocol<S, M, T, R>,
  change: ProtocolChange<S, M, T, R> = {},
): Protocol<S, M, T, R> {
  const { start, upon, after, compact } = change;
  return {
    ...protocol,
    ...(start === undefined ? {} : { start }),
    upon: { ...protocol.upon, ...upon },
    ...(protocol.after === undefined ? {} : { after: { ...protocol.after, ...after } }),
    ...(compact === undefined ? {} : { compact }),
  };
}
