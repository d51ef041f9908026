/** Primaries, backups and chains, drawn for their chapter. @module */

import type { Figure } from "../figure/figure.ts";
import { logGrid } from "../figure/log_grid/log_grid.ts";
import { withoutRoutine } from "../figure/routine.ts";
import { spacetime } from "../figure/spacetime/spacetime.ts";
import { stateMachine } from "../figure/state_machine/state_machine.ts";
import type { Labels } from "../model/labels.ts";
import type { Trace } from "../model/trace.ts";
import { commandLabel } from "../replicated/labels.ts";
import type { Node } from "../replication/chain/chain.ts";
import { chainLabel, labels as chainLabels } from "../replication/chain/labels.ts";
import { labels as primaryLabels } from "../replication/primary_backup/labels.ts";
import type { NaiveMessage, NaiveState } from "../replication/primary_backup/naive.ts";
import type { Ask } from "../replication/register/register.ts";

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
  /**
   * What is wrong in the end: in a run of the explorer in place of the checker's words, in another one where the last answer
   * comes.
   */
  readonly wrong?: string;
  /** Which answer is wrong: the number of its operation; default: the last one. */
  readonly answer?: number;
  /** At which node it shows; default: where the checker says. */
  readonly at?: number;
  /** Whether it is a run of the explorer: its steps are counted, and no time passes. */
  readonly steps?: boolean;
  /** Of a partition, the nodes of the side that is cut off. */
  readonly side?: readonly number[];
  /** Whether the master or view service is drawn; default true. */
  readonly service?: boolean;
}

/** As wide as a page shows without scrolling, in px. */
const WIDTH = 770;

/** Whoever sits at a server and asks has a name, as there may be several at one. */
const names = ["Ann", "Ben", "Cem", "Dora"];

/** An answer of a replicated state machine, or a plain one. */
interface Answered {
  readonly ok?: boolean;
  readonly result?: unknown;
}

/** What clients are called, and what they are answered. */
const people: Labels = {
  client: (id) => names[id] ?? `client ${id}`,
  request: (command) => briefly(commandLabel(command)),
  answer: (output) => {
    const { ok, result = output } = Object(output) as Answered;
    return ok === false ? "refused" : result === null ? "ok" : `${result}`;
  },
};

/** Registers are written as in chapter 3: "x=1" writes, "x?" reads. */
function briefly(words: string): string {
  return words.replaceAll(/write (\w+) (\w+)/g, "$1=$2").replaceAll(/read (\w+)/g, "$1?");
}

const naive: Labels = {
  ...people,
  node: (id) => `copy ${id}`,
  state: (s) => {
    const { isPrimary, isAlone } = s as NaiveState;
    return isPrimary ? isAlone ? "primary, alone" : "primary" : "backup";
  },
  message: (message) => {
    const told = message as NaiveMessage;
    if (told.type === "copy") return `${told.number}: ${briefly(commandLabel(told.ask))}`;
    return told.type === "copied" ? `have ${told.number}` : "";
  },
  timer: () => "hears nothing",
  routine: ({ type }) => type === "alive" || type === "beat",
  replies: ["copied"],
  colours: { copy: 1, copied: 1 },
  legend: { copy: "copy: do this, too", copied: "have: done up to here" },
};

const labelsOf: Readonly<Record<Drawn, Labels>> = {
  "naive pair": naive,
  "primary–backup": {
    ...(primaryLabels as Labels),
    ...people,
    message: (message) => briefly((primaryLabels as Labels).message!(message as never)),
    node: (id) => id === 0 ? "view service" : `server ${id}`,
  },
  chain: {
    ...(chainLabels as Labels),
    ...people,
    node: (id) => id === 0 ? "master" : `server ${id}`,
    state: (s) => placeLabel(s as Node),
  },
};

/** How many updates a server has decided, and "+1" where it has one more that is open; of a master, its chain. */
function placeLabel(node: Readonly<Node>): string {
  if (node.role === "master") return chainLabel(node.master.inForce);
  const { decided, base, log, ready, attendance: { configuration } } = node.server;
  const open = base + log.length - decided;
  return `${decided}${open > 0 ? `+${open}` : ""}${ready ? "" : "?"} e${configuration.epoch}`;
}

