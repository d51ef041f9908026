/** The reference with one bug each. The suite is good if it catches every one. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Access, Arbitration, Memory } from "../../exercises/03-consistency/memory.ts";
import type { Answers } from "../../exercises/03-consistency/answers.ts";
import { anywhere } from "./mutants/anywhere.ts";
import { fedBack, forward, together } from "./mutants/passes.ts";
import { through } from "./mutants/through.ts";
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

/** The history with other operations in the same places. */
const changed = (history: Memory, change: (each: Access) => Partial<Access>): Memory =>
  history.map((each) => ({ ...each, ...change(each) }));

/** The history with other registers, or other values in them. */
const relabelled = (
  history: Memory,
  { key = (same) => same, value = (same) => same }: {
    readonly key?: (key: string) => string;
    readonly value?: (value: number, key: string) => number;
  },
): Memory =>
  changed(history, ({ input, output }) => ({
    input: input.type === "write"
      ? { ...input, key: key(input.key), value: value(input.value, input.key) }
      : { ...input, key: key(input.key) },
    output: output === null ? null : value(output, input.key),
  }));

/** The history without some of its reads. */
const reading = (history: Memory, counts: (read: Access) => boolean): Memory =>
  history.filter((each) => each.input.type === "write" || counts(each));

/** Both guarantees of a history and an arbitration that were changed before. */
const after = (change: (history: Memory) => Memory) => ({
  readsItsWrites: (history: Memory, arbitration: Arbitration) =>
    session.readsItsWrites(change(history), arbitration),
  readsMonotonically: (history: Memory, arbitration: Arbitration) =>
    session.readsMonotonically(change(history), arbitration),
});

/**
 * The search of part 4 with bounds: so many candidates for the next place, so many steps in all, no end
 * later than that; or which remembers what was left by numbers without anything between them, or without the
 * value that was held, or all in one number.
 */
const bounded = (
  {
    candidates = Infinity,
    steps = Infinity,
    latest = Infinity,
    between = ",",
    keepsValue = true,
    lastFirst = false,
    inOneNumber = false,
  }: {
    candidates?: number;
    steps?: number;
    latest?: number;
    inOneNumber?: boolean;
    between?: string;
    keepsValue?: boolean;
    lastFirst?: boolean;
  },
) =>
(history: Memory): boolean => {
  const failed = new Set<string>();
  let taken = 0;
  const extend = (left: Memory, value: number | null): boolean => {
    if (left.length === 0) return true;
    const ids = left.map(({ id }) => id).join(between);
    const bits = left.reduce((all, { id }) => all + 2 ** id, 0);
    const state = inOneNumber
      ? `${16 * bits + (value ?? 0)}`
      : keepsValue
      ? `${ids} ${value}`
      : ids;
    if (failed.has(state) || taken++ >= steps) return false;
    const firstEnd = Math.min(latest, ...left.map(({ endedAt }) => endedAt));
    const first = left.filter(({ invokedAt }) => invokedAt <= firstEnd).slice(0, candidates);
    if (lastFirst) first.reverse();
    const found = first.some((next) => {
      const { input, output } = next, rest = left.filter((each) => each !== next);
      return input.type === "write"
        ? extend(rest, input.value)
        : output === value && extend(rest, value);
    });
    if (!found) failed.add(state);
    return found;
  };
  return extend(history, null);
};

/** Steps back from b, at most so many. */
const near = (history: Memory, a: number, b: number, steps: number): boolean =>
  steps > 0 && history.some((each, at) => {
    const to = history[b]!;
    const own = at < b && each.process === to.process;
    const read = to.input.type === "read" && each.input.type === "write" &&
      each.input.key === to.input.key && each.input.value === to.output;
    return (own || read) && (at === a || near(history, a, at, steps - 1));
  });

