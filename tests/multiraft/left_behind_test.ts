/**
 * tikv 15919: a range splits while a node is away; the new range moves elsewhere, and becomes a part of another there.
 * Then the node comes back, executes the split, and has a replica of a range that is no more. Those who were its members
 * with it have left, and know nothing; those who know were never members with it.
 */

import { assert, assertEquals } from "@std/assert";
import { invariants } from "hb/multiraft/invariants.ts";
import type { Message, Order } from "hb/multiraft/messages.ts";
import { multiraft } from "hb/multiraft/multiraft.ts";
import { hasBegun } from "hb/multiraft/range/state.ts";
import type { Fault } from "hb/sim/fault.ts";
import { World } from "hb/sim/world.ts";

const NODES = 9, AWAY = 2, HEALS_MS = 20_000;

const order = (at: number, order: Order) => ({ at, input: { type: "order", key: "p", order } });
const move = (at: number, members: readonly number[]) =>
  order(at, {
    type: "members",
    transition: "auto",
    changes: Array.from({ length: NODES }, (_, node) => ({
      type: members.includes(node) ? "addVoter" : "remove",
      node,
    })),
  });

function played(workload: readonly ReturnType<typeof order>[], faults: readonly Fault[] = []) {
  const world = new World({
    protocol: multiraft({
      ranges: [
        { group: 1, start: "", end: "t", members: [0, 1, AWAY] },
        { group: 9, start: "t", end: null, members: [3, 4, 5] },
      ],
    }),
    nodes: NODES,
    seed: 1,
    trace: "none",
    invariants,
    clients: {
      workload: [[
        order(2000, { type: "split", at: "m", child: 2 }),
        move(3000, [3, 4, 5]),
        order(6000, { type: "merge", into: 9, intoVersion: 1, intoKey: "t" }),
        ...workload,
      ]],
      ask: (input) => input as Message,
      to: () => 0,
    },
    faults: [
      {
        kind: "partition",
        at: 1500,
        forMs: HEALS_MS - 1500,
        sides: [[AWAY], [0, 1, 3, 4, 5, 6, 7, 8]],
      },
      ...faults,
    ],
  });
  world.run(HEALS_MS);
  assertEquals(world.violation, undefined);
  return world;
}

const groupsAt = (world: ReturnType<typeof played>, node: number) =>
  [...world.states[node]!.replicas].filter(([, { group }]) => hasBegun(group.machine))
    .map(([id]) => id).sort();

Deno.test("tikv 15919: a replica of a range that is no more finds out, whoever its members were", () => {
  const world = played([]);
  world.run(1000);
  assertEquals(groupsAt(world, AWAY), [1, 2]);
  world.run(20_000);
  assertEquals([world.violation, groupsAt(world, AWAY)], [undefined, [1]]);
});

Deno.test("tikv 15919: it is in nobody's way, though all who have absorbed it are gone", () => {
  const dead = [3, 4, 5].map((node) => ({ kind: "crash", at: 18_000, node } as const));
  const world = played([move(10_000, [6, 7, 8]), move(21_000, [6, 7, 8, AWAY])], dead);
  world.run(20_000);
  assertEquals([world.violation, groupsAt(world, AWAY)], [undefined, [1, 9]]);
  assert(world.history.every(({ outcome }) => outcome === "ok"));
});
