/** Clusters whose members, or whose leader, change while they work. @module */

import { bare } from "../../../replicated/requests.ts";
import { invariants } from "../../../consensus/raft/invariants.ts";
import type { Change } from "../../../consensus/raft/membership.ts";
import type { Request } from "../../../consensus/raft/messages.ts";
import { constant, uniform } from "../../../sim/latency.ts";
import type { Command } from "../subject.ts";
import { type Cluster, clusterOf, commands, leadersOf } from "./clusters.ts";

const change = (transition: "auto" | "implicit", ...changes: Change[]): Request => ({
  type: "change",
  transition,
  changes,
});

/**
 * Servers 0, 1 and 2 are replaced by 3, 4 and 5 at once, at 1,200 ms, while 80 clients ask for a command each, one
 * every 25 ms from 500 ms on, whether those before have been answered or not.
 */
export function replaceAll(): Cluster {
  const world: Cluster = clusterOf({
    members: [0, 1, 2],
    whenNotLeading: "forward",
    electionTimeoutMs: [150, 300],
  }, {
    nodes: 6,
    seed: 5,
    network: { latency: uniform(5, 15) },
    clients: {
      workload: commands(80, 500, 25).map((command) => [command]),
      ask: bare,
      to: () => Math.max(0, leadersOf(world)[0] ?? 0),
      timeoutMs: 100,
      retries: 10,
    },
    invariants: invariants<Command[]>(),
  });
  world.run(1200);
  world.tell(
    leadersOf(world)[0]!,
    change(
      "implicit",
      ...[3, 4, 5].map((node) => ({ type: "addVoter" as const, node })),
      ...[0, 1, 2].map((node) => ({ type: "remove" as const, node })),
    ),
  );
  world.run(5000, () => !world.clientsBusy);
  return world;
}

/** How a fourth server joins three. */
export interface Joining {
  /** Whether it comes as a learner first, and as a voter when it has nearly the whole log. */
  readonly asLearner: boolean;
  /** Whether one of the three has crashed just before. */
  readonly oneDown: boolean;
}

/**
 * The longest time without a commit, in ms, when a fourth server joins three, with 2,000 entries to get first.
 */
export function longestPauseMs({ asLearner, oneDown }: Joining): number {
  const world = clusterOf({
    members: [0, 1, 2],
    whenNotLeading: "forward",
    maxEntryBytesPerMessage: 1000,
    maxInflight: 2,
  }, {
    nodes: 4,
    seed: 1,
    network: { latency: constant(10) },
    invariants: invariants<Command[]>(),
  });
  const leader = fill(world);
  if (oneDown) world.inject({ kind: "crash", at: world.now, node: (leader + 1) % 3 });
  const join = (type: "addLearner" | "addVoter") =>
    world.tell(leader, change("auto", { type, node: 3 }));
  join(asLearner ? "addLearner" : "addVoter");
  let last = world.now, longest = 0, commit = 0, promoted = !asLearner;
  for (let i = 0; i < 3000; i++) {
    if (i % 20 === 0) world.tell(leader, bare(`after ${i}`));
    world.run(1);
    const { commitIndex, leading } = world.states[leader]!;
    if (commitIndex > commit) [commit, last] = [commitIndex, world.now];
    longest = Math.max(longest, world.now - last);
    if (!promoted && (leading!.progress.get(3)?.match ?? 0) >= commitIndex - 10) {
      promoted = true;
      join("addVoter");
    }
  }
  if (!promoted || world.violation !== undefined) {
    throw new Error(
      `Cannot measure the pause because server 3 must become a voter: given ${world.violation?.words}`,
    );
  }
  return Math.round(longest);
}

/** Lets the first leader commit 2,000 entries; says who it is. */
function fill(world: Cluster): number {
  world.run(1000);
  const leader = leadersOf(world)[0]!;
  for (let i = 0; i < 2000; i++) world.tell(leader, bare(`before ${i}`));
  world.run(3000, () => world.states[leader]!.commitIndex > 2000);
  world.run(200);
  return leader;
}

/** How long five servers take from the wish for another leader, or from the leader's crash, to the next one, in ms. */
export function handoverMs(how: "transfer" | "crash"): number {
  const world = clusterOf({}, {
    nodes: 5,
    seed: 7,
    network: { latency: constant(10) },
    invariants: invariants<Command[]>(),
  });
  world.run(1000);
  const old = leadersOf(world)[0]!, begun = world.now;
  if (how === "transfer") world.tell(old, { type: "transfer", to: (old + 1) % 5 });
  else world.inject({ kind: "crash", at: begun, node: old });
  world.run(5000, () => leadersOf(world).some((node) => node !== old));
  return Math.round(world.now - begun);
}
