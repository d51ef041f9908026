/** What is decided in an instance, and which values interfere (Moraru et al. 2013, section 4.1). @module */

import { encode } from "../../model/encode.ts";
import { commandLabel } from "../../replicated/labels.ts";
import type { Stamp } from "../../replicated/sessions.ts";

/** What one client has asked for, or a replica for itself. */
export type Command =
  /** A client's command for the state machine; the stamp is null when it does not ask for exactly-once. */
  | { readonly type: "command"; readonly command: unknown; readonly stamp: Stamp | null }
  /** Opens a client's session, which has the instance's number. */
  | { readonly type: "register" }
  /** Nothing, but in a place that all agree on: what comes before it may be forgotten. */
  | { readonly type: "checkpoint" };

/** The value of an instance: commands that are executed one after another; none in a no-op. */
export interface Value {
  /** The commands. */
  readonly commands: readonly Command[];
}

/** It does nothing, and finishes an instance whose value nobody may have decided. */
export const NO_OP: Value = { commands: [] };

/** What a command touches, by names. */
export interface Footprint {
  /** What it looks at. */
  readonly reads: readonly string[];
  /** What it may change. */
  readonly writes: readonly string[];
}

/** The name of everything there is. */
export const ALL = "*";

/** A command that touches everything, as far as anybody knows. */
export const EVERYTHING: Footprint = { reads: [], writes: [ALL] };

/** What a command of a state machine touches, in the machine's own names. */
export type FootprintOf = (command: unknown) => Footprint | "everything";

/**
 * The usual footprint: a command with a `key` touches that key, a command without one everything. A command of type
 * "get" only reads, and so does what the machine itself says only reads.
 */
export function keyFootprint(reads?: (command: unknown) => boolean): FootprintOf {
  return (command) => {
    const { type, key } = Object(command) as Record<string, unknown>;
    if (typeof key !== "string") return "everything";
    const readsOnly = reads === undefined ? type === "get" : reads(command);
    return readsOnly ? { reads: [key], writes: [] } : { reads: [], writes: [key] };
  };
}

/**
 * Whether two footprints interfere: one writes what the other one touches. Commands that do not interfere may be
 * executed in any order.
 */
export function interfere(a: Footprint, b: Footprint): boolean {
  return share(a.writes, b.writes) || share(a.writes, b.reads) || share(a.reads, b.writes);
}

function share(some: readonly string[], others: readonly string[]): boolean {
  if (some.length === 0 || others.length === 0) return false;
  if (some.includes(ALL) || others.includes(ALL)) return true;
  return some.some((name) => others.includes(name));
}

/**
 * What a value touches. Besides what its commands do, each writes its client's session: what a client has asked
 * before must have been executed before, at all replicas alike, or they would not agree on what was executed.
 */
export function footprintOf({ commands }: Value, own: number, of: FootprintOf): Footprint {
  const reads: string[] = [], writes: string[] = [];
  for (const command of commands) {
    if (command.type === "checkpoint") writes.push(ALL);
    if (command.type === "register") writes.push(sessionName(own));
    if (command.type !== "command") continue;
    if (command.stamp !== null) writes.push(sessionName(command.stamp.session));
    const footprint = of(command.command);
    if (footprint === "everything") writes.push(ALL);
    else {
      reads.push(...footprint.reads.map(keyName));
      writes.push(...footprint.writes.map(keyName));
    }
  }
  // A command that touches nothing would have no place among the others, and a checkpoint needs to know its place.
  if (commands.length > 0 && reads.length + writes.length === 0) return EVERYTHING;
  return { reads: [...new Set(reads)], writes: [...new Set(writes)] };
}

/** Names of keys and of sessions begin differently, so that none is the other's. */
function keyName(key: string): string {
  return `key ${key}`;
}

function sessionName(session: number): string {
  return `session ${session}`;
}

/** Whether a value is a checkpoint. */
export function isCheckpoint({ commands }: Value): boolean {
  return commands.some(({ type }) => type === "checkpoint");
}

/** A value in few letters. */
export function valueLabel({ commands }: Value): string {
  const [first] = commands;
  if (first === undefined) return "no-op";
  const words = first.type === "command"
    ? commandLabel(first.command)
    : first.type === "register"
    ? "open a session"
    : "checkpoint";
  return commands.length === 1 ? words : `${words} +${commands.length - 1}`;
}

/** Values do not change, and are told after every step. */
const told = new WeakMap<Value, string>();

/** All of a value as a text, by which invariants compare values. */
export function toldAs(value: Value): string {
  const known = told.get(value);
  if (known !== undefined) return known;
  const words = value.commands.length === 0 ? "no-op" : value.commands.map(asText).join(", ");
  told.set(value, words);
  return words;
}

function asText(command: Command): string {
  if (command.type !== "command") return command.type;
  const { command: asked, stamp } = command;
  const words = encode(asked);
  return stamp === null ? words : `${words} (session ${stamp.session}, ${stamp.sequence})`;
}
