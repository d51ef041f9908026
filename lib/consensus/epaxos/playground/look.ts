/** How replicas, instances and messages of EPaxos look, and what is worth telling. @module */

import type { Cell, Cells, MessageLook, NodeLook, Sign } from "../../../kit/playground/look.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { ballotLabel } from "../../ballot.ts";
import { commandText } from "../../playground/requests.ts";
import { compareIds, type Id, idLabel, idOf, type Instance } from "../instance.ts";
import { dependenciesLabel } from "../labels.ts";
import type { Message } from "../messages.ts";
import type { State } from "../state.ts";
import type { Value } from "../value.ts";

/** An instance that a replica knows of. */
interface Known {
  readonly id: Id;
  readonly label: string;
  readonly instance: Instance;
  /** Its place in the order of execution; Infinity as long as it has none. */
  readonly place: number;
}

/** All instances that a replica knows of: those that it has executed in their order, and then the others. */
function knownBy({ rows, executed }: Readonly<State>): Known[] {
  return rows.flatMap((row, replica) =>
    [...row].map(([slot, instance]) => {
      const id = { replica, slot }, label = idLabel(id);
      return { id, label, instance, place: executed.get(label) ?? Infinity };
    })
  ).sort((a, b) => a.place === b.place ? compareIds(a.id, b.id) : a.place - b.place);
}

/** What a replica is busy with. */
function stepOf({ attempts }: Readonly<State>) {
  const all = [...attempts.values()];
  const recovers = all.some(({ step }) => step !== "pre-accept" && step !== "accept");
  if (recovers) return { name: "recovers", weight: "open" } as const;
  return all.length > 0
    ? { name: "coordinates", weight: "strong" } as const
    : { name: "replica", weight: "plain" } as const;
}

/** How a replica looks. */
export function look(s: Readonly<State>): NodeLook {
  const { name, weight } = stepOf(s), known = knownBy(s);
  const open = known.filter(({ place }) => place === Infinity).length;
  return {
    weight,
    name,
    caption: name === "replica" ? "" : name,
    badge: `${s.executed.size} done`,
    facts: `${s.executed.size} executed, ${open} not`,
  };
}

/** Instances in the order in which this replica executes them; the colour tells whose they are. */
export const cells: Cells<State> = {
  named: true,
  title: "Instances, those executed first",
  last: (s) => knownBy(s).length,
  cell(s, index): Cell | undefined {
    const known = knownBy(s)[index - 1];
    if (known === undefined) return undefined;
    const { id, label, instance: { phase, proposal }, place } = known;
    const text = proposal === null ? "?" : valueText(proposal.value);
    const after = proposal === null ? "" : `, after ${dependenciesLabel(proposal.dependencies)}`;
    const standing = place < Infinity ? "executed" : phase === "none" ? "unknown" : phase;
    return {
      head: label,
      hue: id.replica,
      text,
      isFirm: place < Infinity,
      title: `Instance ${label}: ${text}${after}; ${standing}`,
    };
  },
};

function valueText({ commands }: Value): string {
  const [first] = commands;
  return first?.type === "command" ? commandText(first.command) : "–";
}

/** Phase 1 and votes are cool, recovery is warm. */
export function messageLook({ type }: Message): MessageLook {
  switch (type) {
    case "preAcceptReply":
    case "acceptReply":
      return { shape: "yes", tone: "cool" };
    case "prepare":
    case "validate":
    case "waiting":
      return { shape: "block", tone: "warm" };
    case "prepareReply":
    case "validateReply":
      return { shape: "yes", tone: "warm" };
    case "nack":
      return { shape: "no", tone: "warm" };
    case "commit":
      return { shape: "block", tone: "quiet" };
    case "status":
      return { shape: "dot", tone: "quiet" };
    default:
      return { shape: "block", tone: "cool" };
  }
}

/** What the signs mean. */
export const signs: readonly Sign[] = [
  { name: "pre-accept or accept", shape: "block", tone: "cool" },
  { name: "reply or vote", shape: "yes", tone: "cool" },
  { name: "commit", shape: "block", tone: "quiet" },
  { name: "recovery", shape: "block", tone: "warm" },
  { name: "what was known", shape: "yes", tone: "warm" },
  { name: "refusal", shape: "no", tone: "warm" },
];

/** The first instance that is decided, executed or taken over by this change. */
export function news(
  node: NodeId,
  before: Readonly<State> | undefined,
  now: Readonly<State>,
): string | undefined {
  const fresh = [...now.executed.keys()].filter((label) => before?.executed.has(label) !== true);
  if (fresh.length > 0) return `Node ${node} executes ${fresh.join(", ")}.`;
  for (const [label, attempt] of now.attempts) {
    if (before?.attempts.get(label)?.step === attempt.step) continue;
    if (attempt.step === "prepare") {
      return `Node ${node} takes ${label} over in ballot ${ballotLabel(attempt.ballot)}.`;
    }
    if (attempt.step === "accept") {
      const { proposal } = now.rows[idOf(label).replica]!.get(idOf(label).slot)!;
      const after = dependenciesLabel(proposal!.dependencies);
      return `Node ${node} asks for votes: ${label} comes after ${after}.`;
    }
  }
  return undefined;
}
