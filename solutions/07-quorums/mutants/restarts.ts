/** Bugs of part 4. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/07-quorums/answers.ts";
import type { Phase } from "../../../exercises/07-quorums/given.ts";
import { asAsked, compacted, type Record, restartingWith, type State } from "../node.ts";
import { restarts } from "../restarts.ts";
import { writing } from "./many.ts";
import { everywhere, type Making, some, withIo } from "./ways.ts";

const make: Making = (ways) => restartingWith({ ...asAsked, ...ways });

/** The reference, that starts with less. */
const without = (lost: (record: Record) => boolean): Partial<Answers["restarts"]> => ({
  start: (rules, journal, io) =>
    restarts.start(rules, journal.filter((record) => !lost(record)), io),
});

/** How often this phase has been sent again. */
function tries(s: State, phase: Phase): number {
  const own = s as State & { tries?: Map<Phase, number> };
  own.tries ??= new Map();
  own.tries.set(phase, (own.tries.get(phase) ?? 0) + 1);
  return own.tries.get(phase)!;
}

export const restartMutants: Mutants<Answers> = {
  restarts: {
    ...some(
      { ...everywhere(make, restarts), ...writing(make, restarts) },
      "no write-back",
      "write-back not awaited",
      "lower taken",
      "same phase",
      "keeps",
      "not over",
      "eight phases",
      "no tie-break",
      "writers as texts",
      "heard only",
      "sixteen",
      "beside",
    ),
    "forgetful: a version is not saved": make({ saves: (record) => !("held" in record) }),
    "writer anew: the times that were given are not saved": make({
      saves: (record) => !("issued" in record),
    }),
    "names again: starts are not counted": make({ saves: (record) => !("life" in record) }),
    "life only: phases are counted from the last life on": make({ nameOf: ({ begun }) => begun }),
    "hundred phases: a life and a phase are one number": make({
      nameOf: ({ life, begun }) => life * 100 + begun,
    }),
    "joined: nothing stands between a life and a phase": make({
      nameOf: ({ life, begun }) => `${life}${begun}`,
    }),
    "one clock anew: after a crash the times of all registers go on together": {
      start(rules, journal, io) {
        const s = restarts.start(rules, journal, io), most = Math.max(0, ...s.issued.values());
        for (const key of s.issued.keys()) s.issued.set(key, most);
        return s;
      },
    },
    "last record: only the last record counts": {
      start: (rules, journal, io) => restarts.start(rules, journal.slice(-1), io),
    },
    "first version: of each register the first record counts": {
      start(rules, journal, io) {
        const seen = new Set();
        const firsts = journal.filter((record) => {
          if (!("held" in record)) return true;
          const isNew = !seen.has(record.held);
          seen.add(record.held);
          return isNew;
        });
        return restarts.start(rules, firsts, io);
      },
    },
    "one version: only the register that was written last is there": {
      start(rules, journal, io) {
        const last = journal.findLast((record) => "held" in record);
        return restarts.start(
          rules,
          journal.filter((record) => !("held" in record) || record.held === last.held),
          io,
        );
      },
    },
    "no tag of others: a register that was not written here is lost": without((record) =>
      "held" in record && record.version.tag.writer === 0
    ),
    "twice: two answers of one node count twice": make({
      voter: (from, { heard }) => heard.has(from) ? -1 - heard.size : from,
    }),
    "never again: nobody is asked again": { again: () => {} },
    "once more: it is asked again once": {
      again(s, phase, io) {
        restarts.again(s, phase, io);
        if (s.open.has(phase)) io.cancel(phase);
      },
    },
    "gives up: after ten times it is not asked again": {
      again(s, phase, io) {
        if (tries(s, phase) <= 10) restarts.again(s, phase, io);
      },
    },
    "gives up late: after twenty times it answers with nothing": {
      again(s, phase, io) {
        const open = s.open.get(phase);
        if (tries(s, phase) <= 20 || open === undefined) return restarts.again(s, phase, io);
        s.open.delete(phase);
        io.answer(open.client, null);
      },
    },
    "gives up very late: after 150 times it is not asked again": {
      again(s, phase, io) {
        if (tries(s, phase) <= 150) restarts.again(s, phase, io);
      },
    },
    "waits on: what is over is still waited for": withIo(restarts, (io) => ({
      ...io,
      cancel: () => {},
    })),
    "waits for reads: only the end of a phase that stores ends a wait": {
      upon: (s, from, message, io) =>
        restarts.upon(s, from, message, {
          ...io,
          cancel: (phase) => message.type === "stored" ? io.cancel(phase) : undefined,
        }),
    },
    "all again: those that have answered are asked, too": {
      again(s, phase, io) {
        const open = s.open.get(phase);
        if (open === undefined) return;
        const copy = { ...s, open: new Map([[phase, { ...open, heard: new Map() }]]) };
        restarts.again(copy, phase, io);
      },
    },
    "anew: what is asked again is a new phase": {
      again(s, phase, io) {
        const open = s.open.get(phase);
        if (open === undefined) return;
        s.open.delete(phase);
        const next = `${s.life}.${++s.begun}`;
        s.open.set(next, open);
        restarts.again(s, next, io);
      },
    },
    "patient: it waits twice as long each time": withIo(restarts, (io, s) => ({
      ...io,
      wait: (phase: Phase, ms: number) => io.wait(phase, ms * Math.min(tries(s, phase), 2)),
    })),
    "hundred ms: it asks again after a hundred ms": withIo(restarts, (io) => ({
      ...io,
      wait: (phase: Phase) => io.wait(phase, 100),
    })),
    "one timer: a new phase ends the wait for the one before": withIo(restarts, (io, s) => ({
      ...io,
      wait(phase: Phase, ms: number) {
        for (const other of s.open.keys()) if (other !== phase) io.cancel(other);
        io.wait(phase, ms);
      },
    })),
    "saves all: each record has all that is held": {
      ...withIo(restarts, (io, s) => ({
        ...io,
        save(record: Record) {
          io.save(record);
          for (const [held, version] of s.held) io.save({ held, version });
        },
      })),
    },
    "large records: a record has all that is held": withIo(restarts, (io, s) => ({
      ...io,
      save: (record: Record) => io.save({ ...record, all: [...s.held] }),
    })),
    "saves answers: what is told is saved": {
      upon(s, from, message, io) {
        if (message.type === "query") io.save({ issued: "asked", time: from });
        restarts.upon(s, from, message, io);
      },
    },
    "saves again: what is held already is saved again": {
      upon(s, from, message, io) {
        const held = message.type === "store" ? s.held.get(message.key) : undefined;
        restarts.upon(s, from, message, io);
        if (message.type !== "store" || held === undefined || s.held.get(message.key) !== held) {
          return;
        }
        io.save({ held: message.key, version: held });
      },
    },
    "never compacts: the journal is as long as ever": { compact: (journal) => [...journal] },
    "compacts to one: the last record is left": { compact: (journal) => journal.slice(-1) },
    "compacts names away: starts are forgotten when it compacts": {
      compact: (journal) => compacted(journal).filter((record) => !("life" in record)),
    },
    "compacts times away: times are forgotten when it compacts": {
      compact: (journal) => compacted(journal).filter((record) => !("issued" in record)),
    },
    "compacts to what is held: times of registers that are only written are forgotten": {
      compact(journal) {
        const all = compacted(journal);
        const held = new Set(all.flatMap((record) => "held" in record ? [record.held] : []));
        return all.filter((record) => !("issued" in record) || held.has(record.issued));
      },
    },
    "three registers: it compacts to the last three": {
      compact(journal) {
        const all = compacted(journal), held = all.filter((record) => "held" in record).slice(-3);
        return all.filter((record) => !("held" in record) || held.includes(record));
      },
    },
    "goes on: after a crash it goes on with what it was asked": {
      start(rules, journal, io) {
        const s = restarts.start(rules, journal, io);
        if (journal.length > 0) io.send(rules.self, { type: "query", phase: "0.0", key: "x" });
        return s;
      },
    },
  },
};
