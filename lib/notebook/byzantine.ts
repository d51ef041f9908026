/** Runs, rings, chains and roles of protocols among liars, drawn for their chapter. @module */

import { kit as consistent } from "../consensus/consistent_broadcast/kit.ts";
import { loyalLabels as hotStuff } from "../consensus/hotstuff/labels.ts";
import { kit as oral } from "../consensus/oral_messages/kit.ts";
import { labels as pbft } from "../consensus/pbft/labels.ts";
import { kit as bracha } from "../consensus/reliable_broadcast/kit.ts";
import { kit as signed } from "../consensus/signed_messages/kit.ts";
import type { Figure } from "../figure/figure.ts";
import { graph } from "../figure/graph/graph.ts";
import { type GridLog, logGrid } from "../figure/log_grid/log_grid.ts";
import { withoutRoutine } from "../figure/routine.ts";
import type { TimeScale } from "../figure/spacetime/options.ts";
import { spacetime } from "../figure/spacetime/spacetime.ts";
import { stateMachine } from "../figure/state_machine/state_machine.ts";
import type { Tells } from "../laboratory/byzantine/view_changes.ts";
import type { ThreeGenerals } from "../laboratory/byzantine/three_generals.ts";
import type { Labels } from "../model/labels.ts";
import type { NodeId, Tagged } from "../model/protocol.ts";
import type { Trace } from "../model/trace.ts";
import { besideTraitors } from "../security/adversary/loyal.ts";

/** How each of them is told. */
export const words = {
  "bracha": bracha.labels as Labels,
  "consistent-broadcast": consistent.labels as Labels,
  "oral-messages": oral.labels as Labels,
  "signed-messages": signed.labels as Labels,
  "pbft": besideTraitors(pbft) as Labels,
  "hotstuff": besideTraitors(hotStuff) as Labels,
} as const;

/** Whose run it is, by the name of its kit. */
export type Told = keyof typeof words;

/** Which part of a run is drawn, and what of it. */
export interface Shown {
  /** The first moment, in ms; by default the first event. */
  readonly from?: number;
  /** The last moment, in ms; by default the last event. */
  readonly to?: number;
  /** How many of the nodes are replicas; the others are proxies, and called so. Default: all are. */
  readonly replicas?: number;
  /** Messages and timers of these types alone are drawn, and what clients ask and are answered; default: all. */
  readonly only?: readonly string[];
  /** How time is spread; by default as it fits. */
  readonly scale?: TimeScale;
  /** The nodes that stand out while all others fade; default: those that violate a property, if any do. */
  readonly highlight?: "violation" | readonly NodeId[];
}

/** A run as a space-time diagram in the words of its protocol. What replicas say of how far they have come is left out. */
export function drawRun(
  protocol: Told,
  trace: Trace,
  title: string,
  { replicas, only, ...shown }: Shown = {},
): Figure {
  const labels = words[protocol], kept = withoutRoutine(trace, labels);
  const drawn = only === undefined ? kept : kept.filter((event) => isOf(event, only));
  const named = replicas === undefined ? labels : {
    ...labels,
    node: (node: NodeId) => node < replicas ? `replica ${node}` : `proxy ${node - replicas}`,
  };
  return spacetime(drawn, { title, labels: named, ...shown });
}

function isOf(event: Trace[number], only: readonly string[]): boolean {
  if (event.kind === "timer") return only.includes((event.timer as Tagged).type);
  if (event.kind !== "send" && event.kind !== "deliver") return true;
  return only.includes((event.body as Tagged).type);
}

/** The ring of six generals, with what each obeys, and the three battles that are cut out of it. */
export function drawRing({ ring, battles }: ThreeGenerals, title: string): Figure {
  const nodes = ring.map(({ place, order, obeys }) => ({
    id: place,
    name: place,
    text: order === null ? `obeys ${obeys ?? "nothing"}` : `orders ${order}`,
  }));
  const places = nodes.map(({ id }) => id);
  const edges = places.map((from, i) => {
    const to = places[(i + 1) % places.length]!;
    const battle = battles.find(({ loyal: [one, other] }) => one === from && other === to);
    return battle === undefined ? { from, to, kind: "beside" } : {
      from,
      to,
      kind: `${"ABC"[battle.traitor]} is the traitor`,
      ...(battle.breaks === undefined ? {} : { why: `breaks ${battle.breaks}` }),
    };
  });
  return graph({ nodes, edges }, { title });
}

