/** What is decided in a slot. @module */

import { encode } from "../../model/encode.ts";
import type { NodeId } from "../../model/protocol.ts";
import { commandLabel } from "../../replicated/labels.ts";
import type { Stamp } from "../../replicated/sessions.ts";
import { type Ballot, ballotLabel } from "../ballot.ts";

/** What one client or administrator has asked for. */
export type Command =
  /** A client's command for the state machine; the stamp is null when it does not ask for exactly-once. */
  | { readonly type: "command"; readonly command: unknown; readonly stamp: Stamp | null }
  /** Opens a client's session. */
  | { readonly type: "register" }
  /** Who belongs to the cluster, from some slots later on. */
  | { readonly type: "configuration"; readonly members: readonly NodeId[] };

/** The value of a slot: commands that are executed one after another. */
export interface Value {
  /** The ballot in which it was first proposed. With the slot, it names the value. */
  readonly origin: Ballot;
  /** The commands; none in a no-op. */
  readonly commands: readonly Command[];
}

/** It does nothing, and fills a gap. */
export function noop(origin: Ballot): Value {
  return { origin, commands: [] };
}

/** Values do not change, and are told after every step. */
const told = new WeakMap<Value, string>();

/** A value as a text, by which invariants compare values. */
export function toldAs(value: Value): string {
  const known = told.get(value);
  if (known !== undefined) return known;
  const { origin, commands } = value;
  const words = commands.length === 0
    ? "no-op"
    : `${commands.map(commandAsText).join(", ")} of ${ballotLabel(origin)}`;
  told.set(value, words);
  return words;
}

/** In few letters where these tell all of it, and else all of it. */
function commandAsText(command: Command): string {
  if (command.type !== "command") return encode(command);
  const { command: asked, stamp } = command;
  const fields = typeof asked === "object" && asked !== null ? Object.keys(asked) : [];
  const isShort = fields.every((field) => ["type", "key", "value", "expected"].includes(field));
  const words = isShort ? commandLabel(asked) : encode(asked);
  return stamp === null ? words : `${words} (session ${stamp.session}, ${stamp.sequence})`;
}
