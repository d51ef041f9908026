/**
 * How long writes and reads take in a wide area network, by the number of round trips alone: the model of Hu,
 * Arpaci-Dusseau and Arpaci-Dusseau 2025 (arXiv 2509.07158), as formulas. A *contended* read meets a write of its key
 * at the worst moment; the *window* is for how long a write is in the way of reads.
 *
 * Where a leader decides, the client is at its own site and asks through the leader. Where everybody may begin a
 * write, whoever writes is at the leader's site, so that all begin at the same place.
 *
 * @module
 */

/** Servers, one at each site, and how far they are from each other. */
export interface Sites {
  /** Round trips in ms, `rtt[i][j]` between sites i and j. */
  readonly rtt: readonly (readonly number[])[];
  /** The site of the leader. */
  readonly leader: number;
  /** The site of the client. */
  readonly client: number;
  /** A round trip between a client and the server at its own site, in ms. */
  readonly near: number;
}

/** How long something takes, in ms. */
export interface Times {
  /** A write. */
  readonly write: number;
  /** A read while nobody writes. */
  readonly idle: number;
  /** A read that meets a write. */
  readonly contended: number;
  /** For how long reads may meet a write. */
  readonly window: number;
}

/** The five sites of the paper's model. */
export const PAPER: Sites = {
  rtt: [
    [0, 77, 129, 137, 221],
    [77, 0, 59, 64, 146],
    [129, 59, 0, 26, 91],
    [137, 64, 26, 0, 98],
    [221, 146, 91, 98, 0],
  ],
  leader: 1,
  client: 3,
  near: 2,
};

/** What the paper prints for these sites, protocol by protocol, in its order. */
export const PUBLISHED: Readonly<Record<string, Times>> = {
  "leader leases": { write: 128, idle: 64, contended: 64, window: 0 },
  EPaxos: { write: 79, idle: 79, contended: 143, window: 77 },
  Hermes: { write: 148, idle: 2, contended: 75, window: 73 },
  PQR: { write: 128, idle: 66, contended: 130, window: 64 },
  Pando: { write: 66, idle: 66, contended: 148, window: 146 },
  Megastore: { write: 356, idle: 2, contended: 66, window: 292 },
  "quorum leases": { write: 210, idle: 2, contended: 66, window: 292 },
  "quorum leases, no retraction": { write: 210, idle: 2, contended: 66, window: 146 },
  Bodega: { write: 210, idle: 2, contended: 34, window: 32 },
};

/** A round trip from a site to the nearest others, so many that with its own they are `count`. */
export function toReach({ rtt }: Sites, site: number, count: number): number {
  const others = rtt[site]!.filter((_, other) => other !== site).sort((a, b) => a - b);
  return count < 2 ? 0 : others[count - 2]!;
}

/** The protocols that the paper compares, in its order. */
export const MODELS: Readonly<Record<string, (sites: Sites) => Times>> = {
  "leader leases": (sites) => {
    const { away, majority } = distances(sites);
    return { write: away + majority, idle: away, contended: away, window: 0 };
  },
  // Its fast quorum is all but one of five here, as in the first implementation.
  EPaxos: (sites) => {
    const { near, majority, allButOne } = distances(sites), fast = near + allButOne;
    return { write: fast, idle: fast, contended: fast + majority, window: allButOne };
  },
  Hermes: (sites) => {
    const { near, all } = distances(sites);
    return { write: near + all, idle: near, contended: near + all / 2, window: all / 2 };
  },
  PQR: (sites) => {
    const { near, away, majority, own } = distances(sites), idle = near + own;
    return { write: away + majority, idle, contended: idle + away, window: away };
  },
  Pando: (sites) => {
    const { near, majority, all } = distances(sites), quorum = near + majority;
    return { write: quorum, idle: quorum, contended: near + all, window: all };
  },
  Megastore: (sites) => {
    const { near, away, all } = distances(sites);
    return { write: away + 2 * all, idle: near, contended: near + away, window: 2 * all };
  },
  "quorum leases": (sites) => {
    const { near, away, all } = distances(sites);
    return { write: away + all, idle: near, contended: near + away, window: 2 * all };
  },
  "quorum leases, no retraction": (sites) => {
    const { near, away, all } = distances(sites);
    return { write: away + all, idle: near, contended: near + away, window: all };
  },
  Bodega: (sites) => {
    const { near, away, all, own } = distances(sites);
    return { write: away + all, idle: near, contended: near + own / 2, window: own / 2 };
  },
};

/** What the formulas are made of: round trips from the leader to so many, and from the client. */
function distances(sites: Sites) {
  const { rtt, leader, client, near } = sites, n = rtt.length, majority = (n >> 1) + 1;
  return {
    near,
    /** From the client to the leader. */
    away: rtt[client]![leader]!,
    /** From the leader to a majority, itself included. */
    majority: toReach(sites, leader, majority),
    /** From the leader to all but one. */
    allButOne: toReach(sites, leader, n - 1),
    /** From the leader to all. */
    all: toReach(sites, leader, n),
    /** From the client's server to a majority. */
    own: toReach(sites, client, majority),
  };
}
