/** The broadcasts of the library, for their suite: quick, for a network in which messages take up to 20 ms. */

import type { Broadcast } from "hb/laboratory/conformance/broadcast.ts";
import type { AnyProtocol } from "hb/laboratory/conformance/service.ts";
import { broadcast, type Change as ViewChange } from "hb/membership/broadcast/broadcast.ts";
import { type Change, protocolWith } from "hb/membership/gossip/bugs.ts";
import type { State as Gossip } from "hb/membership/gossip/state.ts";
import { mixed } from "hb/membership/hyparview/storms.ts";
import { fixed, onRing } from "hb/membership/plumtree/overlay.ts";
import { plumtree, type State as Over } from "hb/membership/plumtree/plumtree.ts";
import type { Rules } from "hb/membership/plumtree/rules.ts";
import type { Settings } from "hb/membership/plumtree/settings.ts";
import { swarm } from "hb/membership/swarm/swarm.ts";

const NODES = 7;

/** How long texts live, so that their end can be seen, in ms. */
const LIFE_MS = 30_000;

/** Rumours, and comparisons that find whom they have missed. */
export function gossiping(name: string, change: Change = {}): Broadcast {
  const lives = { lifeMs: LIFE_MS, keepMs: LIFE_MS + 10_000, forgetMs: 2 * LIFE_MS };
  return {
    name,
    nodes: NODES,
    protocol: protocolWith(change, {
      roundMs: 50,
      backupMs: 200,
      ...lives,
    }) as unknown as AnyProtocol,
    tell: (body) => ({ type: "tell", body } as { type: "tell" }),
    delivered(state) {
      const { known, delivered, latest } = state as Gossip;
      // What was delivered again is counted, and has no second entry.
      const again = delivered > known.size ? latest.map((id) => known.get(id)) : [];
      return [...known.values(), ...again].flatMap((each) => each?.body ?? []);
    },
    durable: true,
    endures: ["crash", "partition", "pause", "slow", "late"],
    settleMs: 200,
    withinMs: 4000,
    // Nodes compare in any case, and nobody answers who has nothing new.
    reminders: 0.5,
    kept: (state) => (state as Gossip).known.size,
    forgetsMs: 2 * LIFE_MS,
  };
}

const tree: Partial<Settings> = { timeoutMs: 100, retryMs: 50, remindMs: 200, lifeMs: LIFE_MS };

/** What is the same over all overlays. */
const planted = {
  nodes: NODES,
  tell: (payload: string) => ({ type: "broadcast", payload } as { type: "broadcast" }),
  delivered: (state: unknown) =>
    (state as Over<unknown>).tree.log.map(({ payload }) => payload as string),
  durable: false,
  kept(state: unknown) {
    const { held, received, missing, queue } = (state as Over<unknown>).tree;
    return Math.max(held.size, received.size, missing.size, queue.length);
  },
  forgetsMs: 2 * LIFE_MS,
} as const;

/** Plumtree over neighbours that do not change. */
export function overRing(name: string, rules: Partial<Rules> = {}): Broadcast {
  const all = Array.from({ length: NODES }, (_, node) => node);
  return {
    ...planted,
    name,
    protocol: plumtree(
      fixed((node) => onRing(all, node, 4)),
      tree,
      rules,
    ) as unknown as AnyProtocol,
    endures: ["crash", "partition", "pause", "clock", "slow", "late"],
    settleMs: 0,
    withinMs: 5000,
    // One in 200 ms.
    reminders: 6,
  };
}

/** Plumtree over HyParView. */
export function overViews(name: string, change: ViewChange = {}): Broadcast {
  return {
    ...planted,
    name,
    protocol: broadcast({ views: mixed, tree }, change) as unknown as AnyProtocol,
    endures: ["crash", "partition", "pause", "clock", "slow", "late"],
    settleMs: 1500,
    withinMs: 6000,
    // One in 200 ms, and neighbours are not always as many as before.
    reminders: 20,
  };
}

/** Plumtree among the members that SWIM holds alive. */
export function overSwim(name: string): Broadcast {
  const quick = { periodMs: 200, timeoutMs: 80, syncMs: 1500 };
  return {
    ...planted,
    name,
    protocol: swarm(quick) as unknown as AnyProtocol,
    endures: ["crash", "partition", "pause", "slow", "late"],
    settleMs: 1500,
    withinMs: 10_000,
    // One in a second.
    reminders: 3,
    forgetsMs: 120_000,
  };
}
