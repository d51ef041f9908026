/** What a reader may ask of any node, its gateway: of keys, and of the ranges that have them. @module */

import { fields as ofKeys } from "../../consensus/playground/requests.ts";
import type { Field, Request } from "../../kit/playground.ts";
import type { Snapshot } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { present, see, type Sights } from "../invariants/newest.ts";
import type { Message, Order } from "../messages.ts";
import type { Operation, RangeAnswer } from "../range/commands.ts";
import { type GroupId, holds } from "../range/interval.ts";
import type { NodeState } from "../state.ts";

/** What an administrator wants of the range that has a key; what it takes to say so is looked up when it is asked. */
export type Wish =
  | { readonly wish: "split" | "merge"; readonly key: string }
  | { readonly wish: "lead" | "add" | "remove"; readonly key: string; readonly node: NodeId };

/** What a client, or an administrator, asks. */
export type Asked = Operation | Wish;

/** A key, a value, and a node. */
export const fields: Readonly<Record<"key" | "value" | "node", Field>> = {
  ...ofKeys,
  node: {
    kind: "node",
    label: "Node",
    usual: "0",
    pattern: "[0-6]",
    words: "the number of a node",
  },
};

type Words = Readonly<Record<string, string>>;

/** What is asked of the range of a key, and a node. */
function replicaRequest(
  wish: Extract<Wish, { readonly node: NodeId }>["wish"],
  look: Pick<Request, "letter" | "phrase" | "label">,
  wanted: (node: string, key: string) => string,
): Request {
  return {
    ...look,
    form: "Replicas",
    fields: ["key", "node"],
    input: ({ key, node }): Wish => ({ wish, key: key!, node: Number(node) }),
    told: (at, { key, node }) => `node ${at} is told that ${wanted(node!, key!)}`,
  };
}

/** All that may be asked. */
export const requests: Readonly<Record<string, Request>> = {
  put: {
    letter: "P",
    phrase: "Put a value",
    label: "Put",
    fields: ["key", "value"],
    input: ({ key, value }: Words): Operation => ({ type: "put", key: key!, value: value! }),
    told: (node, { key, value }) => `node ${node} is asked to put ${key} = ${value}`,
  },
  get: {
    letter: "G",
    phrase: "Get a value",
    label: "Get",
    fields: ["key"],
    input: ({ key }: Words): Operation => ({ type: "get", key: key! }),
    told: (node, { key }) => `node ${node} is asked for ${key}`,
  },
  split: {
    letter: "D",
    phrase: "Split a range",
    label: "Split",
    fields: ["key"],
    input: ({ key }: Words): Wish => ({ wish: "split", key: key! }),
    told: (node, { key }) => `node ${node} is told to split the range of ${key} there`,
  },
  merge: {
    letter: "U",
    phrase: "Merge two ranges",
    label: "Merge",
    fields: ["key"],
    input: ({ key }: Words): Wish => ({ wish: "merge", key: key! }),
    told: (node, { key }) => `node ${node} is told to merge the range of ${key} into its neighbour`,
  },
  lead: replicaRequest(
    "lead",
    { letter: "T", phrase: "Pass leadership on", label: "Let it lead" },
    (node, key) => `node ${node} is to lead the range of ${key}`,
  ),
  add: replicaRequest(
    "add",
    { letter: "A", phrase: "Add a replica", label: "Add a replica" },
    (node, key) => `node ${node} is to have a replica of the range of ${key}`,
  ),
  remove: replicaRequest(
    "remove",
    { letter: "E", phrase: "Remove a replica", label: "Remove its replica" },
    (node, key) => `node ${node} is to have no replica of the range of ${key}`,
  ),
};

/** What is asked, as a message. An administrator sees what nodes say of their ranges. */
export function ask(input: unknown, _: unknown, seen?: Snapshot<unknown>): Message {
  const asked = input as Asked;
  if (!("wish" in asked)) return { type: "ask", operation: asked };
  const states = seen!.states as Snapshot<NodeState>["states"];
  return { type: "order", key: asked.key, order: orderOf(asked, states) };
}

function orderOf(wish: Wish, states: Snapshot<NodeState>["states"]): Order {
  switch (wish.wish) {
    case "split":
      return { type: "split", at: wish.key, child: freeGroup(states) };
    case "merge":
      return mergeOf(wish.key, states);
    case "lead":
      return { type: "transfer", to: wish.node };
    case "add":
      return members({ type: "addVoter", node: wish.node });
    case "remove":
      return members({ type: "remove", node: wish.node });
  }
}

function members(change: Extract<Order, { type: "members" }>["changes"][number]): Order {
  return { type: "members", transition: "auto", changes: [change] };
}

/** The range of a key becomes a part of the one before it; the first one, of the one after it. */
function mergeOf(key: string, states: Snapshot<NodeState>["states"]): Order {
  const sights: Sights = new Map();
  see(sights, states);
  const ranges = present(sights), i = ranges.findIndex((range) => holds(range, key));
  const into = ranges[i === 0 ? 1 : i - 1];
  // Where there is no other, the range itself refuses.
  const { group, version, start } = into ?? ranges[i] ?? { group: 0, version: 1, start: key };
  return { type: "merge", into: group, intoVersion: version, intoKey: start };
}

/** The number of no range that there is or was, as far as is seen. */
function freeGroup(states: Snapshot<NodeState>["states"]): GroupId {
  const known = states.flatMap((state) =>
    state === undefined
      ? []
      : [...state.replicas].flatMap(([group, { group: { machine } }]) => [group, ...machine.born])
  );
  return Math.max(2, ...known) + 1;
}

/** What a client has asked, in a few words. */
export function asked(input: unknown): string {
  const it = input as Asked;
  if (!("wish" in it)) return it.type === "put" ? `put ${it.key} = ${it.value}` : `get ${it.key}`;
  switch (it.wish) {
    case "split":
      return `split at ${it.key}`;
    case "merge":
      return `merge the range of ${it.key}`;
    case "lead":
      return `node ${it.node} leads the range of ${it.key}`;
    case "add":
      return `a replica of the range of ${it.key} at node ${it.node}`;
    case "remove":
      return `no replica of the range of ${it.key} at node ${it.node}`;
  }
}

/** What comes of what was asked. */
type Answer = RangeAnswer | { readonly ok: boolean; readonly words: string | null };

/** An order that is refused has its answer in words, which a reader is to see. */
export function outcome(answer: unknown): "ok" | "fail" {
  return (answer as Answer).ok || !("why" in (answer as Answer)) ? "ok" : "fail";
}

/** What it was answered, in a few words. */
export function answered(output: unknown, input: unknown): string {
  const answer = output as Answer;
  if ("words" in answer) return answer.words ?? "done";
  const isRead = (input as Asked & { readonly type?: string }).type === "get";
  if (!answer.ok || answer.value === null) return isRead ? "nothing there" : "done";
  return String(answer.value);
}
