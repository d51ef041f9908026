/** What is on the disk, in Raft from an empty page, with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import { raft } from "../whole.ts";
import { type Any, but, installing, inWorld, sending, upon } from "./whole_otherwise.ts";

export const wholeDiskMutants: Mutants<Answers> = {
  remembers: {
    "compacted: compact forgets the vote": but((right) => ({
      compact: (journal) =>
        right.compact!(journal).map((record: Any) =>
          record.type === "term" ? { ...record, votedFor: null } : record
        ),
    })),
    "its first vote: after a crash it has voted as it did the first time": but((right) => ({
      start(io, journal) {
        const s = right.start(io, journal);
        const first = journal.find(({ type, votedFor }) => type === "term" && votedFor !== null);
        if (s.votedFor !== null) s.votedFor = first.votedFor;
        return s;
      },
    })),
    "back again: after a crash all is there that was cut off": but((right) => ({
      start(io, journal) {
        const s = right.start(io, journal);
        let log: Any[] = [];
        for (const { type, after: at, entries } of journal) {
          if (type === "log") {
            log = [...log.slice(0, at), ...entries, ...log.slice(at + entries.length)];
          }
        }
        return { ...s, ...(s.snapshot.last.index > 0 ? {} : { log }) };
      },
    })),
    "the log is not saved: entries are forgotten in a crash": inWorld((io) => ({
      save: (record) => record.type === "log" ? undefined : io.save(record),
    })),
    "the term is not saved: a server begins anew in term 0": inWorld((io) => ({
      save: (record) => record.type === "term" ? undefined : io.save(record),
    })),
    "no timer after a crash: a server that restarts never stands": but((right) => ({
      start: (io, journal) =>
        right.start(journal.length > 0 ? nested(io, { wait() {} }) : io, journal),
    })),
    "the last record: there is no compact, and a record is not all of it": but(() => ({
      compact: (journal) => journal.slice(-1),
    })),
    "what is committed is committed: after a crash the whole log is applied": but((right) => ({
      start(io, journal) {
        const s = right.start(io, journal);
        for (const { command } of s.log) if (command !== null) s.applied.push(command);
        s.commit = s.lastApplied = s.snapshot.last.index + s.log.length;
        return s;
      },
    })),
  },
  compacts: {
    "older: an older snapshot is installed": upon({
      snapshot: (right) => (s, message, io) => {
        const { index } = message.snapshot.last;
        if (index < s.commit && index >= s.snapshot.last.index) s.commit = index - 1;
        right(s, message, io);
      },
    }),
    "nothing stays: entries after a snapshot are thrown away": installing((s) => s.log = []),
    "all stays: entries after a snapshot are kept that do not agree": installing((s, rest) =>
      s.log = rest
    ),
    "shared: what is applied after a snapshot gets into it": installing((s) =>
      s.snapshot = { ...s.snapshot, applied: s.applied }
    ),
    "not saved: snapshots are forgotten in a crash": inWorld((io) => ({
      save: (record) => record.type === "snapshot" ? undefined : io.save(record),
    })),
    "never: no snapshot is taken": { protocol: () => raft.protocol({}) },
    "snapshots are not sent: a follower that is behind gets none": sending((message) =>
      message.type === "snapshot" ? undefined : message
    ),
    "not installed: a snapshot is accepted, and forgotten": upon({
      snapshot: () => (s, message, io) => {
        const { index } = message.snapshot.last;
        io.send(message.from, {
          type: "appended",
          term: s.term,
          agrees: true,
          previous: index,
          match: index,
          next: 0,
        });
      },
    }),
    "applies again: after a crash the snapshot's commands are not there": but((right) => ({
      start(io, journal) {
        const s = right.start(io, journal);
        s.applied = [];
        return s;
      },
    })),
  },
};
