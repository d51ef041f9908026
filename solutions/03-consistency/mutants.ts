/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutant } from "hb/grade/suite.ts";
import type { Memory } from "../../exercises/03-consistency/memory.ts";
import type { Subject } from "../../exercises/03-consistency/subject.ts";
import { subject } from "./subject.ts";

const { classify, order, session, linear, causal, store } = subject;

function mutant(
  part: keyof Subject,
  name: string,
  words: string,
  change: Partial<Subject>,
): Mutant<Subject> {
  return { name, words, breaks: [part], subject: { ...subject, ...change } };
}

/** The history as if every operation took no time. */
const instants = (history: Memory): Memory =>
  history.map((each) => ({ ...each, endedAt: each.invokedAt }));

export const mutants: readonly Mutant<Subject>[] = [
  mutant("classify", "real time is forgotten", "a stale read is taken for linearizable", {
    classify: () => ({ ...classify(), B: "linearizable" }),
  }),
  mutant(
    "classify",
    "one order is enough",
    "two orders of concurrent writes are taken for sequential",
    {
      classify: () => ({ ...classify(), F: "sequential" }),
    },
  ),
  mutant("classify", "effects without causes", "a missing cause is taken for causal memory", {
    classify: () => ({ ...classify(), E: "causal memory" }),
  }),
  mutant("order", "by the clock", "what was invoked earlier comes before", {
    order: (history, a, b) => a !== b && history[a]!.endedAt < history[b]!.invokedAt,
  }),
  mutant("order", "only one's own", "values carry no order", {
    order: (history, a, b) => a < b && history[a]!.process === history[b]!.process,
  }),
  mutant("order", "any register", "a read may have its value from a write of another register", {
    order: (history, a, b) =>
      order(
        history.map((each) => ({ ...each, input: { ...each.input, key: "x" } })),
        a,
        b,
      ) &&
      !(history[a]!.input.key !== history[b]!.input.key &&
        history[a]!.process !== history[b]!.process),
  }),
  mutant("session", "counts its reads", "read your writes is held to what was read, too", {
    session: {
      ...session,
      readsItsWrites: (history, arbitration) =>
        session.readsItsWrites(history, arbitration) &&
        session.readsMonotonically(history, arbitration),
    },
  }),
  mutant("session", "counts its writes", "monotonic reads is held to what was written, too", {
    session: {
      ...session,
      readsMonotonically: (history, arbitration) =>
        session.readsItsWrites(history, arbitration) &&
        session.readsMonotonically(history, arbitration),
    },
  }),
  mutant("session", "everybody's", "the marks of all processes are one", {
    session: {
      readsItsWrites: (history, arbitration) =>
        session.readsItsWrites(history.map((each) => ({ ...each, process: 0 })), arbitration),
      readsMonotonically: (history, arbitration) =>
        session.readsMonotonically(history.map((each) => ({ ...each, process: 0 })), arbitration),
    },
  }),
  mutant("session", "by value", "the larger value is taken for the newer one", {
    session: {
      ...session,
      readsMonotonically: (history, arbitration) =>
        session.readsMonotonically(
          history,
          new Map([...arbitration].map(([key, values]) => [key, values.toSorted((a, b) => a - b)])),
        ),
    },
  }),
  mutant("linear", "any order will do", "real time is not kept", {
    linear: (history) => linear(history.map((each) => ({ ...each, invokedAt: 0, endedAt: 1 }))),
  }),
  mutant("linear", "in the order of invocation", "operations that overlap are not reordered", {
    linear: (history) =>
      linear(
        instants(history).map((each, id) => ({ ...each, invokedAt: 2 * id, endedAt: 2 * id + 1 })),
      ),
  }),
  mutant("linear", "in the order of their ends", "what ended first is taken first", {
    linear: (history) =>
      linear(
        history.toSorted((a, b) => a.endedAt - b.endedAt)
          .map((each, id) => ({ ...each, invokedAt: 2 * id, endedAt: 2 * id + 1 })),
      ),
  }),
  mutant("linear", "null is anything", "reads of null always fit", {
    linear: (history) =>
      linear(history.filter(({ input, output }) => input.type === "write" || output !== null)),
  }),
  mutant("causal", "no arbitration", "the last pattern is not looked for", {
    causal: (history) =>
      history.every((each, at) => {
        const { input: { key, type }, output } = each;
        const writes = history.flatMap(({ input }, w) =>
          input.type === "write" && input.key === key ? [{ w, value: input.value }] : []
        );
        if (type === "write") return !order(history, at, at);
        if (output === null) return writes.every(({ w }) => !order(history, w, at));
        return writes.some(({ value }) => value === output) && !order(history, at, at);
      }),
  }),
  mutant("causal", "null is fine", "a read of null may have a write before it", {
    causal: (history) =>
      causal(history.filter(({ input, output }) => input.type === "write" || output !== null)),
  }),
  mutant("causal", "ghosts", "values that nobody wrote are let through", {
    causal: (history) => {
      const written = new Set(
        history.map(({ input }) => input.type === "write" ? input.value : null),
      );
      return causal(history.filter(({ output }) => written.has(output)));
    },
  }),
  mutant("causal", "each on its own", "only what one process did is ordered", {
    causal: (history) =>
      [0, 1, 2, 3].every((process) =>
        causal(history.filter((each) => each.process === process || each.input.type === "write"))
      ),
  }),
  mutant("store", "done at once", "a write is answered before it is applied", {
    store: {
      ...store,
      write(s, event, io) {
        store.write(s, event, io);
        io.answer(event.from, null);
      },
      ordered: (s, event, io) => store.ordered(s, { ...event, writer: -1 }, io),
    },
  }),
  mutant("store", "as they come", "writes are applied in the order of their arrival", {
    store: {
      ...store,
      ordered(s, { key, value, writer, client }, io) {
        s.memory.set(key, value);
        if (writer === io.self) io.answer(client, null);
      },
    },
  }),
  mutant("store", "skips", "a write that comes early is applied, and those before it never are", {
    store: {
      ...store,
      ordered(s, event, io) {
        if (event.place <= s.applied && event.writer !== io.self) return;
        s.applied = Math.max(s.applied, event.place);
        s.memory.set(event.key, event.value);
        if (event.writer === io.self) io.answer(event.client, null);
      },
    },
  }),
  mutant("store", "ahead of its turn", "the writer's node applies a write when it is asked for", {
    store: {
      ...store,
      write(s, event, io) {
        s.memory.set(event.key, event.value);
        store.write(s, event, io);
      },
    },
  }),
  mutant("store", "one place for two", "node 0 gives the same place to every other write", {
    store: {
      ...store,
      submit(s, event, io) {
        if (s.last % 2 === 1) s.last--;
        store.submit(s, event, io);
      },
    },
  }),
  mutant("store", "drops what is early", "a write that comes before its turn is thrown away", {
    store: {
      ...store,
      ordered(s, event, io) {
        if (event.place === s.applied + 1) store.ordered(s, event, io);
      },
    },
  }),
];
