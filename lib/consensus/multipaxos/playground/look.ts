/** How Multi-Paxos' nodes, slots and messages look, and what is worth telling. @module */

import type { Cell, Cells, MessageLook, NodeLook, Sign } from "../../../kit/playground/look.ts";
import type { Seen } from "../../../kit/playground.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { ballotLabel, compareBallots } from "../../ballot.ts";
import { commandText } from "../../playground/requests.ts";
import type { Message } from "../messages.ts";
import type { State } from "../state.ts";
import type { Value } from "../value.ts";

/** What a node is. */
function roleOf({ leading, mandate, canvass }: Readonly<State>) {
  if (leading !== null) return { name: "leader", weight: "strong" } as const;
  const stands = mandate !== null || canvass !== null;
  return stands
    ? { name: "candidate", weight: "open" } as const
    : { name: "follower", weight: "plain" } as const;
}

/** How a node looks; one that only asks whether it should stand is a candidate too. */
export function look(s: Readonly<State>): NodeLook {
  const { name, weight } = roleOf(s), ballot = ballotLabel(s.promised);
  const votes = s.log.entries.size;
  const kept = `${votes} ${votes === 1 ? "vote" : "votes"}, ${s.executed} executed`;
  return {
    weight,
    name,
    caption: name === "follower" ? "" : name,
    badge: `≥ ${ballot}`,
    facts: `takes part from ballot ${ballot} on, ${kept}`,
  };
}

/** The node that leads in the highest ballot, if any does. */
export function leaderOf(nodes: readonly Seen<State>[]): NodeId | undefined {
  const leading = nodes.flatMap(({ node, isUp, state }) =>
    isUp && state !== undefined && state.leading !== null ? [{ node, state }] : []
  );
  leading.sort((a, b) => compareBallots(b.state.promised, a.state.promised));
  return leading[0]?.node;
}

/** The log: the ballot of each vote in colour, and what it is for. */
export const cells: Cells<State> = {
  title: "Log, by slot",
  last: ({ log }) => Math.max(log.base, ...log.entries.keys()),
  cell({ log }, slot): Cell | undefined {
    const entry = log.entries.get(slot);
    if (entry === undefined) return undefined;
    const ballot = ballotLabel(entry.ballot), text = valueText(entry.value);
    return {
      head: ballot,
      hue: entry.ballot.round,
      text,
      isFirm: entry.chosen,
      title: `Slot ${slot}, a vote in ballot ${ballot}: ${text}, ` +
        (entry.chosen ? "decided" : "not known to be decided"),
    };
  },
};

/** What a slot has, in very few letters. */
function valueText({ commands }: Value): string {
  const [first] = commands;
  return first?.type === "command" ? commandText(first.command) : "–";
}

/** What is about ballots is warm, what is about slots is cool, and heartbeats and answers to leaders are quiet. */
export function messageLook(message: Message): MessageLook {
  switch (message.type) {
    case "canvass":
    case "prepare":
    case "standNow":
      return { shape: "block", tone: "warm" };
    case "consent":
    case "promise":
      return { shape: "yes", tone: "warm" };
    case "accept":
      return message.values.length > 0
        ? { shape: "block", tone: "cool" }
        : { shape: "dot", tone: "quiet" };
    case "accepted":
      return { shape: "yes", tone: "quiet" };
    case "nack":
      return { shape: "no", tone: "warm" };
    default:
      return { shape: "block", tone: "cool" };
  }
}

/** What the signs mean. */
export const signs: readonly Sign[] = [
  { name: "ballot", shape: "block", tone: "warm" },
  { name: "promise", shape: "yes", tone: "warm" },
  { name: "refusal", shape: "no", tone: "warm" },
  { name: "values", shape: "block", tone: "cool" },
  { name: "heartbeat", shape: "dot", tone: "quiet" },
  { name: "yes", shape: "yes", tone: "quiet" },
];

/** A change of role or ballot. */
export function news(
  node: NodeId,
  before: Readonly<State> | undefined,
  now: Readonly<State>,
): string | undefined {
  const { name } = roleOf(now), ballot = ballotLabel(now.promised);
  const was = before === undefined ? undefined : roleOf(before).name;
  if (was === name && ballotLabel(before!.promised) === ballot) return undefined;
  if (name === "leader") {
    return was === name ? undefined : `Node ${node} leads in ballot ${ballot}.`;
  }
  if (now.mandate !== null) return `Node ${node} asks for promises in ballot ${ballot}.`;
  if (now.canvass !== null) return `Node ${node} asks who would promise.`;
  return was === "leader" ? `Node ${node} no longer leads.` : undefined;
}
