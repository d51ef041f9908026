/** How the nodes and the messages of a chain look. @module */

import { commandText } from "../../../consensus/playground/requests.ts";
import type {
  Cell,
  Cells,
  Column,
  MessageLook,
  NodeLook,
  Sign,
} from "../../../kit/playground/look.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { KeyValueState } from "../../../replicated/state_machine/key_value.ts";
import type { Node, NodeMessage } from "../chain.ts";
import { chainLabel } from "../labels.ts";
import { had } from "../state.ts";
import { chainOf, standsIn } from "./views.ts";

/** A node stands where the chain has it that it goes by itself; below its number are the updates decided, and those open. */
export function look(state: Readonly<Node>, node: NodeId): NodeLook {
  const configuration = chainOf(state), { name, tone } = standsIn(configuration, node);
  const facts = `goes by ${chainLabel(configuration)}`;
  if (state.role === "master") {
    return { weight: "plain", tone, name, caption: name, badge: `e${configuration.epoch}`, facts };
  }
  const { decided, ready } = state.server, open = had(state.server) - decided;
  return {
    weight: name === "joins" || !ready ? "open" : "plain",
    tone,
    name,
    caption: `${name}, e${configuration.epoch}`,
    badge: open === 0 ? `${decided}` : `${decided}+${open}`,
    facts: `${decided} updates decided, ${open} open, ${facts}`,
  };
}

/** The chain that each goes by. */
export const columns: readonly Column<Node>[] = [
  { title: "Epoch", text: (state) => `${chainOf(state).epoch}` },
  {
    title: "Chain",
    wide: true,
    text: (state) => chainLabel(chainOf(state)).split(" ").slice(1).join(" "),
  },
];

/** Each object as it is decided, then the updates that are open: what is clean, and what is dirty. */
export const cells: Cells<Node> = {
  title: "Objects, and open updates",
  named: true,
  last: (state) => state.role === "master" ? 0 : versionsOf(state).length,
  cell: (state, index) => state.role === "master" ? undefined : versionsOf(state)[index - 1],
};

function versionsOf({ server }: Extract<Readonly<Node>, { role: "server" }>): Cell[] {
  const objects = [...server.machine as KeyValueState].sort(([a], [b]) => a < b ? -1 : 1);
  const clean = objects.map(([key, value]): Cell => ({
    head: key,
    hue: 0,
    text: value,
    isFirm: true,
    title: `${key} is ${value}, decided`,
  }));
  const open = server.log.slice(server.decided - server.base);
  const dirty = open.map(({ sequence, command }): Cell => ({
    head: `#${sequence}`,
    hue: sequence,
    text: commandText(command),
    isFirm: false,
    title: `update ${sequence}, ${commandText(command)}, not known to be at the tail`,
  }));
  return [...clean, ...dirty];
}

/** Updates and word of them are cool, a chain and what it takes is warm, the rest is quiet. */
export function messageLook({ type }: NodeMessage): MessageLook {
  switch (type) {
    case "propagate":
    case "state":
      return { shape: "block", tone: "cool" };
    case "acknowledge":
      return { shape: "yes", tone: "cool" };
    case "configuration":
      return { shape: "block", tone: "warm" };
    case "resume":
      return { shape: "yes", tone: "warm" };
    case "beat":
      return { shape: "dot", tone: "quiet" };
    case "heard":
    case "versionReply":
      return { shape: "yes", tone: "quiet" };
    default:
      return { shape: "block", tone: "quiet" };
  }
}

/** What the signs mean. */
export const signs: readonly Sign[] = [
  { name: "update", shape: "block", tone: "cool" },
  { name: "it is at the tail", shape: "yes", tone: "cool" },
  { name: "new chain", shape: "block", tone: "warm" },
  { name: "what it has", shape: "yes", tone: "warm" },
  { name: "request, question", shape: "block", tone: "quiet" },
  { name: "is there", shape: "dot", tone: "quiet" },
  { name: "answer", shape: "yes", tone: "quiet" },
];
