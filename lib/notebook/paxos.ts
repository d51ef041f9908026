/** Runs, roles and logs of Paxos and Multi-Paxos, drawn for their chapter. @module */

import { ballotLabel } from "../consensus/ballot.ts";
import { labels as fastPaxos } from "../consensus/fast_paxos/labels.ts";
import { labels as multiPaxos, valueLabel } from "../consensus/multipaxos/labels.ts";
import type { State } from "../consensus/multipaxos/state.ts";
import { labels as paxos } from "../consensus/paxos/labels.ts";
import type { Figure } from "../figure/figure.ts";
import { type GridEntry, type GridLog, logGrid } from "../figure/log_grid/log_grid.ts";
import { withoutRoutine } from "../figure/routine.ts";
import { spacetime } from "../figure/spacetime/spacetime.ts";
import { stateMachine } from "../figure/state_machine/state_machine.ts";
import type { Labels } from "../model/labels.ts";
import type { Trace } from "../model/trace.ts";

const words = {
  "paxos": paxos as Labels,
  "multipaxos": multiPaxos as Labels,
  "fast-paxos": fastPaxos as Labels,
} as const;

/** Which part of a run is drawn, and what of it. */
export interface Shown {
  /** Whose run it is, by the name of its kit; default "paxos", one value. */
  readonly protocol?: "paxos" | "multipaxos" | "fast-paxos";
  /** The first moment, in ms; by default the first event. */
  readonly from?: number;
  /** The last moment, in ms; by default the last event. */
  readonly to?: number;
  /** Whether heartbeats, their answers and their timers are drawn, too; default false. Paxos of one value has none. */
  readonly heartbeats?: boolean;
  /** Whether messages of a node to itself are drawn, too; default true. */
  readonly toItself?: boolean;
}

/** A run as a space-time diagram in the words of its protocol. */
export function drawRun(
  trace: Trace,
  title: string,
  { protocol = "paxos", heartbeats = false, toItself = true, ...shown }: Shown = {},
): Figure {
  const labels = words[protocol];
  const kept = heartbeats ? trace : withoutRoutine(trace, labels);
  const drawn = toItself ? kept : kept.filter((event) => !isToItself(event));
  return spacetime(drawn, { title, labels, ...shown });
}

function isToItself(event: Trace[number]): boolean {
  return (event.kind === "send" || event.kind === "deliver" || event.kind === "lose") &&
    event.from === event.to;
}

/** The roles that a node of Paxos plays, and how each goes on. */
export interface Roles {
  /** Who wants something decided. */
  readonly proposer: Figure;
  /** Who votes. */
  readonly acceptor: Figure;
  /** Who hears of the votes. */
  readonly learner: Figure;
  /** A server of Multi-Paxos, which has a leader. */
  readonly server: Figure;
}

/** What each role of Paxos is, and when it becomes something else: a state machine each. */
export function drawRoles(): Roles {
  return { proposer: proposer(), acceptor: acceptor(), learner: learner(), server: server() };
}

function proposer(): Figure {
  return stateMachine([
    { name: "phase 1", text: "asks for promises" },
    { name: "phase 2", text: "asks for votes" },
    { name: "done", text: "has learnt a value" },
  ], {
    title: "A proposer that is asked goes through both phases, in a higher ballot if it fails",
    transitions: [
      { from: "phase 1", to: "phase 1", words: "refused, or waits in vain" },
      { from: "phase 1", to: "phase 2", words: "a quorum has promised" },
      { from: "phase 2", to: "phase 1", words: "is refused, or waits in vain: a higher ballot" },
      { from: "phase 2", to: "done", words: "a quorum has voted" },
    ],
  });
}

function acceptor(): Figure {
  return stateMachine([
    { name: "has not voted", text: "no ballot below b" },
    { name: "has voted", text: "b, and its last vote" },
  ], {
    title: "An acceptor promises and votes, and its ballot b never falls",
    transitions: [
      { from: "has not voted", to: "has not voted", words: "prepare from b on: promises" },
      { from: "has not voted", to: "has voted", words: "accept of b, or of a higher ballot" },
      { from: "has voted", to: "has voted", words: "prepare (above its vote) or accept from b on" },
    ],
  });
}

function learner(): Figure {
  return stateMachine([
    { name: "listens", text: "keeps last votes" },
    { name: "has learnt", text: "a value, for good" },
  ], {
    title: "A learner counts votes",
    transitions: [
      { from: "listens", to: "listens", words: "a vote" },
      { from: "listens", to: "has learnt", words: "a quorum has voted in one ballot" },
    ],
  });
}

function server(): Figure {
  return stateMachine([
    { name: "follower", text: "promises and votes" },
    { name: "candidate", text: "asks for promises" },
    { name: "leader", text: "asks for votes" },
  ], {
    title: "A server of Multi-Paxos: phase 1 once for all slots, then phase 2 for each",
    transitions: [
      { from: "follower", to: "candidate", words: "hears no leader: a higher ballot" },
      { from: "candidate", to: "candidate", words: "no quorum has promised: a higher ballot" },
      { from: "candidate", to: "leader", words: "a quorum has promised, for all slots" },
      { from: "candidate", to: "follower", words: "hears of a higher ballot" },
      { from: "leader", to: "follower", words: "hears of a higher ballot, or no quorum hears it" },
    ],
  });
}

/** What stands out in a drawing of logs, and what is said beside them. */
export interface LogsShown {
  /** The slot whose entries stand out. */
  readonly marked?: number;
  /** What is said of each server; by default its role, and the ballot that it has promised. */
  readonly notes?: readonly string[];
}

/** The logs of all servers of Multi-Paxos as a grid: in each box the ballot of the vote, and what it is for. */
export function drawLogs(
  states: readonly (Readonly<State> | undefined)[],
  title: string,
  { marked, notes }: LogsShown = {},
): Figure {
  const logs = states.map((s, node): GridLog => ({
    name: `server ${node}`,
    note: notes?.[node] ?? (s === undefined ? "down" : noteOf(s)),
    entries: s === undefined ? [] : entriesOf(s, states.length, marked),
    committed: s?.executed ?? 0,
  }));
  return logGrid(logs, { title, words: gridWords });
}

const gridWords = {
  index: "slot",
  term: "ballot of the vote",
  committed: "decided and executed",
  ahead: "decided, and waits for a slot before it",
} as const;

function noteOf({ leading, mandate, canvass, promised }: Readonly<State>): string {
  const stands = mandate !== null || canvass !== null;
  const role = leading !== null ? "leader" : stands ? "candidate" : "follower";
  return `${role}, has promised ${ballotLabel(promised)}`;
}

function entriesOf(
  { log, executed }: Readonly<State>,
  nodes: number,
  marked: number | undefined,
): (GridEntry | null)[] {
  const last = Math.max(log.base, executed, ...log.entries.keys());
  return Array.from({ length: last }, (_, i) => {
    const slot = i + 1, entry = log.entries.get(slot);
    if (entry === undefined) return slot <= log.base ? { term: 0, head: "…", text: "…" } : null;
    const { ballot, value, chosen } = entry;
    return {
      // Ballots that follow each other have different colours.
      term: (ballot.round - 1) * nodes + ballot.node + 1,
      head: ballotLabel(ballot),
      text: valueLabel(value),
      ...marked === slot ? { marked: true } : {},
      ...chosen && slot > executed ? { committed: true } : {},
    };
  });
}
