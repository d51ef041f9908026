/** Mistakes in sessions: of the four guarantees, each is left out, and a token is not kept. @module */

import { changed } from "../../../kit/change.ts";
import { byStorm } from "../../../kit/kit.ts";
import { ALL, type Guarantees, NONE, session } from "../session.ts";
import { asStore, type StoreProtocol } from "../stores.ts";
import { byProgram, type StoreBugs } from "./bug.ts";

const without = (guarantee: keyof Guarantees) => asStore(session({ ...ALL, [guarantee]: false }));

/** Copies that do not compare. */
function withoutAntiEntropy(guarantees: Guarantees): StoreProtocol {
  return asStore(changed(session(guarantees), { after: { compare: () => {} } }));
}

/** Mistakes of sessions. */
export const sessionBugs: StoreBugs = {
  "forgets its writes": {
    words:
      "Reads do not ask for the session's own writes: a copy that has not heard of them answers.",
    change: without("readYourWrites"),
    breaks: "causal+",
    foundBy: byProgram("a conflict"),
  },
  "forgets what it read": {
    words: "Reads do not ask for what earlier reads saw: the next copy may be behind the last.",
    change: without("monotonicReads"),
    breaks: "causal+",
    foundBy: byProgram("one flag"),
  },
  "answers without the question": {
    words:
      "Writes do not wait for what the session has read: an answer is seen before its question.",
    change: without("writesFollowReads"),
    breaks: "causal+",
    foundBy: byStorm("cut", 78),
  },
  "writes in any order": {
    words:
      "Writes do not wait for the session's earlier ones: the second is seen without the first.",
    change: without("monotonicWrites"),
    breaks: "causal+",
    foundBy: byStorm("late", 1),
  },
  "only reads check the token": {
    words: "Copies let reads wait for what the session has seen, and writes for nothing.",
    change: asStore(session({ ...ALL, writesFollowReads: false, monotonicWrites: false })),
    breaks: "causal+",
    foundBy: byStorm("late", 1),
  },
  "the last copy's token": {
    words:
      "A session keeps what the last copy had applied, and not all that any had: it forgets what it saw " +
      "elsewhere.",
    change: asStore(changed(session(ALL), {
      upon: {
        served(s, { user, kind, result, applied }, io) {
          if (kind === "read") s.seen = applied;
          else s.written = applied;
          io.answer(user, result);
        },
      },
    })),
    breaks: "causal+",
    foundBy: byStorm("cut", 156),
  },
  "no anti-entropy": {
    words: "What a link has lost is never told again, and who asks for it waits for ever.",
    change: withoutAntiEntropy(ALL),
    breaks: "progress",
    foundBy: byStorm("losses", 1),
  },
};

/** Mistakes of copies that anybody may visit. */
export const anyCopyBugs: StoreBugs = {
  "no anti-entropy": {
    words: "What a link has lost is never told again: a copy misses it for ever.",
    change: withoutAntiEntropy(NONE),
    breaks: "eventual",
    foundBy: byStorm("losses", 3),
  },
};
