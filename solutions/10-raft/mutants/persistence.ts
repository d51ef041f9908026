/** Stage 3C with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import { lastIndex } from "../../../exercises/10-raft/given.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import { save } from "../save.ts";
import { recall } from "../recall.ts";
import { restart } from "../restart.ts";

export const persistenceMutants: Mutants<Answers> = {
  save: {
    "the vote is not saved: a server votes again after a crash": {
      saveVote: (term) => save.saveVote(term, null),
    },
    "only votes are saved: a term without a vote is forgotten": {
      saveVote: (term, votedFor) => votedFor === null ? [] : save.saveVote(term, votedFor),
    },
    "what was cut off comes back: a log that was cut short is not saved so": {
      saveEntries: (after, entries) => entries.length === 0 ? [] : save.saveEntries(after, entries),
    },
  },
  recall: {
    "the term is enough: a vote that is given after its term was entered is not read": (
      known,
      saved,
    ) => saved.type === "vote" && saved.term === known.term ? known : recall(known, saved),
    "only ever longer: entries are added to what they should replace": (known, saved) =>
      saved.type === "append"
        ? recall(known, { ...saved, after: lastIndex(known.log) })
        : recall(known, saved),
    "counts from 1: a log that begins later is cut in the wrong place": (known, saved) => {
      if (saved.type === "vote") return recall(known, saved);
      known.log.entries.length = Math.min(saved.after, known.log.entries.length);
      known.log.entries.push(...saved.entries);
      return known;
    },
  },
  restart: {
    "takes its log for committed: what may be overwritten is applied": (...asked) => {
      const s = restart(...asked);
      return { ...s, commitIndex: lastIndex(s.log) };
    },
    "waits for nothing: servers that come back never stand": (raft, io, journal) =>
      restart(raft, nested(io, { wait() {} }), journal),
    "forgets its vote: a server votes again after a crash": (...asked) => ({
      ...restart(...asked),
      votedFor: null,
    }),
    "applies from the beginning: commands in the snapshot are executed again": (raft, ...rest) => ({
      ...restart(raft, ...rest),
      machine: raft.machine.init(),
    }),
  },
};
