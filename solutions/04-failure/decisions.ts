/** What a node of part 9 decides: each of these a bug may replace. */

import type { News, Saved, Standing, SwimOptions } from "../../exercises/04-failure/given.ts";
import { isGreater } from "./opinions.ts";
import { packets } from "./packets.ts";
import { probing } from "./probing.ts";
import { rounds } from "./rounds.ts";

export const isIn = ({ status }: Standing) => status === "alive" || status === "suspect";

/** The right ones. */
export const decisions = {
  isGreater,
  takesUnknown: (_news: News): boolean => true,
  keeps: (_standing: Standing): boolean => true,
  verdict: "suspect" as Standing["status"],
  refutesIn: (accused: number, _own: number): number => accused + 1,
  /** Whether it is told first what is held of it. */
  tells: (held: Standing): boolean => held.status !== "alive",
  echoes: (stale: Standing, held: Standing): boolean => isIn(stale) && !isIn(held),
  softened: (news: News, held: Standing | undefined): News =>
    news.status === "dead" && held !== undefined && isIn(held) && isGreater(news, held)
      ? { ...news, status: "suspect" }
      : news,
  leavesAs: "left" as Standing["status"],
  limit: ({ lambda }: SwimOptions, n: number): number => lambda * Math.ceil(Math.log10(n + 1)),
  remembers: (saved: Saved): Saved => saved,
  suspicionMs: ({ suspicionMs }: SwimOptions, _n: number): number => suspicionMs,
  stopsTimer: true,
  mayDie: (held: Standing, begunIn: number): boolean =>
    held.status === "suspect" && held.incarnation === begunIn,
  reconnects: (dead: number, members: number, choose: (n: number) => number): boolean =>
    dead > choose(members),
  probing,
  rounds,
  packets,
};

/** All of them. */
export type Decisions = typeof decisions;
