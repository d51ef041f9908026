/** The primary's state on its way to a backup, piece by piece, and what the backup makes of it. @module */

import type { NodeId } from "../../model/protocol.ts";
import {
  chunkAt,
  outgoingOf,
  prepareBlock,
  type Sending,
} from "../../replicated/chunks/outgoing.ts";
import {
  addChunk,
  isSameStream,
  isWhole,
  nothingOf,
  snapshotOf as arrived,
  type Stream,
} from "../../replicated/chunks/partial.ts";
import { copyOf, snapshotOf } from "./copy.ts";
import type { Snapshot } from "./journal.ts";
import type { NodeIo, StatePiece } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { Follower, Server } from "./state.ts";

/** A state on its way. */
export type Transfer = NonNullable<Follower["transfer"]>;

const sendingOf = ({ machine, chunkBytes }: Settings): Sending => ({
  machine: machine as Sending["machine"],
  snapshotChunkBytes: chunkBytes,
});

/** The state as it is now, ready to be sent. */
export function transferOf({ copy }: Server, settings: Settings, rules: Rules): Transfer {
  const { sessions, ...rest } = snapshotOf(copy, settings);
  const outgoing = outgoingOf({ ...rest, sessions: rules.sessionsFor(sessions) });
  const sending = sendingOf(settings);
  while (!outgoing.isComplete) prepareBlock(sending, outgoing);
  return { outgoing, position: copy.position, sent: 0 };
}

/** What a stream is known by. */
export const titleOf = ({ outgoing: { bytes, checksum } }: Transfer): Stream => ({
  bytes,
  checksum,
});

/** The piece that comes next. */
export function sendState(
  { view }: Server,
  backup: NodeId,
  transfer: Transfer,
  settings: Settings,
  io: NodeIo,
): void {
  const { outgoing, position, sent: offset } = transfer;
  const { data, ends = false } = chunkAt(sendingOf(settings), outgoing, offset);
  const title = titleOf(transfer);
  io.send(backup, { type: "state", view: view.number, title, position, offset, data, ends });
}

/** A backup takes a piece, and the state when it is whole. */
export function takePiece(
  s: Server,
  { title, position, offset, data, ends }: StatePiece,
  settings: Settings,
  io: NodeIo,
): "whole" | "more" | "broken" {
  if (s.partial === null || !isSameStream(s.partial, title)) {
    s.partial = { ...nothingOf(title), position };
  }
  const { partial } = s;
  if (offset !== partial.received) return "more";
  if (!addChunk(partial, ends ? { data, ends } : { data }, isSnapshot)) {
    s.partial = null;
    return "broken";
  }
  if (!isWhole(partial)) return "more";
  const snapshot = arrived(partial) as Snapshot;
  s.partial = null;
  s.copy = copyOf(snapshot, position, settings);
  if (settings.durable) io.save({ type: "state", position, snapshot });
  return "whole";
}

function isSnapshot(data: unknown): boolean {
  return typeof data === "object" && data !== null && "machine" in data &&
    "sessions" in data && data.sessions instanceof Map;
}
