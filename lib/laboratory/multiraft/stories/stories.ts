/** Small orders of events in which a mistake of Multi-Raft shows; each says what is wrong, if anything is. @module */

import type { Checks } from "../../../kit/find.ts";
import { equal } from "../../../model/compare.ts";
import { step } from "../../../model/step.ts";
import type { Message, Order, Route } from "../../../multiraft/messages.ts";
import { multiraft } from "../../../multiraft/multiraft.ts";
import { overlap } from "../../../multiraft/range/interval.ts";
import { frozenSource } from "../../../multiraft/range/machine.ts";
import { emptyRange } from "../../../multiraft/range/state.ts";
import type { Change } from "../../../multiraft/storms.ts";
import type { NodeState } from "../../../multiraft/state.ts";
import { World } from "../../../sim/world.ts";
import { isVote, Node, oneRange, Range, snapshotOf, stands } from "./node.ts";

/** Says what is wrong when a change is made, if anything is. */
export type Story = (change?: Change) => string | undefined;

const put = (value: string) => ({ type: "put", key: "x", value } as const);
const get = { type: "get", key: "x" } as const;

function doneTwice(range: Range): string | undefined {
  const { value } = range.ask(get, 99) as { value?: unknown };
  return value === "second" ? undefined : `linearizability: x is ${value}, and was second before`;
}

/** What was asked of a range is asked again of the one that was split off from it. */
export const askedOfAChild: Story = ({ rules } = {}): string | undefined => {
  const parent = new Range(emptyRange(1, { start: "", end: null }, 1), rules);
  parent.ask(put("first"), 1);
  parent.ask(put("second"), 1, 8);
  parent.apply({ type: "split", version: 1, at: "m", child: 2 });
  const child = new Range(parent.born!, rules);
  child.ask(put("first"), 1);
  return doneTwice(child);
};

/** What was asked of a range is asked again of the one that has absorbed it. */
export const askedAfterAMerge: Story = ({ rules } = {}): string | undefined => {
  const into = new Range(emptyRange(1, { start: "", end: "m" }, 1), rules);
  const source = new Range(emptyRange(2, { start: "m", end: null }, 1), rules);
  source.ask(put("first"), 1);
  source.ask(put("second"), 1, 8);
  source.apply({ type: "freeze", version: 1, into: 1, intoVersion: 1, intoKey: "" });
  into.apply({ type: "absorb", source: frozenSource(source.state) });
  into.ask(put("first"), 1);
  return doneTwice(into);
};

/** A range goes on because its neighbour has changed; then a copy of it as it had stopped comes late. */
export const aLateCopy: Story = ({ rules } = {}): string | undefined => {
  const into = new Range(emptyRange(1, { start: "", end: "m" }, 1), rules);
  const source = new Range(emptyRange(2, { start: "m", end: null }, 1), rules);
  source.ask(put("first"), 1);
  source.apply({ type: "freeze", version: 1, into: 1, intoVersion: 1, intoKey: "" });
  const copy = frozenSource(source.state);
  // The neighbour loses the keys beside it, and gets them back.
  into.apply({ type: "split", version: 1, at: "f", child: 3 });
  const answer = into.apply({ type: "absorb", source: copy });
  if (!equal(answer, { ok: true, value: false })) return "the neighbour says nothing clear";
  source.apply({ type: "thaw", version: copy.version });
  source.ask(put("second"), 2);
  const between = new Range(into.born!, rules);
  const { version } = into.state;
  between.apply({ type: "freeze", version: 2, into: 1, intoVersion: version, intoKey: "" });
  into.apply({ type: "absorb", source: frozenSource(between.state) });
  into.apply({ type: "absorb", source: copy });
  return overlap(into.state, source.state) ? "one range for each key: x is in two" : undefined;
};

