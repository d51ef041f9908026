/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Interval } from "hb/clocks/interval.ts";
import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import { EPSILON_MS } from "../../exercises/02-time/events.ts";
import type { Answers } from "../../exercises/02-time/answers.ts";
import { before } from "./before.ts";
import { commit } from "./commit.ts";
import { delivery } from "./delivery.ts";
import { hybrid } from "./hybrid.ts";
import { marzullo } from "./marzullo.ts";
import { siblings } from "./siblings.ts";
import { vectors } from "./vectors.ts";

export const mutants: Mutants<Answers> = {
  before: {
    "as written down: what was seen first happened before": (_execution, a, b) => a < b,
    "no chains: only direct causes count": (events, a, b) => {
      const [first, last] = [events[a]!, events[b]!];
      if (first.node === last.node) return a < b;
      return first.kind === "send" && last.kind === "deliver" && first.message === last.message;
    },
    "before itself: every event happened before itself": (events, a, b) =>
      a === b || before(events, a, b),
  },
  lamport: {
    "deaf: a delivery ignores the stamp of the message": { receive: (time) => time + 1 },
    "not past it: a delivery only catches up with the message": {
      receive: (time, stamp) => Math.max(time + 1, stamp),
    },
    "adds up: a delivery adds the stamp to its clock": {
      receive: (time, stamp) => time + stamp + 1,
    },
  },
  vectors: {
    "forgets itself: a delivery is not counted": {
      receive: (vector, stamp) => vector.map((n, i) => Math.max(n, stamp[i]!)),
    },
    "overwrites: a delivery takes the stamp of the message for its own": {
      receive: (_vector, stamp, node) => vectors.tick(stamp, node),
    },
    "in place: a step changes the vector that a message carries": {
      tick: (vector, node) => Object.assign(vector, { [node]: vector[node]! + 1 }),
    },
    "by their sums: whoever has seen more comes later": {
      compare(a, b) {
        const sum = (vector: readonly number[]) => vector.reduce((total, n) => total + n, 0);
        return sum(a) < sum(b) ? "before" : sum(a) > sum(b) ? "after" : "equal";
      },
    },
  },
  siblings: {
    "last writer wins: of versions that conflict one is kept": {
      combine: (versions) => siblings.combine(versions).slice(0, 1),
    },
    "twins: one version from two replicas is kept twice": {
      combine: (versions) =>
        versions.filter(({ stamp }) =>
          !versions.some((other) => vectors.compare(stamp, other.stamp) === "before")
        ),
    },
    "clean slate: a write replaces all that is there, read or not": {
      put: (versions, context, node, value) =>
        siblings.put(versions, context, node, value).filter((each) => each.value === value),
    },
    "not counted: a write has the stamp of what its client had read": {
      put: (versions, context, writer, value) => [
        ...siblings.put(versions, context, writer, value).slice(0, -1),
        { value, stamp: context },
      ],
    },
    "has seen it all: a write is stamped as if its client had read what is there": {
      put: (versions, context, node, value) => {
        const seen = context.map((n, i) => Math.max(n, ...versions.map(({ stamp }) => stamp[i]!)));
        const others = siblings.put(versions, context, node, value).slice(0, -1);
        return [...others, { value, stamp: vectors.tick(seen, node) }];
      },
    },
  },
  delivery: {
    "as they come: news are shown when they arrive": (s, { text, from }) => {
      s.seen[from]!++;
      s.shown.push(text);
    },
    "each in turn: only the order of each publisher is kept": (s, news, io) => {
      const blind = s.seen.map((n, node) => node === news.from ? news.stamp[node]! : n);
      delivery(s, { ...news, stamp: blind.map((n, node) => node === news.from ? n : 0) }, io);
    },
    "looks once: what waits is not looked at again": (s, news, io) => {
      const waiting = s.waiting;
      s.waiting = [];
      delivery(s, news, io);
      s.waiting.push(...waiting);
    },
    "believes copies: a copy is shown again": (s, news, io) => {
      if (news.stamp[news.from]! <= s.seen[news.from]!) s.shown.push(news.text);
      else delivery(s, news, io);
    },
  },
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
  },
  marzullo: {
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
  },
  commit: {
    "does not wait: the answer leaves at once": {
      commit: (_s, { from }, io) => io.answer(from, io.now() + EPSILON_MS),
    },
    "waits half: it waits for ε, not for two": { passed: passedAt(EPSILON_MS) },
    "one at a time: who asks while another waits takes its place": {
      commit: (s, event, io) => commit.commit(Object.assign(s, { pending: [] }), event, io),
    },
    "to be sure: it waits twice as long as it must": { passed: passedAt(-2 * EPSILON_MS) },
  },
};

/** The interval as if time went the other way. */
function turned({ earliest, latest }: Interval): Interval {
  return { earliest: -latest, latest: -earliest };
}

/** Answers by a clock that is so far off. */
function passedAt(ms: number): Answers["commit"]["passed"] {
  return (s, timer, io) => commit.passed(s, timer, nested(io, { now: () => io.now() + ms }));
}
