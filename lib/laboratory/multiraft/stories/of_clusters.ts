/** Runs of a whole cluster, in which a mistake of Multi-Raft shows. @module */

import { step } from "../../../model/step.ts";
import type { Message, Order } from "../../../multiraft/messages.ts";
import { multiraft } from "../../../multiraft/multiraft.ts";
import type { NodeState } from "../../../multiraft/state.ts";
import { onePlace } from "../../../multiraft/invariants/ranges.ts";
import { World } from "../../../sim/world.ts";
import { isVote, oneRange, type Story } from "./node.ts";

/** All have fallen asleep, and the leader is lost; a follower that was woken asks another for its vote. */
export const aSleeperIsAsked: Story = ({ rules } = {}): string | undefined => {
  const world = new World({
    protocol: multiraft({
      ranges: [{ group: 1, start: "", end: null, members: [0, 1, 2] }],
      sleepAfter: 2,
      ...(rules === undefined ? {} : { rules }),
    }),
    nodes: 3,
    seed: 1,
    trace: "none",
  });
  const sleep = (state: NodeState | undefined) => state!.replicas.get(1)!.asleepSince !== null;
  world.run(5000);
  if (!world.snapshot().states.every(sleep)) return "they do not fall asleep";
  const { states } = world.snapshot();
  const leader = states.findIndex((state) => state!.replicas.get(1)!.group.leading !== null);
  const [asks, asked] = [0, 1, 2].filter((node) => node !== leader) as [number, number];
  const { term, log } = states[asks]!.replicas.get(1)!.group;
  const last = { index: log.base.index + log.entries.length, term };
  const message = {
    type: "requestVote",
    term: term + 1,
    last,
    pre: true,
    transfer: false,
  } as const;
  // It slept for longer than it is loyal to anybody.
  const at = { self: asked, nodes: 3, now: world.now + 1000 };
  const event = {
    kind: "message",
    from: asks,
    message: { type: "group", group: 1, conf: 0, message },
  };
  const { effects } = step(
    oneRange(rules === undefined ? {} : { rules }) as never,
    states[asked] as never,
    event as never,
    at,
  );
  const replies = effects.flatMap((effect) =>
    effect.kind === "send" ? [effect.message as Message] : []
  );
  const votes = replies.flatMap((each) => each.type === "group" ? [each.message] : []);
  return isVote(votes) ? undefined : "progress: it does not vote";
};

/** A range has moved, and all nodes that a gateway knows of are lost. */
export const allWhoAreKnownAreGone: Story = ({ rules } = {}): string | undefined => {
  const changes = [
    ...[0, 1, 2].map((node) => ({ type: "remove", node } as const)),
    ...[3, 4, 5].map((node) => ({ type: "addVoter", node } as const)),
  ];
  const order: Order = { type: "members", transition: "auto", changes };
  const get = { type: "ask", operation: { type: "get", key: "x" } } as const;
  const world = new World({
    protocol: multiraft({
      ranges: [{ group: 1, start: "", end: null, members: [0, 1, 2] }],
      ...(rules === undefined ? {} : { rules }),
    }),
    nodes: 7,
    seed: 1,
    trace: "none",
    clients: {
      workload: [
        [{ at: 1500, input: get }, { at: 8000, input: get }],
        [{ at: 2500, input: { type: "order", key: "x", order } }],
      ],
      ask: (input) => input as Message,
      to: ({ client }) => client === 0 ? 6 : 3,
      link: "local",
    },
    faults: [0, 1, 2].map((node) => ({ kind: "crash", at: 6000, node } as const)),
  });
  world.run(30_000);
  const isDone = world.history.every(({ outcome }) => outcome === "ok");
  return isDone ? undefined : "progress: a client is never answered";
};

/** A range has stopped and asks its neighbour to absorb it; the question is under way for half a second. */
export const aLateAbsorption: Story = ({ rules } = {}): string | undefined => {
  const order: Order = { type: "merge", into: 1, intoVersion: 1, intoKey: "a" };
  const world = new World({
    protocol: multiraft({
      ranges: [
        { group: 1, start: "", end: "m", members: [0] },
        { group: 2, start: "m", end: null, members: [1] },
      ],
      ...(rules === undefined ? {} : { rules }),
    }),
    nodes: 2,
    seed: 1,
    trace: "none",
    invariants: [onePlace],
    clients: {
      // The gateway learns where both are.
      workload: [[
        ...["a", "x"].map((key) => ({
          at: 1000,
          input: { type: "ask", operation: { type: "get", key } },
        })),
        { at: 1500, input: { type: "order", key: "x", order } },
      ]],
      ask: (input) => input as Message,
      to: () => 1,
      link: "local",
    },
    faults: [{ kind: "slow", at: 1500, forMs: 100, from: 1, to: 0, byMs: 500 }],
  });
  world.run(4000);
  const { violation } = world;
  if (violation !== undefined) return `${violation.invariant}: ${violation.words}`;
  const isPart = world.states[0]?.replicas.get(1)?.group.machine.end === null;
  return isPart ? undefined : "they do not become one";
};
