/** Raft's append messages on their way: to whom, and what. @module */

import { bytes, integer, message, only, record, type Schema } from "../../codec/schema.ts";
import type { Message } from "../../consensus/raft/messages.ts";
import { messages } from "../../consensus/raft/schema.ts";
import { anyParts, type Parts } from "../../replicated/schema.ts";

/** A message and where it goes. */
export interface Envelope {
  /** The node that it goes to. */
  readonly to: number;
  /** What it is sent. */
  readonly message: Message;
}

const command: Schema<unknown> = only(bytes());
const parts: Parts = { ...anyParts, command, entry: command };

/** The schema, for commands that are bytes. */
export const envelope: Schema<Envelope> = record({
  to: [1, integer],
  message: [2, message(messages(parts))],
});

/** How large a command is, in bytes. */
export const COMMAND_BYTES = 100;

/** A message with so many entries. */
export function appendOf(entries: number): Envelope & { readonly message: Append } {
  return {
    to: 2,
    message: appendWith(
      Array.from(
        { length: entries },
        (_, i) => new Uint8Array(COMMAND_BYTES).fill(97 + i % 26),
      ),
    ),
  };
}

/** The message that comes `after` so many others of one entry, with these commands. */
export function appendWith(commands: readonly Uint8Array[], after = 0): Append {
  return {
    type: "appendEntries",
    term: 7,
    previous: { index: 123_456 + after, term: 7 },
    entries: commands.map((command) => ({ type: "command", term: 7, command, stamp: null })),
    commit: 123_450 + after,
    round: 99 + after,
  };
}

/** A message of this type. */
export type Append = Extract<Message, { readonly type: "appendEntries" }>;
