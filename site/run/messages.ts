/** What the page and the worker that runs its cells tell each other. @module */

import type { Progress } from "../../lib/model/progress.ts";
import type { Places } from "./places.ts";
import type { Cell } from "./plan.ts";
import type { Output } from "../../tools/notebook/types.ts";

/** What a worker is told. */
export type Order =
  /** What comes first: where the files of the runtime lie, and what may be imported. */
  | { readonly type: "begin"; readonly home: string; readonly places: Places }
  /** Asks which cells must run for one. */
  | {
    readonly type: "plan";
    readonly target: string;
    readonly cells: readonly Cell[];
  }
  /** Asks for a recording, whole. */
  | { readonly type: "explore"; readonly recording: number }
  /** Runs a cell; the worker runs one after another. */
  | { readonly type: "run"; readonly cell: string; readonly source: string };

/** What went wrong in a cell. */
export interface Trouble {
  /** The error's name and message, "TypeError: x is not a function"; or what cannot be read, "syntax error: …". */
  readonly message: string;
  /** The cell in which it happened, which may be an earlier one whose function was called. */
  readonly cell?: string;
  /** The line in that cell, from 1. */
  readonly line?: number;
  /** The cell cannot be read: its parser gives up in that line, or in a function that begins there. */
  readonly isSyntax?: true;
  /** Whether the cell asked for what no page has: a file, a process, a socket. */
  readonly needsDeno: boolean;
}

/** What a worker tells. */
export type News =
  | { readonly type: "ready" }
  /** The cells to be run, in order, and those that ran already and are stale when these have run. */
  | {
    readonly type: "planned";
    readonly cells: readonly string[];
    readonly stale: readonly string[];
  }
  /** Something shown or printed by a cell. */
  | {
    readonly type: "output";
    readonly cell: string;
    readonly output: Output;
    /** The number of the recording, where the output is the picture of a run. */
    readonly recording?: number;
  }
  /** How far a sweep or an exploration is in the cell that runs. */
  | { readonly type: "progress"; readonly progress: Progress }
  /** A recording, packed as `lib/figure/explorer/pack.ts` does. */
  | {
    readonly type: "recording";
    readonly number: number;
    readonly pack: unknown;
  }
  /** A cell has ended; `count` is its execution count. */
  | {
    readonly type: "ended";
    readonly cell: string;
    readonly count: number;
    readonly trouble?: Trouble;
  };
