/** Statements about number 1, for lists of lies and journals of small systems. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Lie } from "../../security/adversary/menu.ts";
import { sign } from "../../security/identity/signed.ts";
import type { Message } from "./messages.ts";
import { shortDigest } from "./settings.ts";
import type { Batch, PrePrepare, Request } from "./statements.ts";

/** The cluster that they are about. */
export const cluster = "pbft";

/** A batch of one request, which the client has signed. */
export function batchOf(client: NodeId, command: string): Batch {
  const made = { kind: "request", cluster, timestamp: 1, command, readOnly: false } as const;
  return [sign<Request>({ self: client }, made)];
}

/** What is said about number 1 in a view. */
export function about(view: number, batch: Batch): Omit<PrePrepare, "kind"> {
  return { cluster, view, sequence: 1, digest: shortDigest(batch) };
}

/** The primary of view 0 gives number 1 to a batch. */
export function proposes(self: NodeId, to: NodeId, batch: Batch): Lie<Message> {
  const prePrepare = sign({ self }, { kind: "prePrepare", ...about(0, batch) } as const);
  return [to, { type: "prePrepare", prePrepare, batch }];
}

/** A backup votes for that. */
export function prepares(self: NodeId, to: NodeId, batch: Batch): Lie<Message> {
  const prepare = sign({ self }, { kind: "prepare", ...about(0, batch) } as const);
  return [to, { type: "prepare", prepare }];
}

/** It votes for what is prepared. */
export function commits(self: NodeId, to: NodeId, batch: Batch): Lie<Message> {
  const commit = sign({ self }, { kind: "commit", ...about(0, batch) } as const);
  return [to, { type: "commit", commit }];
}