/** How a batch fares at a replica of PBFT, and how a replica goes from view to view: a state machine each. */
export function drawRoles(): { readonly batch: Figure; readonly replica: Figure } {
  return {
    batch: stateMachine([
      { name: "accepted", text: "in this view" },
      { name: "prepared", text: "and no other can be" },
      { name: "committed", text: "in later views, too" },
    ], {
      title: "A batch at a replica: nobody loyal goes back from committed",
      transitions: [
        { from: "accepted", to: "prepared", words: "a quorum has agreed, the primary with it" },
        { from: "prepared", to: "committed", words: "a quorum has it prepared" },
        { from: "prepared", to: "accepted", words: "another view, which may begin with it" },
        { from: "committed", to: "committed", words: "executed in turn" },
      ],
    }),
    replica: stateMachine([
      { name: "in view v", text: "takes part" },
      { name: "leaves", text: "says no more in v" },
    ], {
      title: "A replica leaves a view for good",
      transitions: [
        { from: "in view v", to: "leaves", words: "a request waits too long, or f + 1 leave" },
        { from: "leaves", to: "leaves", words: "none begins in time: the next" },
        { from: "leaves", to: "in view v", words: "a new view that follows from a quorum" },
      ],
    }),
  };
}

/** What replicas tell that want another view, as a grid: in each box the view of a proof, and the batch. */
export function drawPrepared(all: readonly Tells[], title: string): Figure {
  const most = Math.max(...all.flatMap(({ stable, prepared }) => [
    stable,
    ...prepared.map(([sequence]) => sequence),
  ]));
  const logs = all.map(({ replica, stable, prepared }): GridLog => ({
    name: `replica ${replica}`,
    note: stable === 0 ? "no stable checkpoint" : `stable: ${stable}`,
    entries: Array.from({ length: most }, (_, i) => {
      const proof = prepared.find(([sequence]) => sequence === i + 1);
      if (proof === undefined) return i < stable ? { term: 0, head: "…", text: "…" } : null;
      const [, view, batch] = proof;
      return { term: view + 1, head: `v${view}`, text: batch };
    }),
    committed: stable,
  }));
  return logGrid(logs, {
    title,
    words: {
      index: "number",
      term: "view of the proof",
      text: "the batch",
      committed: "up to the stable checkpoint",
    },
  });
}

/** A block of a chain, as far as it is drawn. */
export interface DrawnBlock {
  /** In which view it was proposed. */
  readonly view: number;
  /** The view of the block that it extends; 0: the first of all. */
  readonly on: number;
  /** Whether it stands out. */
  readonly marked?: boolean;
}

/** Branches of a tree of blocks, a row each, with a box in the column of its view for each block. */
export function drawBranches(
  branches: readonly {
    readonly name: string;
    readonly note?: string;
    readonly blocks: readonly DrawnBlock[];
  }[],
  title: string,
): Figure {
  const most = Math.max(...branches.flatMap(({ blocks }) => blocks.map(({ view }) => view)));
  const logs = branches.map(({ name, note, blocks }, i): GridLog => ({
    name,
    ...(note === undefined ? {} : { note }),
    entries: Array.from({ length: most }, (_, place) => {
      const block = blocks.find(({ view }) => view === place + 1);
      if (block === undefined) return null;
      const { on, marked = false } = block;
      return {
        term: i + 1,
        head: `v${place + 1}`,
        text: `on ${on}`,
        ...(marked ? { marked } : {}),
      };
    }),
  }));
  return logGrid(logs, {
    title,
    words: { index: "view", term: "view of the block", text: "view of its parent" },
  });
}
