/** Runs of Multi-Raft, and what becomes of a replica, drawn for their chapter. @module */

import type { Figure } from "../figure/figure.ts";
import { withoutRoutine } from "../figure/routine.ts";
import { spacetime } from "../figure/spacetime/spacetime.ts";
import { stateMachine } from "../figure/state_machine/state_machine.ts";
import type { Labels } from "../model/labels.ts";
import type { Trace } from "../model/trace.ts";
import { labels } from "../multiraft/labels.ts";

/** Which part of a run is drawn. Times are in ms. */
export interface Shown {
  /** The first moment; by default the first event. */
  readonly from?: number;
  /** The last moment; by default the last event. */
  readonly to?: number;
  /** Whether nodes' ranges are written at their lines; default true. */
  readonly states?: boolean;
}

/** A run as a space-time diagram, without heartbeats. */
export function drawRun(trace: Trace, title: string, shown: Shown = {}): Figure {
  const { states = true, ...span } = shown, { state, ...others } = labels as Labels;
  const words = states && state !== undefined ? { ...others, state } : others;
  return spacetime(withoutRoutine(trace, words), { title, labels: words, ...span });
}

/** What becomes of a replica of a range: a state machine. */
export function drawLife(): Figure {
  return stateMachine([
    { name: "serves", text: "its leader executes" },
    { name: "stopped", text: "executes nothing" },
    { name: "gone", text: "a tombstone stays" },
  ], {
    title: "A replica serves, stops to become a part of another range, and goes",
    transitions: [
      { from: "serves", to: "serves", words: "splits, or absorbs another" },
      { from: "serves", to: "stopped", words: "is to become a part of a neighbour" },
      { from: "stopped", to: "serves", words: "the neighbour never will" },
      { from: "stopped", to: "gone", words: "the neighbour has absorbed it" },
    ],
  });
}
