/**
 * Mutual exclusion by logical clocks over channels that keep order (Lamport 1978; TLA+: LamportMutex).
 *
 * @module
 */

import type { Change, SystemAction, TransitionSystem } from "../explore/system.ts";

/** What travels: a request with its clock, an acknowledgement, a release. */
export type MutexMessage = number | "ack" | "rel";

/** The variables; what TLA+ writes `x[p][q]` is `x[p * count + q]` here. */
export interface Mutex {
  /** The clock of each process. */
  readonly clock: readonly number[];
  /** The clock of the request that p knows of q; 0: none. */
  readonly req: readonly number[];
  /** Who has acknowledged p's request. */
  readonly ack: readonly ReadonlySet<number>[];
  /** Messages from p to q, oldest first. */
  readonly network: readonly (readonly MutexMessage[])[];
  /** Who is in the critical section. */
  readonly crit: readonly boolean[];
}

/** `count` processes whose clocks stay at `maxClock` or below. */
export function lamportMutex(count: number, maxClock: number): TransitionSystem<Mutex> {
  const all = Array.from({ length: count }, (_, process) => process);
  const pairs = all.flatMap((p) => all.filter((q) => q !== p).map((q) => [p, q] as const));
  return {
    name: `Lamport's mutual exclusion, ${count} processes, clocks to ${maxClock}`,
    initial: () => [{
      clock: all.map(() => 1),
      req: new Array(count * count).fill(0),
      ack: all.map(() => new Set<number>()),
      network: new Array(count * count).fill([]),
      crit: all.map(() => false),
    }],
    indexed: ["clock", "req", "ack", "network", "crit"],
    actions: [
      ...all.flatMap((p) => ofProcess(p, all)),
      ...pairs.map(([p, q]) => receive(p, q, count)),
    ],
    boundary: ({ clock }) => clock.every((value) => value <= maxClock),
    always: {
      "mutual exclusion": ({ crit }) => crit.filter((inside) => inside).length <= 1,
      "no more than three messages in a channel": ({ network }) =>
        network.every((channel) => channel.length <= 3),
    },
    sometimes: { "somebody enters": ({ crit }) => crit.includes(true) },
  };
}

function ofProcess(p: number, all: readonly number[]): SystemAction<Mutex>[] {
  const count = all.length, own = p * count + p;
  const others = all.filter((q) => q !== p);
  const broadcast = (s: Mutex, message: MutexMessage) =>
    Object.fromEntries(others.map((q) => {
      const channel = p * count + q;
      return [channel, [...s.network[channel]!, message]];
    }));
  const beats = (s: Mutex, q: number) => {
    const theirs = s.req[p * count + q]!;
    return theirs === 0 || s.req[own]! < theirs || (s.req[own] === theirs && p < q);
  };
  return [
    {
      name: `Request(${p})`,
      next: (s) =>
        s.req[own] !== 0 ? undefined : {
          req: { [own]: s.clock[p]! },
          network: broadcast(s, s.clock[p]!),
          ack: { [p]: new Set([p]) },
        },
    },
    {
      name: `Enter(${p})`,
      next: (s) =>
        s.ack[p]!.size === count && others.every((q) => beats(s, q))
          ? { crit: { [p]: true } }
          : undefined,
    },
    {
      name: `Exit(${p})`,
      next: (s) =>
        !s.crit[p] ? undefined : {
          crit: { [p]: false },
          network: broadcast(s, "rel"),
          req: { [own]: 0 },
          ack: { [p]: new Set() },
        },
    },
  ];
}

/** Process p takes the oldest message from q. */
function receive(p: number, q: number, count: number): SystemAction<Mutex> {
  const channel = q * count + p, back = p * count + q;
  return {
    name: `Receive(${p}, ${q})`,
    next(s): Change<Mutex> | undefined {
      const [message, ...rest] = s.network[channel]!;
      if (message === undefined) return undefined;
      if (message === "ack") {
        return { network: { [channel]: rest }, ack: { [p]: s.ack[p]!.union(new Set([q])) } };
      }
      if (message === "rel") return { network: { [channel]: rest }, req: { [back]: 0 } };
      return {
        network: { [channel]: rest, [back]: [...s.network[back]!, "ack"] },
        req: { [back]: message },
        clock: { [p]: Math.max(s.clock[p]!, message) + 1 },
      };
    },
  };
}
