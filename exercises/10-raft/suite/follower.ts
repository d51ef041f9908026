import text from "./follower.md" with { type: "text" };
import { drawn, task, toTheEnd } from "hb/grade/part.ts";
import { aLength, mixedLog, pick } from "hb/laboratory/raft/logs.ts";
import { aServer, aVisit } from "hb/laboratory/raft/servers.ts";
import { MOST_ENTRIES, rounds } from "hb/laboratory/raft/sizes.ts";
import type { Answers } from "../answers.ts";
import { lastIndex, lastPosition, type Message } from "../given.ts";
import { type Arrival, expecting, hasLease, type Reasons, sameSteps, settings } from "./servers.ts";
import { settled, tryAll } from "./tries.ts";

export const follower = task<Answers>(text, (answers, grading) => {
  const change = { handlers: { appendEntries: answers.follower } };
  sameSteps(change, expected(), why, grading);
  // Again and again: what it does the twentieth time is what it did the first.
  const again = { nodes: 3, asks: 90, seeds: 1, drive: toTheEnd(5000, settled(900)) };
  tryAll([again], change, grading, { isWatched: false });
});

/** Leaders send entries, rarer than in any run. */
export const appends = () =>
  drawn(600, "appends", (random): Arrival => {
    const setting = pick(random, settings);
    const { from, term, leads, position, ...server } = aVisit(random, hasLease(setting));
    const { base, entries } = leads, begin = position.index - base.index;
    const isLong = entries.length > 15, all = random.chance(isLong ? 0.7 : 0.2);
    const count = all ? entries.length : aLength(random, 4);
    const committed = isLong && all ? entries.length : random.below(entries.length + 1);
    const message: Message = {
      type: "appendEntries",
      term,
      previous: position,
      entries: entries.slice(begin, begin + count),
      // Of an old leader one may hear when nothing was committed yet.
      commit: random.chance(0.1) ? 0 : base.index + committed,
      round: pick(random, rounds),
    };
    return { ...server, setting, event: { kind: "message", from, message } };
  });

/** The longest message, and all of it is new; or all but its beginning; at times all is committed at once. */
export const longAppends = () =>
  drawn(4, "long appends", (random, at): Arrival => {
    const setting = pick(random, settings);
    let server = aServer(random, {}, hasLease(setting));
    while (server.s.role === "leader" || server.s.commitIndex < lastIndex(server.s.log)) {
      server = aServer(random, {}, hasLease(setting));
    }
    const { s, self, nodes } = server, previous = lastPosition(s.log), term = Math.max(1, s.term);
    const { entries } = mixedLog(Array<number>(MOST_ENTRIES).fill(term), previous);
    const message: Message = {
      type: "appendEntries",
      term,
      previous,
      entries,
      commit: previous.index + (at % 2 === 0 ? MOST_ENTRIES : 0),
      round: pick(random, rounds),
    };
    const from = s.leader ?? (self + 1) % nodes;
    return { ...server, setting, event: { kind: "message", from, message } };
  });

const expected = expecting(["appendEntries"], () => [...appends(), ...longAppends()]);

const why: Reasons = {
  "the entries in its log":
    "what is there already stays; what differs is replaced, with all that comes after it (section 3.5)",
  "its commit index":
    "no further than the leader has committed, and than the logs are known to agree (section 3.5)",
  "its timers": "whoever has heard the leader of this term waits anew (section 3.4)",
  otherwise: "section 3.5 of the dissertation, and Figure 3.1",
};
