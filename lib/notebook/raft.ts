/** Runs, roles and logs of Raft, drawn for its chapter. @module */

import { latest } from "../consensus/raft/configuration.ts";
import { labels } from "../consensus/raft/labels.ts";
import { entryAt, lastIndex, termAt } from "../consensus/raft/log.ts";
import type { State } from "../consensus/raft/state.ts";
import type { Figure } from "../figure/figure.ts";
import { type GridEntry, type GridLog, logGrid } from "../figure/log_grid/log_grid.ts";
import { withoutRoutine } from "../figure/routine.ts";
import { stateMachine } from "../figure/state_machine/state_machine.ts";
import { spacetime } from "../figure/spacetime/spacetime.ts";
import type { Labels } from "../model/labels.ts";
import type { Trace } from "../model/trace.ts";

/** Which part of a run is drawn, and what of it. */
export interface Shown {
  /** The first moment, in ms; by default the first event. */
  readonly from?: number;
  /** The last moment, in ms; by default the last event. */
  readonly to?: number;
  /** Whether heartbeats, their answers and their timers are drawn, too; default false. */
  readonly heartbeats?: boolean;
  /** Whether a server's state tells who votes by the latest configuration in its log: `{0,1}`; default false. */
  readonly voters?: boolean;
}

/** A run as a space-time diagram in the words of Raft. */
export function drawRun(
  trace: Trace,
  title: string,
  { heartbeats = false, voters = false, ...shown }: Shown = {},
): Figure {
  const words = (voters ? withVoters : labels) as Labels;
  const kept = heartbeats ? trace : withoutRoutine(trace, words);
  return spacetime(kept, { title, labels: words, ...shown });
}

/** The words of Raft, in which a server's state also tells whose votes it counts. */
const withVoters: typeof labels = {
  ...labels,
  state(s) {
    const { voters } = latest(s.configurations).configuration;
    return `${labels.state!(s)} {${voters.join(",")}}`;
  },
};

/** What a server of Raft is, and when it becomes something else, as in Figure 4 of the paper. */
export function drawRoles(): Figure {
  return stateMachine([
    { name: "follower", text: "votes, copies the log" },
    { name: "candidate", text: "asks for votes" },
    { name: "leader", text: "takes commands" },
  ], {
    title: "A server is a follower, a candidate or the leader",
    transitions: [
      { from: "follower", to: "candidate", words: "hears no leader: stands in a new term" },
      { from: "candidate", to: "candidate", words: "nobody is elected: stands again" },
      { from: "candidate", to: "leader", words: "has votes of a majority" },
      { from: "candidate", to: "follower", words: "hears of a leader, or of a greater term" },
      { from: "leader", to: "follower", words: "hears of a greater term" },
    ],
  });
}

/** What stands out in a drawing of logs, and what is said beside them. */
export interface LogsShown {
  /** The index of an entry that stands out in every log that has one. */
  readonly marked?: number;
  /** What is said of each server; by default its role and its term. */
  readonly notes?: readonly string[];
}

/** The logs of all servers as a grid. */
export function drawLogs(
  states: readonly (Readonly<State> | undefined)[],
  title: string,
  { marked, notes }: LogsShown = {},
): Figure {
  return logGrid(
    states.map((s, node): GridLog => ({
      name: `server ${node}`,
      note: notes?.[node] ?? (s === undefined ? "down" : `${s.role}, term ${s.term}`),
      entries: s === undefined ? [] : entriesOf(s, marked),
      committed: s?.commitIndex ?? 0,
    })),
    { title },
  );
}

function entriesOf({ log }: Readonly<State>, marked: number | undefined): GridEntry[] {
  return Array.from({ length: lastIndex(log) }, (_, i) => ({
    term: termAt(log, i + 1) ?? 0,
    text: textOf(entryAt(log, i + 1)),
    ...(marked === i + 1 ? { marked: true } : {}),
  }));
}

/** A command as it is, and what else a leader appends by its name; "…" for what is compacted. */
function textOf(entry: ReturnType<typeof entryAt>): string {
  if (entry === undefined) return "…";
  if (entry.type === "command") return `${entry.command}`;
  return entry.type === "noop" ? "(empty)" : entry.type;
}
