/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutant } from "hb/grade/suite.ts";
import { nested } from "hb/model/nested.ts";
import { EPSILON_MS } from "../../exercises/02-time/events.ts";
import type { Subject } from "../../exercises/02-time/subject.ts";
import { subject } from "./subject.ts";

const { lamport, vectors, siblings, delivery, hybrid, marzullo, commit } = subject;

function mutant(
  part: keyof Subject,
  name: string,
  words: string,
  change: Partial<Subject>,
): Mutant<Subject> {
  return { name, words, breaks: [part], subject: { ...subject, ...change } };
}

export const mutants: readonly Mutant<Subject>[] = [
  mutant("before", "as written down", "what was seen first happened before", {
    before: (_execution, a, b) => a < b,
  }),
  mutant("before", "no chains", "only direct causes count", {
    before: (events, a, b) => {
      const [first, last] = [events[a]!, events[b]!];
      if (first.node === last.node) return a < b;
      return first.kind === "send" && last.kind === "deliver" && first.message === last.message;
    },
  }),
  mutant("before", "before itself", "every event happened before itself", {
    before: (events, a, b) => a === b || subject.before(events, a, b),
  }),
  mutant("lamport", "deaf", "a delivery ignores the stamp of the message", {
    lamport: { ...lamport, receive: (time) => time + 1 },
  }),
  mutant("lamport", "not past it", "a delivery only catches up with the message", {
    lamport: { ...lamport, receive: (time, stamp) => Math.max(time + 1, stamp) },
  }),
  mutant("lamport", "adds up", "a delivery adds the stamp to its clock", {
    lamport: { ...lamport, receive: (time, stamp) => time + stamp + 1 },
  }),
  mutant("vectors", "forgets itself", "a delivery is not counted", {
    vectors: {
      ...vectors,
      receive: (vector, stamp) => vector.map((n, i) => Math.max(n, stamp[i]!)),
    },
  }),
  mutant("vectors", "overwrites", "a delivery takes the stamp of the message for its own", {
    vectors: { ...vectors, receive: (_vector, stamp, node) => vectors.tick(stamp, node) },
  }),
  mutant("vectors", "in place", "a step changes the vector that a message carries", {
    vectors: {
      ...vectors,
      tick(vector, node) {
        (vector as number[])[node]!++;
        return vector;
      },
    },
  }),
  mutant("vectors", "by their sums", "whoever has seen more comes later", {
    vectors: {
      ...vectors,
      compare(a, b) {
        const sum = (vector: readonly number[]) => vector.reduce((total, n) => total + n, 0);
        return sum(a) < sum(b) ? "before" : sum(a) > sum(b) ? "after" : "equal";
      },
    },
  }),
  mutant("siblings", "last writer wins", "of versions that conflict one is kept", {
    siblings: { ...siblings, combine: (versions) => siblings.combine(versions).slice(0, 1) },
  }),
  mutant("siblings", "twins", "one version from two replicas is kept twice", {
    siblings: {
      ...siblings,
      combine: (versions) =>
        versions.filter(({ stamp }) =>
          !versions.some((other) => vectors.compare(stamp, other.stamp) === "before")
        ),
    },
  }),
  mutant("siblings", "clean slate", "a write replaces all that is there, read or not", {
    siblings: {
      ...siblings,
      put: (versions, context, node, value) =>
        siblings.put(versions, context, node, value).filter((each) => each.value === value),
    },
  }),
  mutant("siblings", "not counted", "a write has the stamp of what its client had read", {
    siblings: {
      ...siblings,
      put: (versions, context, writer, value) => [
        ...siblings.put(versions, context, writer, value).slice(0, -1),
        { value, stamp: context },
      ],
    },
  }),
  mutant(
    "siblings",
    "has seen it all",
    "a write is stamped as if its client had read what is there",
    {
      siblings: {
        ...siblings,
        put: (versions, context, node, value) => {
          const seen = versions.reduce(
            (sum, { stamp }) => sum.map((n, i) => Math.max(n, stamp[i]!)),
            [...context],
          );
          return [...siblings.put(versions, context, node, value).slice(0, -1), {
            value,
            stamp: vectors.tick(seen, node),
          }];
        },
      },
    },
  ),
  mutant("delivery", "as they come", "news are shown when they arrive", {
    delivery: (s, { text, from }) => {
      s.seen[from]!++;
      s.shown.push(text);
    },
  }),
  mutant("delivery", "each in turn", "only the order of each publisher is kept", {
    delivery: (s, news, io) => {
      const blind = s.seen.map((n, node) => node === news.from ? news.stamp[node]! : n);
      delivery(s, { ...news, stamp: blind.map((n, node) => node === news.from ? n : 0) }, io);
    },
  }),
  mutant("delivery", "looks once", "what waits is not looked at again", {
    delivery: (s, news, io) => {
      const waiting = s.waiting;
      s.waiting = [];
      delivery(s, news, io);
      s.waiting.push(...waiting);
    },
  }),
  mutant("delivery", "believes copies", "a copy is shown again", {
    delivery: (s, news, io) => {
      if (news.stamp[news.from]! <= s.seen[news.from]!) s.shown.push(news.text);
      else delivery(s, news, io);
    },
  }),
  mutant("hybrid", "deaf", "a delivery ignores the stamp of the message", {
    hybrid: { ...hybrid, receive: (time, _stamp, physical) => hybrid.tick(time, physical) },
  }),
  mutant("hybrid", "counts on", "the count does not start again when the reading moves", {
    hybrid: {
      ...hybrid,
      tick: (time, physical) => ({ ...hybrid.tick(time, physical), count: time.count + 1 }),
    },
  }),
  mutant("hybrid", "trusts everyone", "a stamp from far ahead is taken", {
    hybrid: {
      ...hybrid,
      receive: (time, stamp, physical) => hybrid.receive(time, stamp, physical, Infinity),
    },
  }),
  mutant("hybrid", "back to the wall", "the reading follows the wall clock back", {
    hybrid: { ...hybrid, tick: (_time, physical) => ({ logical: physical, count: 0 }) },
  }),
  mutant("marzullo", "touching is not meeting", "intervals that share one moment do not agree", {
    marzullo: (sources) => {
      const found = marzullo(
        sources.map(({ earliest, latest }) => ({ earliest, latest: latest - 0.1 })),
      );
      return { ...found, latest: Math.round(found.latest + 0.1) };
    },
  }),
  mutant("marzullo", "the latest", "of several best intervals the latest is taken", {
    marzullo: (sources) => {
      const turned = sources.map(({ earliest, latest }) => ({
        earliest: -latest,
        latest: -earliest,
      }));
      const { earliest, latest, sources: most } = marzullo(turned);
      return { earliest: -latest, latest: -earliest, sources: most };
    },
  }),
  mutant("marzullo", "the average", "the middle of all is taken for the truth", {
    marzullo: (sources) => {
      const mean = (of: (each: typeof sources[number]) => number) =>
        sources.reduce((sum, each) => sum + of(each), 0) / sources.length;
      return {
        ...marzullo(sources),
        earliest: mean((s) => s.earliest),
        latest: mean((s) => s.latest),
      };
    },
  }),
  mutant("commit", "does not wait", "the answer leaves at once", {
    commit: { ...commit, commit: (_s, { from }, io) => io.answer(from, io.now() + EPSILON_MS) },
  }),
  mutant("commit", "waits half", "it waits for ε, not for two", {
    commit: {
      ...commit,
      passed: (s, timer, io) =>
        commit.passed(s, timer, nested(io, { now: () => io.now() + EPSILON_MS })),
    },
  }),
  mutant("commit", "one at a time", "who asks while another waits takes its place", {
    commit: {
      ...commit,
      commit: (s, event, io) => {
        s.pending = [];
        commit.commit(s, event, io);
      },
    },
  }),
  mutant("commit", "to be sure", "it waits twice as long as it must", {
    commit: {
      ...commit,
      passed: (s, timer, io) =>
        commit.passed(s, timer, nested(io, { now: () => io.now() - 2 * EPSILON_MS })),
    },
  }),
];
