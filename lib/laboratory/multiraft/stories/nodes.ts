/** Stories of nodes: messages in an order in which a mistake shows. @module */

import { step } from "../../../model/step.ts";
import type { Message } from "../../../multiraft/messages.ts";
import { multiraft } from "../../../multiraft/multiraft.ts";
import { emptyRange } from "../../../multiraft/range/state.ts";
import type { NodeState } from "../../../multiraft/state.ts";
import { World } from "../../../sim/world.ts";
import { isVote, Node, oneRange, snapshotOf, stands } from "./node.ts";
import { Range } from "./ranges.ts";
import type { Story } from "./story.ts";

/** A replica votes, is removed, comes back, and is asked for its vote again. */
export const votesGoesAndComesBack: Story = (change) => {
  const node = new Node(oneRange(change), 2);
  if (!isVote(node.inGroup(0, 0, stands(2)))) return "it does not vote at all";
  node.hand(1, { type: "gone", group: 1, conf: 5 });
  return isVote(node.inGroup(1, 7, stands(2))) ? "one vote: it votes twice in term 2" : undefined;
};

/** All have fallen asleep, and the leader is lost; a follower that was woken asks another for its vote. */
export const aSleeperIsAsked: Story = ({ rules } = {}) => {
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

/** A new member gets a snapshot of before it came. */
export const aNewMember: Story = (change) => {
  const node = new Node(oneRange(change), 3);
  node.hand(0, snapshotOf(new Range(emptyRange(1, { start: "", end: null }, 1)), { conf: 4 }));
  return node.state!.replicas.has(1) ? undefined : "progress: it goes, and is called again";
};

/** A gateway crashes, and asks for something else; then the answer comes to what it had asked before. */
export const anAnswerToAnotherLife: Story = (change) => {
  const node = new Node(oneRange(change), 3);
  node.restart([{ type: "boot", boot: 1 }]);
  node.hand(9, { type: "ask", operation: { type: "get", key: "x" } });
  const outcome = { type: "answer", answer: { ok: true, value: "of y" } } as const;
  node.hand(0, { type: "routed", id: 0, boot: 1, outcome, routes: [] });
  if (node.answers.length > 0) return "linearizability: x is what y was";
  node.hand(0, { type: "routed", id: 0, boot: 2, outcome, routes: [] });
  return node.answers.length === 1 ? undefined : "it does not answer";
};
