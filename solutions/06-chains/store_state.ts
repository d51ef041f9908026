/** Part 9, what a server knows, saves and says. */

import type {
  Attendance,
  Chain,
  Command,
  NodeId,
  Reply,
  Store,
} from "../../exercises/06-chains/given.ts";

/** An update in its place. */
export interface Update {
  readonly number: number;
  readonly client: number;
  readonly sequence: number;
  readonly command: Command;
  /** Where the answer goes. */
  readonly address: NodeId;
}

/** A query that waits for the masters, or for the tail. */
export interface Query {
  readonly address: NodeId;
  readonly command: Command;
  /** The beat that must be confirmed. */
  readonly round: number;
  /** The history up to here is decided, as the tail says; null: it has not said so yet. */
  version: number | null;
}

/** What is handed to who joins: all that is decided, and what is not. */
export interface Whole {
  readonly number: number;
  readonly store: Store;
  readonly replies: ReadonlyMap<number, Reply>;
  readonly log: readonly Update[];
}

/** What is saved. */
export type Saved =
  | { readonly type: "place"; readonly chain: Chain; readonly isWhole: boolean }
  | { readonly type: "updates"; readonly updates: readonly Update[] }
  | { readonly type: "whole"; readonly whole: Whole };

/** One server. */
export interface State {
  readonly attendance: Attendance<Chain>;
  isWhole: boolean;
  /** After all that is decided. */
  store: Store;
  replies: Map<number, Reply>;
  decided: number;
  /** The updates after `base`. */
  log: Update[];
  /** As many are not in the log; fewer than are decided only where who joins may lack them. */
  base: number;
  /** What who joins, or has just joined, is known to have. */
  behind: number | null;
  readonly queries: Map<number, Query>;
  count: number;
  /** Whether the timer is set, and what its successor lacked then. */
  resending: number | null;
}

/** How many updates there are here. */
export const had = ({ base, log }: State): number => base + log.length;

/** What its successor is known to have. */
export const known = ({ behind, decided }: State): number => behind ?? decided;

/** A server with what it has saved. */
export function recalled(
  attendance: Attendance<Chain>,
  journal: readonly Saved[],
  first: readonly NodeId[],
  self: NodeId,
): State {
  let isWhole = first.includes(self), whole: Whole | null = null, log: Update[] = [];
  for (const saved of journal) {
    if (saved.type === "updates") log.push(...saved.updates);
    else if (saved.type === "whole") [whole, log] = [saved.whole, [...saved.whole.log]];
    else {
      isWhole = saved.isWhole;
      if (saved.chain.epoch > attendance.configuration.epoch) {
        attendance.configuration = saved.chain;
      }
    }
  }
  const { number = 0, store, replies } = whole ?? {};
  return {
    attendance,
    isWhole,
    store: new Map(store),
    replies: new Map(replies),
    decided: number,
    log,
    base: number,
    behind: null,
    queries: new Map(),
    count: 0,
    resending: null,
  };
}
