/** Bugs in clocks that follow the wall: parts 6 to 8. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/02-time/answers.ts";
import {
  type Committing,
  EPSILON_MS,
  type Hybrid,
  type Interval,
} from "../../../exercises/02-time/events.ts";
import { commit } from "../commit.ts";
import { hybrid } from "../hybrid.ts";
import { marzullo } from "../marzullo.ts";

type CommitIo = Parameters<Answers["commit"]["commit"]>[2];

export const timeMutants: Mutants<Answers> = {
  hybrid: {
    "deaf: a delivery ignores the stamp of the message": {
      receive: (time, _stamp, physical) => hybrid.tick(time, physical),
    },
    "counts on: the count does not start again when the reading moves": {
      tick: (time, physical) => ({ ...hybrid.tick(time, physical), count: time.count + 1 }),
    },
    "trusts everyone: a stamp from far ahead is taken": {
      receive: (time, stamp, physical) => hybrid.receive(time, stamp, physical, Infinity),
    },
    "back to the wall: the reading follows the wall clock back": {
      tick: (_time, physical) => ({ logical: physical, count: 0 }),
    },
    "whole ms: the wall clock is read in whole ms": {
      tick: (time, physical) => hybrid.tick(time, Math.floor(physical)),
    },
    "in 32 bits: the wall clock is a whole number of 32 bits": {
      receive: (time, stamp, physical, mostMs) =>
        hybrid.receive(time, stamp, physical | 0, mostMs) &&
        hybrid.receive(time, stamp, physical, mostMs),
    },
    "no bound of 0: a bound of 0 is taken for none": {
      receive: (time, stamp, physical, mostMs) =>
        hybrid.receive(time, stamp, physical, mostMs || Infinity),
    },
    "no count of 0: a stamp that counts 0 is not counted past": {
      receive: (time, stamp, physical, mostMs) => {
        const right = hybrid.receive(time, stamp, physical, mostMs);
        const isTheirs = right !== undefined && right.logical === stamp.logical &&
          right.logical > time.logical;
        return isTheirs && stamp.count === 0 ? stamp : right;
      },
    },
    "by its own: how far ahead a stamp is, is asked of the hybrid clock": {
      receive: (time, stamp, physical, mostMs) =>
        stamp.logical - Math.max(time.logical, physical) > mostMs
          ? undefined
          : hybrid.receive(time, stamp, physical, Infinity),
    },
    "refuses the past: a stamp from long ago is refused": {
      receive: (time, stamp, physical, mostMs) =>
        physical - stamp.logical > mostMs
          ? undefined
          : hybrid.receive(time, stamp, physical, mostMs),
    },
    "sixteen bits: the count begins again at 65536": {
      tick: (time, physical) => {
        const { logical, count } = hybrid.tick(time, physical);
        return { logical, count: count % 65_536 };
      },
    },
    "a tenth of a second: no bound is larger than that": {
      receive: (time, stamp, physical, mostMs) =>
        hybrid.receive(time, stamp, physical, Math.min(mostMs, 100)),
    },
    "no leaps: a wall clock that moves by more than half a second is not believed": {
      tick: (time, physical) => hybrid.tick(time, believed(time, physical)),
    },
    "no leaps upon messages: a wall clock that has moved by more than half a second is not believed":
      {
        receive: (time, stamp, physical, mostMs) =>
          hybrid.receive(time, stamp, believed(time, physical), mostMs),
      },
    "new here: a clock that has not begun refuses every stamp of today": {
      receive: (time, stamp, physical, mostMs) =>
        time.logical === 0 && stamp.logical > 2 ** 32
          ? undefined
          : hybrid.receive(time, stamp, physical, mostMs),
    },
    "whole microseconds: the wall clock is read in whole microseconds": {
      tick: (time, physical) => hybrid.tick(time, Math.floor(physical * 1000) / 1000),
    },
    "in 32 bits, the count: it begins again at 2 ** 32": {
      tick: (time, physical) => {
        const { logical, count } = hybrid.tick(time, physical);
        return { logical, count: count > 2 ** 32 + 1 ? 0 : count };
      },
    },
  },
  marzullo: {
    "nearly is enough: ends that are less than a microsecond apart are taken for one": (sources) =>
      marzullo(sources.map(({ earliest, latest }) => ({
        earliest: Math.round(earliest * 1e6) / 1e6,
        latest: Math.round(latest * 1e6) / 1e6,
      }))),
    "touching is not meeting: intervals that share one moment do not agree": (sources) => {
      const found = marzullo(sources.map((each) => ({ ...each, latest: each.latest - 0.1 })));
      return { ...found, latest: Math.round(found.latest + 0.1) };
    },
    "the latest: of several best intervals the latest is taken": (sources) => {
      const { sources: most, ...found } = marzullo(sources.map(turned));
      return { ...turned(found), sources: most };
    },
    "the average: the middle of all is taken for the truth": (sources) => {
      const mean = (of: (each: typeof sources[number]) => number) =>
        sources.reduce((sum, each) => sum + of(each), 0) / sources.length;
      const [earliest, latest] = [mean((s) => s.earliest), mean((s) => s.latest)];
      return { ...marzullo(sources), earliest, latest };
    },
    "after 0: what lies before 0 is cut off": (sources) => {
      const found = marzullo(sources);
      return { ...found, earliest: Math.max(0, found.earliest), latest: Math.max(0, found.latest) };
    },
    "whole ms: ends are rounded": (sources) =>
      marzullo(sources.map(({ earliest, latest }) => ({
        earliest: Math.round(earliest),
        latest: Math.round(latest),
      }))),
    "five at most: more sources are not asked": (sources) => marzullo(sources.slice(0, 5)),
    "seventeen at most: more sources are not asked": (sources) => marzullo(sources.slice(0, 17)),
    "once each: sources that say the same are one": (sources) =>
      marzullo(
        sources.filter(({ earliest, latest }, at) =>
          sources.findIndex((each) => each.earliest === earliest && each.latest === latest) === at
        ),
      ),
    "touching from below: before 0, intervals that share one moment do not agree": (sources) => {
      const found = marzullo(
        sources.map((each) =>
          each.latest < 0 && each.latest > each.earliest
            ? { ...each, latest: each.latest - 1e-6 }
            : each
        ),
      );
      const latest = sources.find((each) => Math.abs(each.latest - found.latest) < 1e-5)!.latest;
      return { ...found, latest };
    },
  },
  commit: {
    "thirty at most: who comes when so many wait is not heard": {
      commit(s, event, io) {
        if (s.pending.length < 30) commit.commit(s, event, io);
      },
    },
    "in a hurry: where more than three wait, the first is answered at once": {
      commit(s, event, io) {
        commit.commit(s, event, io);
        if (s.pending.length <= 3) return;
        const { client, stamp } = s.pending.shift()!;
        io.answer(client, stamp);
      },
    },
    "to the moment: it looks exactly when a stamp has not passed yet": {
      commit: (s, event, io) => commit.commit(s, event, nested(io, { wait: toTheMoment(io) })),
      passed: (s, timer, io) => commit.passed(s, timer, nested(io, { wait: toTheMoment(io) })),
    },
    "does not wait: the answer leaves at once": {
      commit: (_s, { from }, io) => io.answer(from, io.now() + EPSILON_MS),
    },
    "waits half: it waits for ε, not for two": { passed: passedAt(EPSILON_MS) },
    "one at a time: who asks while another waits takes its place": {
      commit: (s, event, io) => commit.commit(Object.assign(s, { pending: [] }), event, io),
    },
    "to be sure: it waits twice as long as it must": { passed: passedAt(-2 * EPSILON_MS) },
    "ten at most: of more that wait the others are forgotten": {
      commit: (s, event, io) => {
        if (s.pending.length < 10) commit.commit(s, event, io);
      },
    },
    "starts anew: whoever asks puts the timer off": {
      commit: (s, { from }, io) => {
        s.pending.push({ client: from, stamp: io.now() + EPSILON_MS });
        io.wait(2 * EPSILON_MS + 0.01, { type: "passed" });
      },
    },
    "no moment 0: who asks when the clock reads 0 is not heard": {
      commit: (s, event, io) => {
        if (io.now()) commit.commit(s, event, io);
      },
    },
    "restless: the timer goes off for ever": {
      passed: (s, timer, io) => {
        commit.passed(s, timer, io);
        if (s.pending.length === 0) io.wait(EPSILON_MS, { type: "passed" });
      },
    },
    "whole ms: stamps are rounded down": {
      commit: (s, event, io) =>
        commit.commit(s, event, nested(io, { now: () => Math.floor(io.now()) })),
    },
    "nine ms: it waits a little less than it must": { passed: passedAt(1) },
    "single precision: stamps are numbers of 24 bits": stamping(Math.fround),
    "sixteen bits: a stamp begins again at 65536": stamping((stamp) => stamp % 65_536),
    "too late for them: whoever is overdue is not answered": {
      passed(s, timer, io) {
        s.pending = s.pending.filter(({ stamp }) => io.now() - stamp <= 8);
        commit.passed(s, timer, io);
      },
    },
    "a common queue: who waits is written down outside of the state": {
      commit: (_s, event, io) => commit.commit(queueOf(io.self), event, io),
      passed: (_s, timer, io) => commit.passed(queueOf(io.self), timer, io),
    },
  },
};

/** What a clock takes the wall clock's reading for if it does not believe in leaps. */
function believed(time: Hybrid, physical: number): number {
  return time.logical > 0 && physical - time.logical > 500 ? time.logical : physical;
}

/** Waits without the little more after which a stamp has passed. */
function toTheMoment({ wait }: CommitIo): CommitIo["wait"] {
  return (delayMs, timer) => wait(Math.max(0, delayMs - 0.01), timer);
}

/** Answers with other stamps. */
function stamping(stampOf: (stamp: number) => number): Pick<Answers["commit"], "passed"> {
  return {
    passed: (s, timer, io) =>
      commit.passed(
        s,
        timer,
        nested(io, { answer: (client, stamp) => io.answer(client, stampOf(Number(stamp))) }),
      ),
  };
}

/** Who waits at each node, for all runs. */
const queues = new Map<number, Committing>();

function queueOf(node: number): Committing {
  const queue = queues.get(node) ?? { pending: [] };
  queues.set(node, queue);
  return queue;
}

/** The interval as if time went the other way. */
function turned({ earliest, latest }: Interval): Interval {
  return { earliest: -latest, latest: -earliest };
}

/** Answers by a clock that is so far off. */
function passedAt(ms: number): Answers["commit"]["passed"] {
  return (s, timer, io) => commit.passed(s, timer, nested(io, { now: () => io.now() + ms }));
}
