/** A reference handler in a world that is not as it should be. @module */

import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import type { RaftIo, Rules, State, Upon } from "../../../exercises/10-raft/given.ts";
import { behind } from "../behind.ts";

type Handled = "requestVote" | "appendEntries" | "installSnapshot";

/** The handler, with some rules that are wrong. */
export function withRules<T extends Handled>(handler: Upon<T>, wrong: Partial<Rules>): Upon<T> {
  return (raft, ...rest) => handler({ ...raft, rules: { ...raft.rules, ...wrong } }, ...rest);
}

/** The handler, where some of what it asks for does not happen. */
export function unheard<T extends Handled>(handler: Upon<T>, ignored: keyof RaftIo): Upon<T> {
  return (raft, s, message, io) => handler(raft, s, message, nested(io, { [ignored]() {} }));
}

/** Snapshots as the reference sends them, with some fields that are wrong. */
export function snapshotsWith(
  wrong: (sent: { readonly snapshot: State["snapshot"] }, s: State) => {
    readonly snapshot?: State["snapshot"];
    readonly term?: number;
    readonly round?: number;
  },
): Answers["behind"]["sendSnapshot"] {
  return (raft, s, to, io) => {
    const send: RaftIo["send"] = (node, message) =>
      io.send(
        node,
        message.type === "installSnapshot" ? { ...message, ...wrong(message, s) } : message,
      );
    behind.sendSnapshot(raft, s, to, nested(io, { send }));
  };
}
