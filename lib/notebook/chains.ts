/** Primaries, backups and chains, drawn for their chapter. @module */

import type { Figure } from "../figure/figure.ts";
import { withoutRoutine } from "../figure/routine.ts";
import { spacetime } from "../figure/spacetime/spacetime.ts";
import { stateMachine } from "../figure/state_machine/state_machine.ts";
import type { Labels } from "../model/labels.ts";
import type { NodeId } from "../model/protocol.ts";
import type { Trace } from "../model/trace.ts";
import { labels as chainLabels } from "../replication/chain/labels.ts";
import { labels as primaryLabels } from "../replication/primary_backup/labels.ts";
import type { NaiveMessage, NaiveState } from "../replication/primary_backup/naive.ts";
import { labels as registerLabels } from "../replication/register/labels.ts";

/** Whose runs are drawn in the words of their protocol. */
export type Drawn =
  /** The pair of copies that have no view service. */
  | "naive pair"
  /** Primary and backups, under a view service at node 0. */
  | "primary–backup"
  /** A chain, under a master at node 0. */
  | "chain";

/** Which part of a run is drawn. Times are in ms. */
export interface Shown {
  /** The first moment; by default the first event. */
  readonly from?: number;
  /** The last moment; by default the last event. */
  readonly to?: number;
  /** Whether the master or view service is drawn; default true. */
  readonly service?: boolean;
}

/** As wide as a page shows without scrolling, in px. */
const WIDTH = 770;

/** Whoever sits at a server and asks has a name, as there may be several at one. */
const names = ["Ann", "Ben", "Cem", "Dora"];
const client = (id: number) => names[id] ?? `client ${id}`;

const naive: Labels = {
  ...(registerLabels as Labels),
  client,
  node: (id) => `copy ${id}`,
  state: (s) => {
    const { isPrimary, isAlone } = s as NaiveState;
    return isPrimary ? isAlone ? "primary, alone" : "primary" : "backup";
  },
  message: (message) => {
    const told = message as NaiveMessage;
    if (told.type === "copy") return `${told.number}: ${registerLabels.message!(told.ask as never)}`;
    return told.type === "copied" ? `have ${told.number}` : "";
  },
  timer: (timer) => (timer as { readonly type: string }).type === "silence" ? "hears nothing" : "",
  routine: ({ type }) => type === "alive" || type === "beat",
  replies: ["copied"],
  colours: { copy: 1, copied: 1 },
  legend: { copy: "copy: do this, too", copied: "have: done up to here" },
};

const labelsOf: Readonly<Record<Drawn, Labels>> = {
  "naive pair": naive,
  "primary–backup": {
    ...(primaryLabels as Labels),
    client,
    node: (id) => id === 0 ? "view service" : `server ${id}`,
  },
  chain: {
    ...(chainLabels as Labels),
    client,
    node: (id) => id === 0 ? "master" : `server ${id}`,
  },
};

/** A run as a space-time diagram, without heartbeats and what is saved. */
export function drawRun(
  of: Drawn,
  trace: Trace,
  title: string,
  { service = true, ...shown }: Shown = {},
): Figure {
  const labels = labelsOf[of];
  const isLeftOut = (node: NodeId | undefined) => !service && node === 0 && of !== "naive pair";
  const kept = withoutRoutine(trace, labels).filter((event) =>
    event.kind !== "save" && !("node" in event && isLeftOut(event.node)) &&
    !("from" in event && isLeftOut(event.from as NodeId))
  );
  return spacetime(kept, { title, labels, width: WIDTH, ...shown });
}

/** What a server of primary–backup is, and when it becomes something else. */
export function drawRoles(): Figure {
  return stateMachine([
    { name: "idle", text: "is in no view" },
    { name: "backup", text: "does what the primary says" },
    { name: "primary", text: "orders and answers" },
  ], {
    title: "A server comes into a view as a backup, and leads only if it was one",
    transitions: [
      { from: "idle", to: "backup", words: "a view names it: gets the state first" },
      { from: "backup", to: "primary", words: "a later view: the primary has failed" },
      { from: "backup", to: "idle", words: "a later view without it" },
      { from: "primary", to: "idle", words: "a later view without it, or a restart with nothing" },
    ],
  });
}

/** What a server of a chain is, and when it becomes something else. */
export function drawPlaces(): Figure {
  return stateMachine([
    { name: "beside", text: "has nothing to say" },
    { name: "joining", text: "receives, serves nobody" },
    { name: "tail", text: "decides, answers queries" },
    { name: "head", text: "gives updates their order" },
  ], {
    title: "A server joins behind the tail, and moves up as those before it fail",
    transitions: [
      { from: "beside", to: "joining", words: "is wanted" },
      { from: "joining", to: "tail", words: "has everything" },
      { from: "tail", to: "head", words: "others join, those before it fail" },
      { from: "head", to: "beside", words: "is taken for failed, wherever it stands" },
    ],
  });
}
