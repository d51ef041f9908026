/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Memory } from "../../exercises/03-consistency/memory.ts";
import type { Answers } from "../../exercises/03-consistency/answers.ts";
import { causal } from "./causal.ts";
import { classify } from "./classify.ts";
import { linear } from "./linear.ts";
import { order } from "./order.ts";
import { session } from "./session.ts";
import { store } from "./store.ts";

/** The history as if its operations had come one after the other. */
const oneByOne = (history: Memory): Memory =>
  history.map((each, id) => ({ ...each, invokedAt: 2 * id, endedAt: 2 * id + 1 }));

/** The history of a single process that did it all. */
const byOne = (history: Memory): Memory => history.map((each) => ({ ...each, process: 0 }));

const saying = (levels: Partial<ReturnType<typeof classify>>) => () => ({
  ...classify(),
  ...levels,
});

export const mutants: Mutants<Answers> = {
  classify: {
    "real time is forgotten: a stale read is taken for linearizable": saying({ B: "linearizable" }),
    "one order is enough: two orders of concurrent writes are taken for sequential": saying({
      F: "sequential",
    }),
    "effects without causes: a missing cause is taken for causal memory": saying({
      E: "causal memory",
    }),
  },
  order: {
    "by the clock: what was invoked earlier comes before": (history, a, b) =>
      a !== b && history[a]!.endedAt < history[b]!.invokedAt,
    "only one's own: values carry no order": (history, a, b) =>
      a < b && history[a]!.process === history[b]!.process,
    "any register: a read may have its value from a write of another register": (history, a, b) =>
      order(history.map((each) => ({ ...each, input: { ...each.input, key: "x" } })), a, b) &&
      !(history[a]!.input.key !== history[b]!.input.key &&
        history[a]!.process !== history[b]!.process),
  },
  session: {
    "counts its reads: read your writes is held to what was read, too": {
      readsItsWrites: (history, arbitration) =>
        session.readsItsWrites(history, arbitration) &&
        session.readsMonotonically(history, arbitration),
    },
    "counts its writes: monotonic reads is held to what was written, too": {
      readsMonotonically: (history, arbitration) =>
        session.readsItsWrites(history, arbitration) &&
        session.readsMonotonically(history, arbitration),
    },
    "everybody's: the marks of all processes are one": {
      readsItsWrites: (history, arbitration) => session.readsItsWrites(byOne(history), arbitration),
      readsMonotonically: (history, arbitration) =>
        session.readsMonotonically(byOne(history), arbitration),
    },
    "by value: the larger value is taken for the newer one": {
      readsMonotonically: (history, arbitration) =>
        session.readsMonotonically(
          history,
          new Map([...arbitration].map(([key, values]) => [key, values.toSorted((a, b) => a - b)])),
        ),
    },
  },
  linear: {
    "any order will do: real time is not kept": (history) =>
      linear(history.map((each) => ({ ...each, invokedAt: 0, endedAt: 1 }))),
    "in the order of invocation: operations that overlap are not reordered": (history) =>
      linear(oneByOne(history)),
    "in the order of their ends: what ended first is taken first": (history) =>
      linear(oneByOne(history.toSorted((a, b) => a.endedAt - b.endedAt))),
    "null is anything: reads of null always fit": (history) =>
      linear(history.filter(({ input, output }) => input.type === "write" || output !== null)),
  },
  causal: {
    "no arbitration: the last pattern is not looked for": (history) =>
      history.every((each, at) => {
        const { input: { key, type }, output } = each;
        const writes = history.flatMap(({ input }, w) =>
          input.type === "write" && input.key === key ? [{ w, value: input.value }] : []
        );
        if (type === "write") return !order(history, at, at);
        if (output === null) return writes.every(({ w }) => !order(history, w, at));
        return writes.some(({ value }) => value === output) && !order(history, at, at);
      }),
    "null is fine: a read of null may have a write before it": (history) =>
      causal(history.filter(({ input, output }) => input.type === "write" || output !== null)),
    "ghosts: values that nobody wrote are let through": (history) => {
      const written = new Set(history.map(({ input }) => "value" in input ? input.value : null));
      return causal(history.filter(({ output }) => written.has(output)));
    },
    "each on its own: only what one process did is ordered": (history) =>
      [0, 1, 2, 3].every((process) =>
        causal(history.filter((each) => each.process === process || each.input.type === "write"))
      ),
  },
  store: {
    "done at once: a write is answered before it is applied": {
      write(s, event, io) {
        store.write(s, event, io);
        io.answer(event.from, null);
      },
      ordered: (s, event, io) => store.ordered(s, { ...event, writer: -1 }, io),
    },
    "as they come: writes are applied in the order of their arrival": {
      ordered(s, { key, value, writer, client }, io) {
        s.memory.set(key, value);
        if (writer === io.self) io.answer(client, null);
      },
    },
    "skips: a write that comes early is applied, and those before it never are": {
      ordered(s, event, io) {
        if (event.place <= s.applied && event.writer !== io.self) return;
        s.applied = Math.max(s.applied, event.place);
        s.memory.set(event.key, event.value);
        if (event.writer === io.self) io.answer(event.client, null);
      },
    },
    "ahead of its turn: the writer's node applies a write when it is asked for": {
      write(s, event, io) {
        s.memory.set(event.key, event.value);
        store.write(s, event, io);
      },
    },
    "one place for two: node 0 gives the same place to every other write": {
      submit(s, event, io) {
        if (s.last % 2 === 1) s.last--;
        store.submit(s, event, io);
      },
    },
    "drops what is early: a write that comes before its turn is thrown away": {
      ordered(s, event, io) {
        if (event.place === s.applied + 1) store.ordered(s, event, io);
      },
    },
  },
};
