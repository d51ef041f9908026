/** A reference handler in a world that is not as it should be. @module */

import { nested } from "hb/model/nested.ts";
import type { RaftIo, Rules, Upon } from "../../../exercises/10-raft/given.ts";

type Handled = "requestVote" | "appendEntries" | "installSnapshot";

/** The handler, with some rules that are wrong. */
export function withRules<T extends Handled>(handler: Upon<T>, wrong: Partial<Rules>): Upon<T> {
  return (raft, ...rest) => handler({ ...raft, rules: { ...raft.rules, ...wrong } }, ...rest);
}

/** The handler, where some of what it asks for does not happen. */
export function unheard<T extends Handled>(handler: Upon<T>, ignored: keyof RaftIo): Upon<T> {
  return (raft, s, message, io) => handler(raft, s, message, nested(io, { [ignored]() {} }));
}
