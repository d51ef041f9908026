/** Outages of chains and of primary–backup side by side: the rows of a table. @module */

import { outage as ofChain, type Role } from "./chain/outage.ts";
import { outage } from "./primary_backup/outage.ts";

/** One failure. Times are in message delays, from the moment at which it is noticed. */
export type OutageRow = {
  /** Who fails. */
  readonly fails: string;
  /** For how long queries that come are not answered. */
  readonly queries: number;
  /** For how long updates that come are not taken. */
  readonly updates: number;
  /** After how long the last update that was under way is decided. */
  readonly "under way": number;
  /** What van Renesse and Schneider 2004 have, section 4; "–" where they have none that we know. */
  readonly paper: string;
};

/** What the paper has for a chain. */
const inPaper: Readonly<Record<Role, string>> = { head: "2", middle: "0 (4 under way)", tail: "2" };

/** Each place of a chain of three. */
export function chainOutages(): OutageRow[] {
  return (["head", "middle", "tail"] as const).map((place) => {
    const { queries, updates, underWay } = ofChain(place);
    const fails = `a chain's ${place}`;
    return { fails, queries, updates, "under way": underWay, paper: inPaper[place] };
  });
}

/** A primary with one backup and with two, and a backup. Questions are a quarter of a delay apart, which is rounded off. */
export function primaryOutages(): OutageRow[] {
  return ([["primary", 1, "–"], ["primary", 2, "5"], ["backup", 2, "–"]] as const)
    .map(([who, backups, paper]) => {
      const all = Math.floor(outage({ fails: who, backups }).outage);
      const fails = `a ${who} (backups: ${backups})`;
      return { fails, queries: all, updates: all, "under way": all, paper };
    });
}