/** A run as a space-time diagram, without heartbeats and what is saved. */
export function drawRun(
  of: Drawn,
  trace: Trace,
  title: string,
  { service = true, wrong, at, answer, steps = false, ...shown }: Shown = {},
): Figure {
  const labels = labelsOf[of];
  const isLeftOut = (node: unknown) => !service && node === 0 && of !== "naive pair";
  const kept = withoutRoutine(trace, labels).filter((event) =>
    event.kind !== "save" && !("node" in event && isLeftOut(event.node)) &&
    !("from" in event && isLeftOut(event.from))
  );
  const unit = steps ? "steps" : "ms";
  const marked = withWrong(inWords(kept), wrong, at, answer);
  return spacetime(marked, { title, labels, width: WIDTH, unit, ...shown });
}

/** The run with what is wrong in it, in words of the chapter, and where it shows. */
function withWrong(trace: Trace, words?: string, node?: number, answer?: number): Trace {
  const nodes = node === undefined ? {} : { nodes: [node] };
  if (words === undefined) return trace;
  if (trace.some(({ kind }) => kind === "violation")) {
    return trace.map((event) => event.kind === "violation" ? { ...event, words, ...nodes } : event);
  }
  const last = trace.findLastIndex((event) =>
    event.kind === "ok" && (answer === undefined || event.operation === answer)
  );
  const violation = {
    kind: "violation",
    at: trace[last]!.at,
    invariant: "linearizability",
    words,
    nodes: [],
    ...nodes,
  } as const;
  return trace.toSpliced(last + 1, 0, violation);
}

/** A read that finds nothing says so. */
function inWords(trace: Trace): Trace {
  const reads = new Set<number>();
  return trace.map((event) => {
    if (event.kind === "invoke" && (event.input as Ask).type === "read") {
      reads.add(event.operation);
    }
    if (event.kind !== "ok" || !reads.has(event.operation)) return event;
    const { result = event.output } = Object(event.output) as Answered;
    return result === null ? { ...event, output: "nothing" } : event;
  });
}

/** What a server of primary–backup is, and when it becomes something else. */
export function drawRoles(): Figure {
  return stateMachine([
    { name: "idle", text: "is in no view" },
    { name: "backup", text: "follows the primary" },
    { name: "primary", text: "orders and answers" },
  ], {
    title: "After the first view, only a backup becomes primary",
    transitions: [
      { from: "idle", to: "backup", words: "a view names it: gets the state first" },
      { from: "backup", to: "primary", words: "a later view: the primary has failed" },
      { from: "backup", to: "idle", words: "a later view without it, or a restart with nothing" },
      { from: "primary", to: "idle", words: "a later view without it, or a restart with nothing" },
    ],
  });
}

/** The histories of the servers of a chain, up to the first update that the tail lacks, and beyond. */
export function drawHistories(
  states: readonly (Readonly<Node> | undefined)[],
  updates: readonly string[],
  title: string,
): Figure {
  const logs = states.flatMap((node, id) => {
    if (node?.role !== "server") return [];
    const { base, log, decided } = node.server, count = base + log.length;
    const place = node.server.attendance.configuration.chain.indexOf(id);
    const name = `server ${id}${["", " (head)", " (middle)", " (tail)"][place + 1] ?? ""}`;
    const entries = updates.slice(0, count).map((head) => ({ term: 1, head }));
    return [{ name, entries, committed: decided, note: `Sent: ${count - decided}` }];
  });
  const words = { index: "number", term: "update", committed: "known to be at the tail" };
  return logGrid(logs, { title, words });
}

/** What a server of a chain is, and when it becomes something else. */
export function drawPlaces(): Figure {
  return stateMachine([
    { name: "beside", text: "serves nobody" },
    { name: "joining", text: "only receives" },
    { name: "in the chain", text: "as its place says" },
  ], {
    title: "A server joins behind the tail, and leaves from anywhere",
    transitions: [
      { from: "beside", to: "joining", words: "is wanted: gets all objects" },
      { from: "joining", to: "in the chain", words: "has everything: is the tail" },
      { from: "in the chain", to: "in the chain", words: "another fails: moves up" },
      { from: "in the chain", to: "beside", words: "is taken for failed" },
      { from: "joining", to: "beside", words: "is taken for failed" },
    ],
  });
}
