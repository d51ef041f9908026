/** What a leader that is watched must do: commit what a majority has, and go on. @module */

import type { Settings } from "hb/consensus/raft/settings.ts";
import { jointIndex } from "hb/replicated/quorum/joint.ts";
import { configurationOf, lastIndex, type NodeId, termAt } from "../given.ts";
import { countedInWords, type Deed, type Watch, type Watched } from "./watch.ts";

/** It has committed what a majority has said to have, and no more. */
export function committed(s: Watched, watch: Watch, { self, before }: Deed): string | undefined {
  const reached = (node: NodeId) =>
    node === self ? lastIndex(s.log) : watch.followers.get(node)?.match ?? 0;
  const index = jointIndex(configurationOf(s), reached);
  if (s.commitIndex > before.commit) {
    const term = termAt(s.log, s.commitIndex), upTo = `commits up to entry ${s.commitIndex}`;
    if (s.commitIndex > index) {
      return `${upTo}, and as far as it has been told ${
        countedInWords(s, self, (node) => reached(node) >= s.commitIndex)
      } have that entry, which is no majority (section 3.5)`;
    }
    // What is compacted at once is committed by others' words, too.
    if (term !== undefined && term !== s.term && s.commitIndex > s.log.base.index) {
      return `${upTo} of term ${term} by counting, and leads term ${s.term}: another leader may overwrite that ` +
        `(section 3.6.2, Figure 3.7)`;
    }
  }
  if (index <= s.commitIndex || termAt(s.log, index) !== s.term) return undefined;
  return `has not committed entry ${index} of its term, and as far as it has been told ${
    countedInWords(s, self, (node) => reached(node) >= index)
  } have it, which is a majority (section 3.5)`;
}

/** It does what it must: entries are sent as soon as they may, and heartbeats go to all. */
export function goesOn(raft: Settings, s: Watched, watch: Watch, deed: Deed): string | undefined {
  const { event, sends, waits, before } = deed;
  const told = new Set(sends.map(({ to }) => to));
  if (event.type === "heartbeat") {
    const silent = [...watch.followers.keys()].find((node) => !told.has(node));
    if (silent !== undefined) return `sends server ${silent} no heartbeat (section 3.4)`;
    const delayMs = waits.get("heartbeat");
    if (delayMs === undefined) return "does not set its heartbeat timer again (section 3.4)";
    if (delayMs !== raft.heartbeatMs) {
      return `sets its heartbeat timer to ${delayMs} ms, and a heartbeat is due every ${raft.heartbeatMs} ms`;
    }
  }
  const [, most] = raft.electionTimeoutMs;
  if (event.type === "quorum" && before.leads && waits.get("quorum") !== most) {
    return waits.has("quorum")
      ? `looks again in ${
        waits.get("quorum")
      } ms, and an election timeout takes ${most} ms at most (section 6.2)`
      : "does not set its quorum timer again (section 6.2)";
  }
  for (const [node, each] of watch.followers) {
    if (each.open !== null || each.snapshot !== null || each.match >= lastIndex(s.log)) continue;
    const isAnswered = event.type === "appendEntriesReply" && event.from === node;
    const hasNews = lastIndex(s.log) > before.last, saysMore = isAnswered && each.news;
    if (each.refused !== null && isAnswered) {
      return `does not ask server ${node} about an earlier place than ${each.refused}, where it does not agree (section 3.5)`;
    }
    if (!(hasNews || saysMore) || told.has(node)) continue;
    return `does not send server ${node} what comes after ${each.match}, and nothing is on its way to it`;
  }
  return undefined;
}
