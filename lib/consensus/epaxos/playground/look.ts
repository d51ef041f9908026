/** How the replicas and messages of EPaxos look, and which commands wait for which. @module */

import type { MessageLook, NodeLook, Sign } from "../../../kit/playground/look.ts";
import type { Neighbour, Overlay } from "../../../kit/playground/views.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { covers, idLabel } from "../instance.ts";
import { isExecuted, lastSlot } from "../log.ts";
import type { Message } from "../messages.ts";
import type { Attempt, State } from "../state.ts";

/** What a replica does for an instance that it has in hand. */
const doing: Readonly<Record<Attempt["step"], string>> = {
  "pre-accept": "asks",
  accept: "collects votes",
  prepare: "takes over",
  validate: "examines",
  wait: "waits",
};

/** What a replica is busy with, and for which instance. */
export function look({ rows, attempts, executed }: Readonly<State>): NodeLook {
  const done = executed.size, open = rows.reduce((sum, { size }) => sum + size, 0) - done;
  const common = { badge: `${done} done`, facts: `${done} executed, ${open} not` };
  const [first] = attempts;
  if (first === undefined) return { weight: "plain", name: "replica", caption: "", ...common };
  const [label, { step }] = first, name = doing[step];
  const weight = step === "pre-accept" || step === "accept" ? "strong" : "open";
  return { weight, name, caption: `${name}, ${label}`, ...common };
}

/** What is not executed and depends on something of another row that is not executed either. */
export const overlay: Overlay<State> = {
  words: "commands that wait for one of the other replica, broken where they are not decided",
  of(state, node): Neighbour[] {
    const waits = new Map<NodeId, boolean>();
    for (const [slot, { proposal, phase }] of state.rows[node]!) {
      if (proposal === null || isExecuted(state, { replica: node, slot })) continue;
      for (const [to, last] of proposal.dependencies.entries()) {
        if (to === node || !isOpen(state, to, last)) continue;
        waits.set(to, (waits.get(to) ?? true) && phase === "committed");
      }
    }
    return [...waits].map(([to, isFirm]) => ({ to, isFirm }));
  },
};

/** Whether something of a row up to a slot is not executed, or not known. */
function isOpen(state: Readonly<State>, replica: NodeId, last: number): boolean {
  const open = [...state.rows[replica]!.keys()].filter((slot) =>
    !state.executed.has(idLabel({ replica, slot }))
  );
  const dependencies = state.rows.map((_, row) => row === replica ? last : 0);
  return lastSlot(state, replica) < last ||
    open.some((slot) => covers(dependencies, { replica, slot }));
}

/** Phase 1 is warm, votes and decisions are cool, and what is about instances of others is quiet. */
export function messageLook({ type }: Message): MessageLook {
  switch (type) {
    case "preAccept":
      return { shape: "block", tone: "warm" };
    case "preAcceptReply":
      return { shape: "yes", tone: "warm" };
    case "accept":
      return { shape: "block", tone: "cool" };
    case "acceptReply":
      return { shape: "yes", tone: "cool" };
    case "commit":
      return { shape: "dot", tone: "cool" };
    case "nack":
      return { shape: "no", tone: "warm" };
    case "prepareReply":
    case "validateReply":
      return { shape: "yes", tone: "quiet" };
    case "status":
      return { shape: "dot", tone: "quiet" };
    default:
      return { shape: "block", tone: "quiet" };
  }
}

/** What the signs mean. */
export const signs: readonly Sign[] = [
  { name: "pre-accept", shape: "block", tone: "warm" },
  { name: "what it depends on", shape: "yes", tone: "warm" },
  { name: "accept", shape: "block", tone: "cool" },
  { name: "vote", shape: "yes", tone: "cool" },
  { name: "decided", shape: "dot", tone: "cool" },
  { name: "takes over", shape: "block", tone: "quiet" },
  { name: "what it knew", shape: "yes", tone: "quiet" },
  { name: "promised more", shape: "no", tone: "warm" },
  { name: "so much is decided", shape: "dot", tone: "quiet" },
];
