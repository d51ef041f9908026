/**
 * The rules of balancers, by name: what each has wrong when it is wrong. Numbers among them are
 * also what owners choose.
 *
 * @module
 */

/** Which requests a balancer counts as a server's load. */
export type Counts =
  /** Its own that are under way there: never stale, and blind to other balancers. */
  | "own"
  /** What the server said last: of all balancers, and stale. */
  | "reported"
  /** What the server said last, and its own that began or ended since. */
  | "both";

/** How balancers behave. The defaults are `rules`. */
export interface Rules {
  /** A request that fails is under way no more. */
  readonly failuresEnd: boolean;
  /** Requests at a server that went are still counted, until they end or it comes back. */
  readonly countsDeparted: boolean;
  /** A request that failed on a server is tried on another one, while there is one. */
  readonly avoidsTried: boolean;
  /** Which of equally good servers is taken. */
  readonly ties: "random" | "first";
  /** What a server's load is. */
  readonly counts: Counts;
  /**
   * An error counts as a request under way for a while: its share falls to 1/e in so many ms. Else
   * a server that fails at once is idle at once, and is given everything (Google SRE book, chapter
   * 20). 0: not at all.
   */
  readonly errorMs: number;
  /** A server that comes has a tenth of its weight, which grows to the whole in so many ms. */
  readonly slowStartMs: number;
  /**
   * What is known of latency falls to 1/e in so many ms; with Infinity, a server once slow is so
   * for ever.
   */
  readonly decayMs: number;
  /** The choices of a request are different servers. */
  readonly distinct: boolean;
  /**
   * The first turn is anybody's, so that clients that begin together do not begin with the same
   * server.
   */
  readonly startsAnywhere: boolean;
  /** A server stands in the queue of the idle at most once. */
  readonly idleOnce: boolean;
  /** How many servers are asked at most whether they are under their bound. */
  readonly probes: number;
  /**
   * An attempt to reach a lost server goes on behind the last one, rather than from the start
   * again.
   */
  readonly attemptsGoOn: boolean;
}

/** What is right. */
export const rules: Rules = {
  failuresEnd: true,
  countsDeparted: true,
  avoidsTried: true,
  ties: "random",
  counts: "own",
  errorMs: 5000,
  slowStartMs: 10_000,
  decayMs: 10_000,
  distinct: true,
  startsAnywhere: true,
  idleOnce: true,
  probes: Infinity,
  attemptsGoOn: true,
};
