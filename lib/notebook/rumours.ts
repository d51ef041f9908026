/** Rumours, comparisons and broadcasts, drawn for their chapter. @module */

import type { Figure } from "../figure/figure.ts";
import { hierarchy } from "../figure/hierarchy/hierarchy.ts";
import type { Rank } from "../figure/hierarchy/reduce.ts";
import { overlays } from "../figure/overlay/overlay.ts";
import { withoutRoutine } from "../figure/routine.ts";
import { spacetime } from "../figure/spacetime/spacetime.ts";
import { stateMachine } from "../figure/state_machine/state_machine.ts";
import type { Grown } from "../laboratory/membership/plumtree/grown.ts";
import { labels as comparing } from "../membership/anti_entropy/labels.ts";
import { hashOf } from "../membership/anti_entropy/merkle/hash.ts";
import {
  change,
  childrenOf,
  emptyTree,
  hashAt,
  leafOf,
  type MerkleTree,
  ROOT,
  type TreeNode,
} from "../membership/anti_entropy/merkle/tree.ts";
import { labels as gossiping } from "../membership/gossip/labels.ts";
import type { State } from "../membership/gossip/state.ts";
import { labels as broadcasting } from "../membership/plumtree/labels.ts";
import type { Message as BroadcastMessage } from "../membership/plumtree/messages.ts";
import type { Labels } from "../model/labels.ts";
import type { Trace } from "../model/trace.ts";

/** Which part of a run is drawn. Times are in ms. */
export interface Shown {
  /** The first moment; by default the first event. */
  readonly from?: number;
  /** The last moment; by default the last event. */
  readonly to?: number;
  /** Whether what clients ask and are answered is drawn, too; default true. */
  readonly clients?: boolean;
}

/** As wide as a page shows without scrolling, in px. */
const WIDTH = 770;

/** A run in which there is one rumour, so that its name says nothing: what each node is stands at its line. */
export function drawRumour(
  trace: Trace,
  title: string,
  shown: Omit<Shown, "clients"> = {},
): Figure {
  const told = (body: { readonly type: string }) => body.type === "tell" ? "news" : "";
  const labels: Labels = {
    ...(gossiping as Labels),
    message: told as (message: unknown) => string,
    timer: () => "",
    state: (s) => standing(s as State),
    answer: () => "",
  };
  const kept = trace.filter(({ kind }) => kind !== "save");
  return spacetime(kept, { title, labels, width: WIDTH, ...shown });
}

/** What a node is with respect to the only rumour; nothing where it is susceptible. */
function standing({ known, hot }: State): string | undefined {
  if (known.size === 0) return undefined;
  return hot.size > 0 ? "infective" : "removed";
}

/** Trees among the same nodes, beside each other, each with what stands under it. */
export function drawTrees(
  trees: readonly { readonly name: string; readonly tree: Grown }[],
  title: string,
): Figure {
  const links = (all: Grown["eager"]) => all.map(([a, b]) => [`${a}`, `${b}`] as const);
  return overlays(
    trees.map(({ name, tree: { order, down, eager, lazy } }) => ({
      name,
      nodes: order.map((node) => ({
        name: `${node}`,
        ...down.includes(node) ? { is: "down" as const } : {},
        ...node === 0 ? { is: "source" as const } : {},
      })),
      strong: links(eager),
      weak: links(lazy),
    })),
    { title, strong: "eager link: payloads", weak: "lazy link: announcements" },
  );
}

/** What becomes of a node with respect to a rumour: a state machine. */
export function drawLife(): Figure {
  return stateMachine([
    { name: "susceptible", text: "has not heard it" },
    { name: "infective", text: "tells others" },
    { name: "removed", text: "knows, and is silent" },
  ], {
    title: "A node hears a rumour, tells it for a while, and loses interest",
    transitions: [
      { from: "susceptible", to: "infective", words: "hears it" },
      { from: "infective", to: "infective", words: "a round: tells somebody" },
      { from: "infective", to: "removed", words: "seems to be known" },
    ],
  });
}

/** What becomes of one end of a link of Plumtree: a state machine. */
export function drawLink(): Figure {
  return stateMachine([
    { name: "eager", text: "sends payloads" },
    { name: "lazy", text: "sends word of them" },
  ], {
    title: "An end of a link is eager until it is not needed, and lazy until it is",
    transitions: [
      { from: "eager", to: "eager", words: "a payload is new" },
      { from: "eager", to: "lazy", words: "got a payload twice, or a prune" },
      { from: "lazy", to: "eager", words: "a payload is overdue, or a graft comes" },
    ],
  });
}

/** What two nodes hold, key by key, as two hash trees of eight leaves: which nodes of them a descent looks at. */
export function drawDescent(
  here: Readonly<Record<string, string>>,
  there: Readonly<Record<string, string>>,
  title: string,
): Figure {
  const shape = { branching: 2, depth: 3 };
  const [own, other] = [here, there].map((holds) => {
    const tree = emptyTree(shape);
    for (const [key, value] of Object.entries(holds)) change(tree, key, 0, hashOf(key, value));
    return tree;
  }) as [MerkleTree, MerkleTree];
  const keysIn = (leaf: number) =>
    Object.keys({ ...here, ...there }).filter((key) => leafOf(shape, key) === leaf);
  const ranks: Rank[] = [];
  const visit = (node: TreeNode, isLookedAt: boolean) => {
    const differs = hashAt(own, node) !== hashAt(other, node), children = childrenOf(shape, node);
    ranks.push({
      name: nameOf(node),
      above: children.map(nameOf),
      words: node.level < shape.depth ? "" : keysIn(node.index).join(", ") || "–",
      kind: !isLookedAt ? "not looked at" : differs ? "differs" : "is the same",
    });
    for (const child of children) visit(child, isLookedAt && differs);
  };
  visit(ROOT, true);
  return hierarchy(ranks, { title, quiet: "not looked at" });
}

function nameOf({ level, index }: TreeNode): string {
  return level === 0 ? "root" : `${level}/${index}`;
}

/** Whose runs are drawn in the words of their protocol: Plumtree's, or those of anti-entropy. */
export type Drawn = "broadcast" | "comparison";

/** Short words: what a broadcast is called is left out, as each picture has one. */
const shortly: Labels = {
  ...(broadcasting as Labels),
  message: (message) => {
    const told = message as BroadcastMessage;
    if (told.type === "gossip" || told.type === "broadcast") return `“${told.payload}”`;
    return told.type === "ihave" ? "has it" : told.type;
  },
  timer: () => "overdue",
  state: (s) => (broadcasting as Labels).state!(s)?.replace(/ has \d+$/, ""),
  answer: () => "",
};

const wordsOf: Readonly<Record<Drawn, Labels>> = {
  broadcast: shortly,
  comparison: comparing as Labels,
};

/** A run in the words of its protocol. */
export function drawRun(
  of: Drawn,
  trace: Trace,
  title: string,
  { clients = true, ...shown }: Shown = {},
): Figure {
  const labels = wordsOf[of];
  const kept = withoutRoutine(trace, labels).filter((event) =>
    event.kind !== "save" && (clients || !("process" in event))
  );
  return spacetime(kept, { title, labels, ...shown });
}