/** A range has absorbed what was split off from it, and is told to split it off again. */
export const splitsOffAgain: Story = ({ rules } = {}): string | undefined => {
  const parent = new Range(emptyRange(1, { start: "", end: null }, 1), rules);
  const again = () => {
    const { version } = parent.state;
    return parent.apply({ type: "split", version, at: "m", child: 2 });
  };
  again();
  const child = new Range(parent.born!, rules), { version } = parent.state;
  child.apply({ type: "freeze", version: 2, into: 1, intoVersion: version, intoKey: "" });
  parent.apply({ type: "absorb", source: frozenSource(child.state) });
  return again().ok ? "one range for each key: group 2 has been, and goes by its name" : undefined;
};

/** A replica votes, is removed, comes back, and is asked for its vote again. */
export const votesGoesAndComesBack: Story = (change): string | undefined => {
  const node = new Node(oneRange(change), 2);
  if (!isVote(node.inGroup(0, 0, stands(2)))) return "it does not vote at all";
  node.hand(1, { type: "gone", group: 1, conf: 5 });
  return isVote(node.inGroup(1, 7, stands(2))) ? "one vote: it votes twice in term 2" : undefined;
};

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

/** A new member gets a snapshot of before it came. */
export const aNewMember: Story = (change): string | undefined => {
  const node = new Node(oneRange(change), 3);
  node.hand(0, snapshotOf(new Range(emptyRange(1, { start: "", end: null }, 1)), { conf: 4 }));
  return node.state!.replicas.has(1) ? undefined : "progress: it goes, and is called again";
};

/** Two ranges become one while the answer of the first to a scan is on its way. */
export const scansAcrossAMerge: Story = (change): string | undefined => {
  const node = new Node(oneRange(change), 3);
  const route = (group: number, start: string, end: string | null, version: number) => {
    return { group, start, end, version, conf: 0, members: [0, 1, 2], leader: 0 };
  };
  const know = (...routes: Route[]) => node.hand(0, { type: "located", id: 99, routes });
  know(route(1, "", "m", 1), route(2, "m", null, 1));
  node.hand(9, { type: "ask", operation: { type: "scan", key: "", end: null, limit: 9 } });
  know(route(2, "", null, 5));
  const value = { keys: { start: "", end: "m" }, entries: [["a", "1"]] as const, more: false };
  const outcome = { type: "answer", answer: { ok: true, value } } as const;
  const asked = node.hand(0, { type: "routed", id: 0, boot: 1, outcome, routes: [] });
  const keys = asked.flatMap((each) =>
    each.type === "route" && each.task.type === "operate" ? [each.task.operation.key] : []
  );
  return equal(keys, ["m"]) ? undefined : `orderly scans: it goes on at "${keys}", not at "m"`;
};

/** A gateway crashes, and asks for something else; then the answer comes to what it had asked before. */
export const anAnswerToAnotherLife: Story = (change): string | undefined => {
  const node = new Node(oneRange(change), 3);
  node.restart([{ type: "boot", boot: 1 }]);
  node.hand(9, { type: "ask", operation: { type: "get", key: "x" } });
  const outcome = { type: "answer", answer: { ok: true, value: "of y" } } as const;
  node.hand(0, { type: "routed", id: 0, boot: 1, outcome, routes: [] });
  if (node.answers.length > 0) return "linearizability: x is what y was";
  node.hand(0, { type: "routed", id: 0, boot: 2, outcome, routes: [] });
  return node.answers.length === 1 ? undefined : "it does not answer";
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

/** All of them, by their names. */
export const stories: Readonly<Record<string, Story>> = {
  "asked again of a child": askedOfAChild,
  "asked again after a merge": askedAfterAMerge,
  "a late copy of a range": aLateCopy,
  "a new member gets an old snapshot": aNewMember,
  "a scan across a merge": scansAcrossAMerge,
  "a range splits off again": splitsOffAgain,
  "an answer to another life": anAnswerToAnotherLife,
  "votes, goes, and comes back": votesGoesAndComesBack,
  "a sleeper is asked for its vote": aSleeperIsAsked,
  "all who are known are gone": allWhoAreKnownAreGone,
};

/** The same as checks, by which the bugs of the kit are found. */
export const storyChecks: Checks<Change> = Object.fromEntries(
  Object.entries(stories).map(([name, story]) => [`story ${name}`, story]),
);
