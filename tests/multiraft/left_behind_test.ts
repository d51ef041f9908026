/**
 * tikv 5852: a range splits while a node is away; the new range moves elsewhere, and becomes a part of another there.
 * Then the node comes back, executes the split, and has a replica of a range that is no more. Those who were its members
 * with it have left, and know nothing; those who know were never members with it. And tikv 15919: a replica that waits for the first snapshot of such a range.
 */

import { assert, assertEquals } from "@std/assert";
import { afterTimer } from "hb/multiraft/groups.ts";
import { invariants } from "hb/multiraft/invariants.ts";
import { StepIo } from "hb/model/step_io.ts";
import type { Message, Order, Timer } from "hb/multiraft/messages.ts";
import { decided } from "hb/multiraft/settings.ts";
import type { Record as Saved } from "hb/multiraft/state.ts";
import { begin } from "hb/multiraft/step.ts";
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

Deno.test("tikv 5852: a replica of a range that is no more finds out, whoever its members were", () => {
  const world = played([]);
  world.run(1000);
  assertEquals(groupsAt(world, AWAY), [1, 2]);
  world.run(20_000);
  assertEquals([world.violation, groupsAt(world, AWAY)], [undefined, [1]]);
});

Deno.test("tikv 5852: it is in nobody's way, though all who have absorbed it are gone", () => {
  const dead = [3, 4, 5].map((node) => ({ kind: "crash", at: 18_000, node } as const));
  const world = played([move(10_000, [6, 7, 8]), move(21_000, [6, 7, 8, AWAY])], dead);
  world.run(20_000);
  assertEquals([world.violation, groupsAt(world, AWAY)], [undefined, [1, 9]]);
  assert(world.history.every(({ outcome }) => outcome === "ok"));
});

Deno.test("tikv 15919: a replica that waits for the first snapshot of a range that is no more asks, and goes", () => {
  const options = { ranges: [{ group: 1, start: "", end: null, members: [0, 1, AWAY] }] };
  const protocol = multiraft(options);
  const io = () => new StepIo<Message, Timer, Saved>({ self: 8, nodes: NODES });
  const s = protocol.start(io(), []), last = { index: 2, term: 1 };
  // From long ago: somebody took this node for a member.
  const message = { type: "requestVote", term: 1, last, pre: false, transfer: false } as const;
  protocol.upon.group(s, { type: "group", group: 2, conf: 3, message, from: 0 }, io());
  assertEquals([...s.replicas.keys()], [2]);
  const waits = io();
  afterTimer(begin(decided(options), s, waits), 2, "election");
  const asked = waits.effects.flatMap((effect) =>
    effect.kind === "send" && effect.message.type === "member?" ? [effect.message.group] : []
  );
  assertEquals(asked, [2]);
  protocol.upon.gone(s, { type: "gone", group: 2, conf: null, from: 3 }, io());
  assertEquals([s.replicas.size, s.tombstones.get(2)?.conf], [0, null]);
});
