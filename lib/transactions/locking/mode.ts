/** In which ways something can be locked, and which of them go together. @module */

/**
 * A lock to read, to read what is going to be written, and to write (Gray and Reuter 1993, section 7.8: S, U and X).
 * Of two who read the same and then want to write it each would wait for the other: only one of them can have an
 * update lock.
 */
export type Mode = "shared" | "update" | "exclusive";

/** Weakest first. */
const modes: readonly Mode[] = ["shared", "update", "exclusive"];

/**
 * Whether somebody who asks for a lock must wait for somebody else who holds one. It is not the same the other way
 * round: who reads does not keep others from a lock to update, but once they have it nobody else begins to read, or the
 * lock to write that it is for might never come.
 */
export function excludes(held: Mode, asked: Mode): boolean {
  return held === "exclusive" || asked === "exclusive" || held === "update";
}

/** Whether a lock of one mode is as good as one of the other. */
export function isAtLeast(held: Mode, asked: Mode): boolean {
  return modes.indexOf(held) >= modes.indexOf(asked);
}
