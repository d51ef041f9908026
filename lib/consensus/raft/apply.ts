/** What is committed is applied, in order, and answered where somebody waits for it (section 3.5). @module */

import type { Ahead } from "../../model/protocol.ts";
import { inForceAt } from "./configuration.ts";
import type { Entry } from "./entry.ts";
import { entryAt } from "./log.ts";
import type { Answer } from "../../replicated/requests.ts";
import type { RaftIo } from "./roles.ts";
import { applyOnce } from "../../replicated/apply_once.ts";
import { openSession } from "../../replicated/sessions.ts";
import type { Raft } from "./settings.ts";
import type { State } from "./state.ts";
import { takeSnapshot } from "./writing.ts";

/** Applies all entries that are committed. */
export function applyCommitted(raft: Raft, s: State, io: RaftIo): void {
  while (s.lastApplied < s.commitIndex) {
    const index = s.lastApplied + 1;
    const entry = entryAt(s.log, index)!;
    s.lastApplied = index;
    const answer = applyEntry(raft, s, entry, index);
    respond(raft, s, index, entry, answer, io);
    const since = index - s.snapshot.last.index;
    if (raft.rules.isSnapshotDue(since, raft.snapshotEvery)) takeSnapshot(raft, s, io);
  }
  if (s.partial !== undefined && s.partial.last.index <= s.lastApplied) delete s.partial;
}

/** Applies one entry; what to answer, undefined when its client has the answer already. */
export function applyEntry(raft: Raft, s: State, entry: Entry, index: number): Answer | undefined {
  const done = (result: unknown): Answer => ({ ok: true, index, result });
  switch (entry.type) {
    case "noop":
      return done(null);
    case "register":
      openSession(s.sessions, index, raft.maxSessions);
      return done(index);
    case "configuration":
      return done(entry.configuration);
    case "command":
      return applyOnce(
        raft.machine,
        s,
        entry,
        index,
        raft.rules.admit,
        inForceAt(s.configurations, index).configuration,
      );
  }
}

/** Answers the client that waits for the entry at `index`. */
function respond(
  raft: Raft,
  s: State,
  index: number,
  entry: Entry,
  answer: Answer | undefined,
  io: RaftIo,
): void {
  const waiting = s.waiting.get(index);
  if (waiting === undefined) return;
  s.waiting.delete(index);
  if (waiting.term !== entry.term) decline(raft, waiting.address, { ok: false, why: "lost" }, io);
  else if (answer !== undefined) io.answer(waiting.address, answer, aheadIf(raft));
}

/**
 * Tells a client that its request has not been done. Where requests are forwarded, a client may have
 * asked several servers; one of them cannot speak for all, so it says nothing.
 */
export function decline(
  raft: Raft,
  address: number,
  answer: Answer & { ok: false },
  io: RaftIo,
): void {
  if (raft.whenNotLeading === "redirect") io.answer(address, answer, aheadIf(raft));
}

/** What was counted as it must be is true whatever this server remembers. */
function aheadIf({ sendsAhead }: Raft): Ahead | undefined {
  return sendsAhead ? "ahead" : undefined;
}
