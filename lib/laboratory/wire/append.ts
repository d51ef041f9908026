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
    message: {
      type: "appendEntries",
      term: 7,
      previous: { index: 123_456, term: 7 },
      entries: Array.from({ length: entries }, (_, i) => ({
        type: "command",
        term: 7,
        command: new Uint8Array(COMMAND_BYTES).fill(97 + i % 26),
        stamp: null,
      })),
      commit: 123_450,
      round: 99,
    },
  };
}

/** A message of this type. */
export type Append = Extract<Message, { readonly type: "appendEntries" }>;
