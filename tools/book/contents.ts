/** The plan of the book: its parts and chapters, whether they are written yet or not. @module */

/** A part: consecutive chapters. */
export interface Part {
  readonly numeral: string;
  readonly title: string;
  /** The number of its first chapter. */
  readonly first: number;
  /** The chapters of the part, in order: a title, and what it is about. */
  readonly plan: readonly (readonly [title: string, words: string])[];
}

/** A chapter as it is planned. */
export interface Planned {
  readonly number: number;
  readonly title: string;
  readonly words: string;
}

/** All parts. */
export const parts: readonly Part[] = [
  {
    numeral: "I",
    title: "Foundations",
    first: 1,
    plan: [
      [
        "A world you can replay",
        "messages, timers, failures, and a seed that calls them back",
      ],
      ["Time and order", "happens-before, logical, hybrid and interval clocks"],
      [
        "What “correct” means",
        "histories, consistency models, and checkers that decide",
      ],
      ["Who is alive?", "heartbeats, accrual detectors, SWIM, membership"],
      ["Rumours", "epidemic broadcast, Plumtree, anti-entropy"],
    ],
  },
  {
    numeral: "II",
    title: "Replication",
    first: 6,
    plan: [
      ["Primaries and chains", "primary–backup, chain replication, CRAQ"],
      ["Quorums", "ABD, N/R/W, sloppy quorums, staleness"],
      ["Convergence", "causal broadcast, CRDTs, session guarantees"],
    ],
  },
  {
    numeral: "III",
    title: "Agreement",
    first: 9,
    plan: [
      [
        "Paxos",
        "one value, derived from what goes wrong without it; FLP as a run; other quorums; Fast Paxos; Multi-Paxos beside Raft",
      ],
      ["Raft", "elections, logs, snapshots, membership change, sessions"],
      ["Reading without writing", "ReadIndex, leases, follower reads, rosters"],
      ["No leader", "EPaxos, its execution order and its recovery"],
      ["Traitors", "oral messages, PBFT, HotStuff"],
    ],
  },
  {
    numeral: "IV",
    title: "Scale",
    first: 14,
    plan: [
      [
        "Spreading the load",
        "ring, rendezvous, jump, Maglev, AnchorHash, and what each moves; bounded loads; balancers among slow servers and old news; WebAssembly with vectors",
      ],
      [
        "A thousand Rafts",
        "ranges that split, merge and move, each rule from the run that breaks it; a thousand nodes asleep; the driver, itself replicated",
      ],
      ["Transactions", "isolation, 2PC, Percolator, Calvin, Spanner"],
    ],
  },
  {
    numeral: "V",
    title: "Real machines",
    first: 17,
    plan: [
      ["What a disk promises", "logs, LSM trees, B-trees, torn writes"],
      ["The wire", "framing, batching, backpressure, TLS"],
      ["A store you can run", "the protocols on sockets and disks"],
      ["Seeing", "traces, metrics, logs, objectives"],
      ["Staying up", "retries, breakers, limits, releases"],
      ["Breaking it on purpose", "nemeses, model-based tests, real clusters"],
    ],
  },
  {
    numeral: "VI",
    title: "Data and beyond",
    first: 23,
    plan: [
      ["Queries over shards", "planning, vectors, shuffles and joins"],
      ["Logs, streams and caches", "consumer groups, windows, stampedes"],
      [
        "Operations that learn",
        "anomalies, forecasts, alerts that do not flap",
      ],
      ["Everywhere", "replicated WebAssembly, a cluster in the browser"],
    ],
  },
];

/** The part in which a chapter stands. */
export function partOf(chapter: number): Part {
  const part = parts.findLast(({ first }) => first <= chapter);
  if (part !== undefined) return part;
  throw new RangeError(
    `Cannot place a chapter because its number must be >= 1: given ${chapter}`,
  );
}

/** The chapters of a part as they are planned. */
export function plannedIn({ first, plan }: Part): Planned[] {
  return plan.map(([title, words], i) => ({ number: first + i, title, words }));
}
