/** What a leader that is watched may send, and how much of it. @module */

import type { Settings } from "hb/consensus/raft/settings.ts";
import { bytesOf } from "hb/model/bytes_of.ts";
import { equal } from "hb/model/compare.ts";
import { entriesFrom, type Message, type NodeId, type State, termAt } from "../given.ts";
import type { Deed, Event, Followed, Watch, Watched } from "./watch.ts";

/** Looks at what it sends. */
export function sent(
  raft: Settings,
  s: Watched,
  watch: Watch,
  { sends, event, before }: Deed,
): string | undefined {
  const told = new Set<NodeId>(), { beat } = watch;
  for (const { to, message } of sends) {
    const each = watch.followers.get(to);
    if (each === undefined) continue;
    if (message.type === "appendEntries" && event.type === "heartbeat") {
      if (message.round <= beat) {
        return `sends a heartbeat in round ${message.round}, and the one before was in round ${beat}: each ` +
          `begins another round`;
      }
      watch.beat = message.round;
      if (told.has(to)) return `sends server ${to} two messages where one heartbeat is due`;
      told.add(to);
    }
    if (message.type === "installSnapshot") {
      const words = snapshotSent(raft, s, each, to, message, event);
      if (words !== undefined) return words;
    }
    if (message.type !== "appendEntries") continue;
    const words = untruth(s, message) ?? tooMuch(raft, each, to, message) ??
      tooLittle(raft, s, message, before.last);
    if (words !== undefined) return words;
    const { index } = message.previous;
    if (each.refused !== null && index < each.refused) each.refused = null;
    if (message.entries.length === 0) continue;
    const last = index + message.entries.length;
    each.open = { last, previous: index, round: message.round, isDue: false };
  }
  return undefined;
}

function snapshotSent(
  raft: Settings,
  s: Watched,
  each: Followed,
  to: NodeId,
  { snapshot, term, round }: Message & { type: "installSnapshot" },
  event: Event,
): string | undefined {
  if (term !== s.term) return `sends a snapshot in term ${term}, and leads term ${s.term}`;
  if (round !== s.leading!.round) {
    return `sends a snapshot in round ${round}, and is in round ${s.leading!.round}`;
  }
  if (!equal(snapshot, s.snapshot)) return "sends a snapshot that is not its latest";
  if (each.match >= s.log.base.index) {
    return `sends server ${to} a snapshot, and has all entries that it needs (section 5.3)`;
  }
  const patience = Math.ceil(raft.electionTimeoutMs[1] / raft.heartbeatMs);
  const isAgain = each.snapshot !== null && each.snapshot.last >= s.log.base.index;
  if (isAgain && each.snapshot!.beats < patience) {
    return `sends server ${to} its snapshot once more after ${
      each.snapshot!.beats
    } heartbeats: it counts as ` +
      `lost after ${patience}, and what is large is not sent twice for nothing`;
  }
  if (isAgain && event.type !== "appendEntriesReply") {
    return `sends server ${to} its snapshot once more, and nobody knows whether that one is there to get it`;
  }
  each.snapshot = { last: snapshot.last.index, beats: 0 };
  each.open = null;
  each.refused = null;
  return undefined;
}

function untruth(
  s: Watched,
  { term, previous, entries, commit }: Message & { type: "appendEntries" },
): string | undefined {
  if (term !== s.term) return `sends entries in term ${term}, and leads term ${s.term}`;
  if (commit > s.commitIndex) {
    return `says that entries up to ${commit} are committed, and they are up to ${s.commitIndex}`;
  }
  if (previous.index === 0 && previous.term === 0 && entries.length === 0) return undefined;
  const own = termAt(s.log, previous.index);
  if (own !== previous.term) {
    return `says that its entry ${previous.index} is of term ${previous.term}, and it is ` +
      `${own === undefined ? "not in its log" : `of term ${own}`}`;
  }
  const from = previous.index - s.log.base.index;
  if (equal(entries, s.log.entries.slice(from, from + entries.length))) return undefined;
  return `sends entries after ${previous.index} that are not what its log has there`;
}

function tooMuch(
  raft: Settings,
  each: Followed,
  to: NodeId,
  { entries, previous }: Message & { type: "appendEntries" },
): string | undefined {
  if (entries.length === 0) return undefined;
  if (each.snapshot !== null) {
    return `sends server ${to} entries, and a snapshot is on its way to it`;
  }
  if (each.open !== null && !each.open.isDue) {
    return `sends server ${to} entries after ${previous.index}, and those after ${each.open.previous} are on ` +
      `their way to it: one message with entries at a time, until it is answered or a heartbeat is due`;
  }
  const bytes = entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
  if (entries.length === 1 || bytes <= raft.maxEntryBytesPerMessage) return undefined;
  return `sends ${entries.length} entries of ${bytes} bytes in one message: more than one entry must fit into ` +
    `${raft.maxEntryBytesPerMessage}`;
}

/** A message holds what was in the log, as far as there was room. */
function tooLittle(
  raft: Settings,
  { log }: State,
  { entries, previous: { index } }: Message & { type: "appendEntries" },
  last: number,
): string | undefined {
  if (entries.length === 0 || index < log.base.index) return undefined;
  const room = entriesFrom(log, index + 1, raft.maxEntryBytesPerMessage).length;
  const most = Math.min(room, last - index);
  if (entries.length >= most) return undefined;
  return `sends ${entries.length} entries after ${index}, and a message holds ${most} of those in its log`;
}
