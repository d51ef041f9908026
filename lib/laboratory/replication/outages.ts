/** Outages of chains and of primary–backup side by side: the rows of a table. @module */

import { outage as ofChain, type Role } from "./chain/outage.ts";
import { outage } from "./primary_backup/outage.ts";

/** One failure. Times are in message delays, from the moment at which it is noticed; all of ours end with an answer. */
export type OutageRow = {
  /** Who fails. */
  readonly fails: string;
  /** Until the first query is answered. */
  readonly queries: number;
  /** Until the first update is answered. */
  readonly updates: number;
  /** What van Renesse and Schneider 2004, section 4, have for queries; theirs end when clients know whom to ask. */
  readonly "paper: queries": string;
  /** What they have for updates. */
  readonly "paper: updates": string;
};

/** What the paper has for a chain: for queries, and for updates. */
const inPaper: Readonly<Record<Role, readonly [string, string]>> = {
  head: ["0", "2"],
  middle: ["0", "0; under way: 4"],
  tail: ["2", "2"],
};

/** Each place of a chain of three. */
export function chainOutages(): OutageRow[] {
  return (["head", "middle", "tail"] as const).map((place) =>
    row(`a chain's ${place}`, ofChain(place), inPaper[place])
  );
}

/** The primary of two backups, and one of the backups. Questions are a quarter of a delay apart, which is rounded off. */
export function primaryOutages(): OutageRow[] {
  return ([["primary", "5", "5"], ["backup", "0 or 1", "0 or 1"]] as const)
    .map(([fails, ...paper]) => {
      const [queries, updates] = [false, true].map((updates) =>
        Math.floor(outage({ fails, backups: 2, updates }).outage)
      );
      return row(`a ${fails} (of three servers)`, { queries: queries!, updates: updates! }, paper);
    });
}

function row(
  fails: string,
  { queries, updates }: Pick<OutageRow, "queries" | "updates">,
  [forQueries, forUpdates]: readonly [string, string],
): OutageRow {
  return {
    fails,
    queries,
    updates,
    "paper: queries": forQueries,
    "paper: updates": forUpdates,
  };
}
