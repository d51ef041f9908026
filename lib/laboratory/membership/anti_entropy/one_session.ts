/** One session of two nodes that differ in one value: what they say to each other, and what a bad hash makes of it. @module */

import { bugs } from "../../../membership/anti_entropy/bugs.ts";
import { protocolWith } from "../../../membership/anti_entropy/bugs/change.ts";
import { hashAt, ROOT } from "../../../membership/anti_entropy/merkle/tree.ts";
import type { Item, Message, Saved } from "../../../membership/anti_entropy/messages.ts";
import type { Settings } from "../../../membership/anti_entropy/settings.ts";
import { startingFrom } from "../../../model/starting_from.ts";
import type { Trace } from "../../../model/trace.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { entryOf } from "../../../kit/kit.ts";
import { advance } from "../../advance.ts";

/** What two nodes hold, key by key. */
export interface SessionRun {
  /** What node 0 holds, with the time at which it was written. */
  readonly here: Readonly<Record<string, readonly [value: string, time: number]>>;
  /** What node 1 holds. */
  readonly there: Readonly<Record<string, readonly [value: string, time: number]>>;
  /** The name of a mistake, if one is made. */
  readonly bug?: string;
  /** Settings, where they are not hash trees with eight leaves. */
  readonly settings?: Partial<Settings>;
}

/** What came of it. */
export interface SessionResult {
  /** The run. */
  readonly trace: Trace;
  /** Whether the roots were equal before. */
  readonly equalRoots: boolean;
  /** What the client was told. */
  readonly answer: unknown;
  /** What node 0 holds afterwards, by key. */
  readonly here: Readonly<Record<string, string | null>>;
}

/** A client of node 0 has it compare with node 1; a message takes 10 ms. */
export function oneSession({ here, there, bug, settings = {} }: SessionRun): SessionResult {
  const change = bug === undefined ? {} : entryOf("anti-entropy", "a bug", bugs, bug)[1].change;
  const protocol = protocolWith(change, {
    shape: { branching: 2, depth: 3 },
    intervalMs: null,
    ...settings,
  });
  const world = new World({
    protocol: startingFrom(protocol, [savedOf(here), savedOf(there)]),
    nodes: 2,
    seed: 1,
    network: { latency: constant(10) },
    clients: {
      workload: [[{ at: 5, input: { partner: 1 } }]],
      ask: (): Message => ({ type: "repair", partner: 1 }),
      to: () => 0,
      link: "local",
    },
    states: true,
  });
  const root = (node: number) => hashAt(world.states[node]!.tree!, ROOT);
  const equalRoots = settings.way === undefined && root(0) === root(1);
  advance(world, 200);
  return {
    trace: world.trace,
    equalRoots,
    answer: world.history[0]?.output,
    here: Object.fromEntries([...world.states[0]!.items].map(([key, { value }]) => [key, value])),
  };
}

/** All was written by a third node, in this order. */
function savedOf(holds: SessionRun["here"]): Saved[] {
  const items = Object.entries(holds).map(([key, [value, time]], i): Item => ({
    key,
    value,
    time,
    node: 2,
    sequence: i + 1,
  }));
  return [{ life: 0, items, seen: new Map([[2, items.length]]) }];
}
