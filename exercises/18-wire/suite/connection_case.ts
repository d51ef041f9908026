/** What happens to a connection, as data. @module */

import type { ConnectionRules, Frame } from "../given.ts";
import { many } from "./saying.ts";

/** A frame that somebody else writes; data is told by its length. */
export type Foreign =
  | Exclude<Frame, { readonly type: "data" }>
  | {
    readonly type: "data";
    readonly stream: number;
    readonly length: number;
    readonly end: boolean;
  };

/** Something that happens; `nth` says to which of the streams to which it can happen, over and over. */
export type Action =
  | { readonly do: "open" | "leave" | "lose" | "take" | "take all"; readonly at: 0 | 1 }
  | {
    readonly do: "write";
    readonly at: 0 | 1;
    readonly nth: number;
    readonly bytes: number;
    readonly end: boolean;
  }
  | { readonly do: "consume"; readonly at: 0 | 1; readonly nth: number; readonly bytes: number }
  | { readonly do: "reset"; readonly at: 0 | 1; readonly nth: number }
  | { readonly do: "resize" | "deliver"; readonly at: 0 | 1; readonly bytes: number }
  | { readonly do: "frame"; readonly at: 0 | 1; readonly frame: Foreign; readonly times?: number }
  | { readonly do: "raw"; readonly at: 0 | 1; readonly hex: string }
  | { readonly do: "pass"; readonly ms: number };

/** Who is at the other end: code of the same kind, the book's, or nobody, and frames are written by hand. */
export interface Case {
  readonly other:
    | "yours"
    | "the book's"
    | "the book's has dialled"
    | "by hand"
    | "by hand, has dialled";
  readonly rules: Omit<ConnectionRules, "dials">;
  /** How the pipes cut, over and over. */
  readonly chunks: readonly number[];
  readonly script: readonly Action[];
}

/** What has happened to a connection so far, in words. */
export interface Story {
  /** Whether there is a side at both ends, and so no frame that breaks a rule. */
  readonly isPair: boolean;
  asked(): string;
  add(words: () => string): void;
}

/** Who is there, and by which rules. */
export function inWords({ other, rules }: Case): string {
  const { frameBytes, mostStreams, streamWindow, connectionWindow, askAfterMs, patienceMs } = rules;
  const who = other === "yours"
    ? "two sides"
    : other.startsWith("by hand")
    ? `one side, which has ${
      other === "by hand" ? "" : "not "
    }dialled, to which frames are written by hand`
    : `your side, which has ${other === "the book's" ? "" : "not "}dialled, and the book's`;
  const alive = askAfterMs < 100_000
    ? `, a ping after ${askAfterMs} ms and patience for ${patienceMs}`
    : "";
  return `${who}, with data of ${many(frameBytes, "byte")} a frame, ${
    many(mostStreams, "stream")
  } of the other side, ` +
    `windows of ${many(streamWindow, "byte")} a stream and ${connectionWindow} in all${alive}`;
}
