/**
 * The queues at the sending sides of links. A link with a bandwidth sends one message after another, and
 * what is sent faster than they leave waits its turn; where a queue is full, what comes is dropped.
 *
 * @module
 */

import type { NodeId } from "../model/protocol.ts";
import type { LinkOptions, NetworkOptions } from "./network_options.ts";

/** How fast messages leave, and how many bytes may wait. */
interface Rate {
  readonly bandwidth: number;
  readonly queueLimit: number;
}

/** Times are multiples of 1 / this, in ms. */
const GRID = 1024;

/** Bytes that the rounding of numbers may add to what waits. */
const ROUNDING = 1e-6;

/** The queues of all links. */
export class SendQueues {
  /** False when every message leaves at once, whatever its size. */
  limited = false;
  #default!: Rate;
  readonly #links = new Map<number, Rate>();
  /** Types that do not share the queue of their link. */
  readonly #types = new Map<string, Rate>();
  /** When all that was sent so far has left, in ms, by type ("" for those that share) and link. */
  readonly #free = new Map<string, Map<number, number>>();

  /** From now on messages leave as these options have it. Throws on rates that cannot be. */
  reshape(options: NetworkOptions): void {
    this.#default = rate(options, { bandwidth: Infinity, queueLimit: Infinity });
    this.#links.clear();
    this.#types.clear();
    for (const link of options.links ?? []) {
      this.#links.set(linkKey(link.from, link.to), rate(link, this.#default));
    }
    for (const [type, link] of Object.entries(options.types ?? {})) {
      if (link.bandwidth === undefined && link.queueLimit === undefined) continue;
      this.#types.set(type, rate(link, this.#default));
    }
    const all = [this.#default, ...this.#links.values(), ...this.#types.values()];
    this.limited = all.some(({ bandwidth }) => bandwidth < Infinity);
  }

  /**
   * How long it takes from `now` until a message of `bytes` has left, those before it included; `Infinity`
   * when it does not fit into the queue any more, unless that is `endless`.
   */
  pass(
    from: NodeId,
    to: NodeId,
    now: number,
    type: string | undefined,
    bytes: number,
    endless: boolean,
  ): number {
    const own = type === undefined ? undefined : this.#types.get(type);
    const link = linkKey(from, to);
    const { bandwidth, queueLimit } = own ?? this.#links.get(link) ?? this.#default;
    if (bandwidth === Infinity) return 0;
    const lane = this.#lane(own === undefined ? "" : type!);
    const begins = Math.max(now, lane.get(link) ?? 0);
    const waiting = (begins - now) * bandwidth;
    if (!endless && waiting + bytes > queueLimit + ROUNDING) return Infinity;
    const left = begins + bytes / bandwidth;
    lane.set(link, left);
    return Math.ceil((left - now) * GRID) / GRID;
  }

  #lane(name: string): Map<number, number> {
    let lane = this.#free.get(name);
    if (lane === undefined) this.#free.set(name, lane = new Map());
    return lane;
  }
}

function rate(given: LinkOptions, otherwise: Rate): Rate {
  const { bandwidth = otherwise.bandwidth, queueLimit = otherwise.queueLimit } = given;
  if (!(bandwidth > 0)) {
    throw new RangeError(
      `Cannot build a network because its bandwidth must be above 0 bytes per ms: given ${bandwidth}`,
    );
  }
  if (!(queueLimit >= 0)) {
    throw new RangeError(
      `Cannot build a network because a queue must hold 0 bytes or more: given ${queueLimit}`,
    );
  }
  return { bandwidth, queueLimit };
}

/** One number for a directed link. */
export function linkKey(from: NodeId, to: NodeId): number {
  return from * 2 ** 26 + to;
}
