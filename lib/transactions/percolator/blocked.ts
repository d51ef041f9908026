/** Transactions whose way is blocked by the locks of others. @module */

import { abort } from "./aborting.ts";
import { unblocked } from "./collecting.ts";
import type { MessageOf, PercolatorIo } from "./messages.ts";
import { askForLocks } from "./prewriting.ts";
import { resolve } from "./resolving.ts";
import type { Manner } from "./settings.ts";
import type { State } from "./state.ts";
import { fetch } from "./transaction.ts";

/** A participant has met locks of others where a transaction wants to read or to write. */
export function uponLocked(
  s: State,
  { start, locks }: MessageOf<"locked">,
  how: Manner,
  io: PercolatorIo,
): void {
  const t = s.coordinator!.transactions.get(start);
  if (t === undefined || (t.stage !== "reading" && t.stage !== "prewriting")) return;
  for (const met of locks) {
    // A late answer to a read says nothing of what is written.
    if (t.stage === "prewriting" && !t.writes.has(met.key)) continue;
    t.blockedBy.add(met.start);
    resolve(s, met, how, io);
  }
}

/**
 * It may be known what has become of a transaction whose locks were met. Where they are gone, whoever was blocked tries
 * again. Where it is alive, whoever reads waits until it tries again in any case; whoever writes gives way, as in the
 * paper, since two that wait for each other would wait for ever.
 */
export function resolved(
  s: State,
  of: number,
  locks: "alive" | "gone" | undefined,
  how: Manner,
  io: PercolatorIo,
): void {
  if (locks === undefined) return;
  unblocked(s, of, locks, how, io);
  for (const t of [...s.coordinator!.transactions.values()]) {
    if (!t.blockedBy.delete(of)) continue;
    if (locks === "alive" && t.stage === "prewriting" && how.givesWay) {
      abort(t, "somebody else has locked what it writes", how, io);
    } else if (locks === "gone" && t.stage === "reading") fetch(t, how, io);
    else if (locks === "gone" && t.stage === "prewriting") askForLocks(t, how, io);
  }
}
