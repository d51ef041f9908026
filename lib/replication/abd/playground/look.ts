/** How nodes and messages of ABD look, and what is worth telling. @module */

import type { Cells, MessageLook, NodeLook, Sign } from "../../../kit/playground/look.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { labels, versionLabel } from "../labels.ts";
import type { Message } from "../messages.ts";
import { heldIn, type State } from "../state.ts";
import { tagLabel } from "../tags.ts";

/** The register of the playground. */
export const KEY = "x";

/** What a node does as a coordinator: the operation that is oldest counts. */
function stageOf({ operations }: Readonly<State>) {
  for (const { stage } of operations.values()) {
    return stage === "query" ? "asks" : "stores";
  }
  return "idle";
}

/** How a node looks: as a coordinator beside it, as a replica in it. */
export function look(s: Readonly<State>): NodeLook {
  const name = stageOf(s);
  return {
    weight: name === "idle" ? "plain" : "open",
    name,
    caption: name === "idle" ? "" : name,
    badge: `x=${versionLabel(heldIn(s, KEY))}`,
    facts: labels.stateInFull!(s)!,
  };
}

/** What each replica holds. */
export const cells: Cells<State> = {
  title: "Holds",
  last: ({ held }) => held.size,
  cell(s) {
    const { tag, value } = heldIn(s, KEY);
    if (tag.time === 0) return undefined;
    const head = tagLabel(tag);
    return {
      head,
      hue: tag.time,
      text: `${value}`,
      isFirm: true,
      title: `${value}, under the tag ${head}: time ${tag.time} of node ${tag.writer}`,
    };
  },
};

/** Questions are warm, what is stored is cool. */
export function messageLook({ type }: Message): MessageLook {
  switch (type) {
    case "query":
      return { shape: "block", tone: "warm" };
    case "latest":
      return { shape: "yes", tone: "warm" };
    case "stored":
      return { shape: "yes", tone: "cool" };
    default:
      return { shape: "block", tone: "cool" };
  }
}

/** What the signs mean. */
export const signs: readonly Sign[] = [
  { name: "query", shape: "block", tone: "warm" },
  { name: "latest", shape: "yes", tone: "warm" },
  { name: "store", shape: "block", tone: "cool" },
  { name: "stored", shape: "yes", tone: "cool" },
];

/** A coordinator goes from one phase to the other; a replica takes a version. */
export function news(
  node: NodeId,
  before: Readonly<State> | undefined,
  now: Readonly<State>,
): string | undefined {
  const version = heldIn(now, KEY);
  const was = before === undefined ? version : heldIn(before, KEY);
  if (tagLabel(version.tag) !== tagLabel(was.tag)) {
    return `Node ${node} holds ${version.value} under the tag ${tagLabel(version.tag)}.`;
  }
  const stage = stageOf(now);
  if (before !== undefined && stageOf(before) === stage) return undefined;
  if (stage === "asks") return `Node ${node} asks all what they hold.`;
  if (stage !== "stores") return undefined;
  const [operation] = now.operations.values();
  return operation?.stage === "store"
    ? `Node ${node} has all hold ${versionLabel(operation.version)}.`
    : undefined;
}