/** The same by what comes directly before, where there may be many steps. */
const within = (history: Memory, a: number, b: number, steps: number): boolean => {
  const direct = ({ process, input, output }: Access, at: number) => [
    history.findLastIndex((each, i) => i < at && each.process === process),
    history.findIndex((each) =>
      input.type === "read" && each.input.type === "write" && each.input.key === input.key &&
      each.input.value === output
    ),
  ];
  const seen = new Set<number>();
  let edge = [b];
  for (let step = 0; step < steps && edge.length > 0; step++) {
    edge = edge.flatMap((at) => direct(history[at]!, at)).filter((at) => at >= 0 && !seen.has(at));
    if (edge.includes(a)) return true;
    for (const at of edge) seen.add(at);
  }
  return false;
};

/** Convergence as in part 5, with circles of at most so many writes that were lost to others. */
const shortCircles = (history: Memory, most: number): boolean => {
  const before = history.map((_, a) => history.map((_, b) => near(history, a, b, 1)));
  for (const [middle, next] of before.entries()) {
    for (const row of before) {
      if (row[middle]) next.forEach((follows, to) => row[to] ||= follows);
    }
  }
  const isWrite = (at: number, key: string) =>
    history[at]!.input.type === "write" && history[at]!.input.key === key;
  const lost: [number, number][] = [];
  for (const [read, { input, output }] of history.entries()) {
    if (before[read]![read]) return false;
    if (input.type === "write") continue;
    const from = history.findIndex((each, at) =>
      isWrite(at, input.key) && "value" in each.input && each.input.value === output
    );
    if (output !== null && from < 0) return false;
    for (const write of history.keys()) {
      if (!isWrite(write, input.key) || write === from || !before[write]![read]) continue;
      if (output === null) return false;
      lost.push([write, from]);
    }
  }
  const leads = (a: number, b: number) => a === b || before[a]![b]!;
  return lost.every(([loser, winner]) => {
    let reached = new Set([winner]);
    for (let length = 1; length <= most; length++) {
      if ([...reached].some((at) => leads(at, loser))) return false;
      const next = lost.filter(([each]) => [...reached].some((at) => leads(at, each)));
      reached = new Set(next.map(([, each]) => each));
    }
    return true;
  });
};

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
    "in capitals: small letters and capitals are not told apart": (history, a, b) =>
      order(relabelled(history, { key: (key) => key.toLowerCase() }), a, b),
    "32 bits: of the number of a process only so many are looked at": (history, a, b) =>
      order(changed(history, ({ process }) => ({ process: process | 0 })), a, b),
    "by the clock: what was invoked earlier comes before": (history, a, b) =>
      a !== b && history[a]!.endedAt < history[b]!.invokedAt,
    "only one's own: values carry no order": (history, a, b) =>
      a < b && history[a]!.process === history[b]!.process,
    "any register: a read may have its value from a write of another register": (history, a, b) =>
      order(history.map((each) => ({ ...each, input: { ...each.input, key: "x" } })), a, b) &&
      !(history[a]!.input.key !== history[b]!.input.key &&
        history[a]!.process !== history[b]!.process),
    "zero is nothing: a read of 0 has no write before it": (history, a, b) =>
      order(changed(history, ({ output }) => ({ output: output === 0 ? null : output })), a, b),
    "by value: the first write of a value is taken, whatever its register": (history, a, b) =>
      order(relabelled(history, { key: () => "" }), a, b),
    "the first letter: registers are told apart by it alone": (history, a, b) =>
      order(relabelled(history, { key: (key) => key.slice(0, 1) }), a, b),
    "three bits: processes are told apart by their last bits": (history, a, b) =>
      order(changed(history, ({ process }) => ({ process: process % 8 })), a, b),
    "never itself: what is in a circle does not come before itself": (history, a, b) =>
      a !== b && order(history, a, b),
    "nearby: it looks eight steps back": (history, a, b) => near(history, a, b, 8),
    "a hundred steps back, and no further": (history, a, b) => within(history, a, b, 100),
    "forward: it goes through the history eight times, from the first operation to the last": (
      history,
      a,
      b,
    ) => forward(history, a, b, 8),
    "register and value: a write is found by both, put together with a dash": (history, a, b) =>
      together(history, a, b, (key, value) => `${key}-${value}`),
    "value and register: a write is found by both, put together": (history, a, b) =>
      together(history, a, b, (key, value) => `${value}${key}`),
    "values from others: who reads its own value has no write before it": (history, a, b) =>
      history[a]!.process === history[b]!.process ? a < b : order(history, a, b),
  },
  session: {
    "32 bits: of the number of a process only so many are looked at": after((history) =>
      changed(history, ({ process }) => ({ process: process | 0 }))
    ),
    "something must happen: a history without operations is refused": {
      readsItsWrites: (history, arbitration) =>
        history.length > 0 && session.readsItsWrites(history, arbitration),
    },
    "trimmed: what is blank around a name is left away": {
      readsItsWrites: (history, arbitration) => {
        const key = (name: string) => name.trim();
        const order = new Map<string, readonly number[]>();
        for (const [name, values] of arbitration) {
          order.set(key(name), [...order.get(key(name)) ?? [], ...values]);
        }
        return session.readsItsWrites(relabelled(history, { key }), order);
      },
    },
    "eight processes: others are not held to anything": after((history) => {
      const known = [...new Set(history.map(({ process }) => process))].slice(0, 8);
      return history.filter(({ process }) => known.includes(process));
    }),
    "four registers: others are not looked at": after((history) => {
      const known = [...new Set(history.map(({ input }) => input.key))].slice(0, 4);
      return history.filter(({ input }) => known.includes(input.key));
    }),
    "the first hundred: of a longer history the rest is not looked at": after((history) =>
      history.slice(0, 100)
    ),
    "the last eight: what was arbitrated before them is all the same": {
      readsMonotonically: (history, arbitration) =>
        session.readsMonotonically(
          changed(history, ({ input, output }) => {
            const values = arbitration.get(input.key) ?? [];
            const isOld = output !== null && values.indexOf(output) < values.length - 8;
            return { output: isOld ? null : output };
          }),
          arbitration,
        ),
    },
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
    "zero is nothing: a read of 0 counts as older than everything": after((history) =>
      changed(history, ({ output }) => ({ output: output === 0 ? null : output }))
    ),
    "null is let through: a read of nothing falls behind nothing": after((history) =>
      reading(history, ({ output }) => output !== null)
    ),
    "no name, no register: a register with the empty name is not looked at": after((history) =>
      history.filter(({ input }) => input.key !== "")
    ),
    "three bits: processes are told apart by their last bits": after((history) =>
      changed(history, ({ process }) => ({ process: process % 8 }))
    ),
    "by time: the order of the history is taken for the arbitration": {
      readsItsWrites: (history) =>
        session.readsItsWrites(
          history,
          new Map(history.map(({ input: { key } }) => [
            key,
            history.flatMap(({ input }) =>
              input.type === "write" && input.key === key ? [input.value] : []
            ),
          ])),
        ),
    },
    "short memory: a read is held to the eight operations before it": {
      readsItsWrites: (history, arbitration) =>
        history.every((_, at) =>
          session.readsItsWrites(history.slice(Math.max(0, at - 8), at + 1), arbitration)
        ),
      readsMonotonically: (history, arbitration) =>
        history.every((_, at) =>
          session.readsMonotonically(history.slice(Math.max(0, at - 8), at + 1), arbitration)
        ),
    },
  },
  linear: {
    "something must happen: a history without operations is refused": (history) =>
      history.length > 0 && linear(history),
    "by the microsecond: what happens between two of them is at one time": (history) =>
      linear(changed(history, ({ invokedAt, endedAt }) => ({
        invokedAt: Math.round(invokedAt * 1000) / 1000,
        endedAt: Math.round(endedAt * 1000) / 1000,
      }))),
    "any order will do: real time is not kept": (history) =>
      linear(history.map((each) => ({ ...each, invokedAt: 0, endedAt: 1 }))),
    "in the order of invocation: operations that overlap are not reordered": (history) =>
      linear(oneByOne(history)),
    "in the order of their ends: what ended first is taken first": (history) =>
      linear(oneByOne(history.toSorted((a, b) => a.endedAt - b.endedAt))),
    "null is anything: reads of null always fit": (history) =>
      linear(history.filter(({ input, output }) => input.type === "write" || output !== null)),
    "zero at first: a register that nobody has written holds 0": (history) =>
      linear(changed(history, ({ output }) => ({ output: output ?? 0 }))) ||
      linear(history),
    "whole ms: parts of a ms are left away": (history) =>
      linear(changed(history, ({ invokedAt, endedAt }) => ({
        invokedAt: Math.floor(invokedAt),
        endedAt: Math.floor(endedAt),
      }))),
    "one instant is an order: what ends as another begins comes before it": (history) =>
      linear(changed(history, ({ invokedAt, endedAt }) => ({
        endedAt: invokedAt === endedAt ? endedAt : endedAt - 0.01,
      }))),
    "no time is for ever: what ends at 0 has not ended": (history) =>
      linear(changed(history, ({ endedAt }) => ({ endedAt: endedAt || Infinity }))),
    "the first fourteen: of what may come next it tries fourteen": bounded({ candidates: 14 }),
    "in one number: what was left is remembered times sixteen, plus the value": bounded({
      inOneNumber: true,
    }),
    "a quarter of an hour: what ends later than that ends then": bounded({ latest: 1e6 }),
    "run together: what was left is remembered by numbers without anything between them": bounded({
      between: "",
    }),
    "run together, the last first: so are numbers where the last is tried first": bounded({
      between: "",
      lastFirst: true,
    }),
    "whatever it held: what was left is remembered without the value": bounded({
      keepsValue: false,
    }),
    "gives up: after five hundred steps it says that there is no order": bounded({ steps: 500 }),
    "gives up late: after ten thousand steps it says that there is no order": bounded({
      steps: 10_000,
    }),
    "all but the last: a history of sixteen is cut short": (history) =>
      linear(history.slice(0, 15)),
  },
  causal: {
    "three registers: circles through more of them are not seen": (history) => {
      const keys = [...new Set(history.map(({ input }) => input.key))];
      const only = (...some: string[]) =>
        causal(reading(history, ({ input }) => some.includes(input.key)));
      return keys.length <= 3 ? causal(history) : keys.every((a) => only(a));
    },
    "fed back: what must be arbitrated is taken for what was seen": fedBack,
    "something must happen: a history without operations is refused": (history) =>
      history.length > 0 && causal(history),
    "in capitals: small letters and capitals are not told apart": (history) =>
      causal(relabelled(history, { key: (key) => key.toLowerCase() })),
    "trimmed: what is blank around a name is left away": (history) =>
      causal(relabelled(history, { key: (key) => key.trim() })),
    "32 bits: of the number of a process only so many are looked at": (history) =>
      causal(changed(history, ({ process }) => ({ process: process | 0 }))),
    "the first sixty-four: of a longer history the rest is not looked at": (history) =>
      causal(history.slice(0, 64)),
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
    "zero is nothing: a read of 0 is taken for a read of null": (history) =>
      causal(changed(history, ({ output }) => ({ output: output === 0 ? null : output }))),
    "ghosts of another register: what was written anywhere may be read": (history) =>
      causal(reading(history, ({ input: { key }, output }) =>
        output === null ||
        history.some(({ input }) =>
          input.type === "write" && input.key === key && input.value === output
        ) ||
        history.every(({ input }) => input.type === "read" || input.value !== output))),
    "by value: the first write of a value is taken, whatever its register": (history) =>
      causal(relabelled(history, { key: () => "" })),
    "two by two: a circle of three writes that were lost to each other is not seen": (history) =>
      shortCircles(history, 2),
    "five at most: longer circles are not seen": (history) => shortCircles(history, 5),
    "ten at most: longer circles are not seen": (history) => shortCircles(history, 10),
    "register by register: a circle over two registers is not seen": (history) =>
      history.every(({ input: { key } }) =>
        causal(history.filter(({ input }) => input.key === key))
      ),
    "not its own: a read of what its process writes later is let through": (history) =>
      causal(
        reading(history, ({ id, process, input: { key }, output }) =>
          !history.slice(id).some((each) =>
            each.process === process && each.input.type === "write" && each.input.key === key &&
            each.input.value === output
          )),
      ),
  },
  anywhere,
  store: {
    "three nodes: a store of more is not thought of": {
      submit: (s, event, io) =>
        store.submit(s, event, through(io, { peers: io.peers.slice(0, 3) })),
    },
    "thirty registers: others are not kept": {
      ordered(s, event, io) {
        store.ordered(s, event, io);
        s.memory = new Map([...s.memory].slice(0, 30));
      },
    },
    "thirty-two at a time: when a write arrives, no more of those that wait are applied": {
      ordered(s, event, io) {
        s.early.set(event.place, event);
        for (let taken = 0; taken < 32; taken++) {
          const next = s.early.get(s.applied + 1);
          if (next === undefined) return;
          s.early.delete(next.place);
          s.applied = next.place;
          s.memory.set(next.key, next.value);
          if (next.writer === io.self) io.answer(next.client, null);
        }
      },
    },
    "whole values: what comes after the point is left away": {
      write: (s, event, io) => store.write(s, { ...event, value: Math.trunc(event.value) }, io),
    },
    "a byte: of a value only so much is kept": {
      write: (s, event, io) => store.write(s, { ...event, value: event.value & 255 }, io),
    },
    "less than nothing: a register that holds a negative value is read as null": {
      read(s, { key, from }, io) {
        const value = s.memory.get(key) ?? -1;
        io.answer(from, value < 0 ? null : value);
      },
    },
    "in capitals: small letters and capitals are not told apart": {
      read: (s, event, io) => store.read(s, { ...event, key: event.key.toLowerCase() }, io),
      write: (s, event, io) => store.write(s, { ...event, key: event.key.toLowerCase() }, io),
    },
    "trimmed: what is blank around a name is left away": {
      read: (s, event, io) => store.read(s, { ...event, key: event.key.trim() }, io),
      write: (s, event, io) => store.write(s, { ...event, key: event.key.trim() }, io),
    },
    "32 bits: places begin anew after so many": {
      submit(s, event, io) {
        store.submit(s, event, io);
        s.last >>>= 0;
      },
    },
    "never alone: where there is one node, nobody is told": {
      submit(s, event, io) {
        if (io.peers.length > 1) store.submit(s, event, io);
      },
    },
    "nothing new: a write of what is there already has no place": {
      submit(s, event, io) {
        if (s.memory.get(event.key) !== event.value) store.submit(s, event, io);
      },
    },
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
    "zero is nothing: a register that holds 0 is read as null": {
      read(s, { key, from }, io) {
        io.answer(from, s.memory.get(key) || null);
      },
    },
    "no answer: where nothing was written a read is answered undefined": {
      read(s, { key, from }, io) {
        io.answer(from, s.memory.get(key));
      },
    },
    "keeps what it applied: s.early only grows": {
      ordered(s, event, io) {
        store.ordered(s, event, io);
        s.early.set(event.place, event);
      },
    },
    "eight early: more writes than that are not kept": {
      ordered(s, event, io) {
        if (s.early.size < 8 || event.place === s.applied + 1) store.ordered(s, event, io);
      },
    },
    "six bits: places begin anew after 64": {
      submit(s, event, io) {
        s.last %= 64;
        store.submit(s, event, io);
      },
    },
    "looks ahead: a read returns a write that is not applied yet": {
      read(s, event, io) {
        const early = [...s.early.values()].filter(({ key }) => key === event.key);
        const last = early.toSorted((a, b) => a.place - b.place).at(-1);
        if (last === undefined) store.read(s, event, io);
        else io.answer(event.from, last.value);
      },
    },
    "each its own: writes stay at their node": {
      write(s, { key, value, from }, io) {
        s.memory.set(key, value);
        io.answer(from, null);
      },
    },
    "somebody else: it is node 1 that puts writes in order": {
      write(_s, { key, value, from }, io) {
        io.send(1, { type: "submit", key, value, client: from });
      },
    },
    "twice over: node 0 sends every write two times": {
      submit(s, event, io) {
        store.submit(s, event, io);
        s.last--;
        store.submit(s, event, io);
      },
      ordered(s, event, io) {
        if (event.place > s.applied) store.ordered(s, event, io);
      },
    },
  },
};
