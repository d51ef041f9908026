/** Bugs of batches. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/18-wire/answers.ts";
import type { Any, Batcher, BatcherIo } from "../../../exercises/18-wire/given.ts";
import { batcher } from "../batcher.ts";
import { stepsOf } from "./steps.ts";

type Step = "add" | "flush" | "written" | "tick";

const steps = stepsOf<Batcher, BatcherIo, Step>(batcher, ["add", "flush", "written", "tick"]);

/** A machine that remembers nothing in its state. */
function beside(): Partial<Batcher<Any>> {
  let own: Any;
  return {
    start(rules) {
      own = batcher.start(rules);
      return {};
    },
    add: (_s, ...rest) => batcher.add(own, ...rest),
    flush: (_s, ...rest) => batcher.flush(own, ...rest),
    written: (_s, ...rest) => batcher.written(own, ...rest),
    tick: (_s, ...rest) => batcher.tick(own, ...rest),
  };
}

export const batchMutants: Mutants<Answers> = {
  batcher: {
    "lingers: whoever has waited for the wire is held back again": {
      written(s, now, io) {
        for (const each of s.waiting) each.dueAt = now + s.rules.lingerMs;
        batcher.written(s, now, io);
      },
    },
    "waits: nothing leaves before there is a whole batch": {
      start: (rules) => batcher.start({ ...rules, lingerMs: Math.max(rules.lingerMs, 40) }),
    },
    "compacts: what is written is forgotten when nothing waits": {
      start: (rules) => ({ ...batcher.start(rules), log: [] }),
      add(s, message, now, io) {
        s.log.push(message.id);
        batcher.add(s, message, now, io);
        if (s.waiting.length === s.gone) s.log = [];
      },
      written(s, now, io) {
        batcher.written(s, now, io);
        if (s.waiting.length === s.gone) s.log = [];
      },
    },
    "beside: what is remembered is beside the state": beside(),
    "unhurried: flush does nothing": { flush: () => {} },
    "flush-all: whoever comes after a flush is not held back either": steps((step, s, io) => {
      step(io);
      if (s.flushed > 0) s.flushed = s.waiting.length - s.gone;
    }),
    "flush-one: a flush holds for one batch": {
      written(s, now, io) {
        s.flushed = 0;
        batcher.written(s, now, io);
      },
    },
    "busy-flush: a flush while a write is under way is forgotten": {
      flush: (s, now, io) => s.isBusy ? undefined : batcher.flush(s, now, io),
    },
    "newest: how long a message is held back counts from the newest": {
      add(s, message, now, io) {
        for (const each of s.waiting) each.dueAt = now + s.rules.lingerMs;
        batcher.add(s, message, now, io);
      },
    },
    "together: a write begins while another is under way": {
      add(s, message, now, io) {
        s.isBusy = false;
        batcher.add(s, message, now, io);
      },
    },
    "overfull: a batch takes the message that makes it too large": steps((step, s, io) => {
      s.rules = { ...s.rules, bytes: s.rules.bytes + 1 };
      step(io);
      s.rules = { ...s.rules, bytes: s.rules.bytes - 1 };
    }),
    "eight: of a batch eight messages are written": steps((step, _, io) =>
      step({ ...io, write: (ids) => io.write(ids.slice(0, 8)) })
    ),
    "backwards: the newest are written first": steps((step, _, io) =>
      step({ ...io, write: (ids) => io.write([...ids].reverse()) })
    ),
    "asleep: nobody wakes it": steps((step, _, io) => step({ ...io, wake() {} })),
    "restless: it is woken each ms": steps((step, _, io, now) =>
      step({ ...io, wake: () => io.wake(now + 1) })
    ),
    "stuck: after a write nothing leaves before something comes": {
      written: (s) => void (s.isBusy = false),
    },
    "remembers: messages that were written are kept": steps((step, s, io) => {
      step(io);
      (s.all ??= []).push(s.gone);
    }),
  },
};
