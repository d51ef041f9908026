/** Bugs of calls. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/18-wire/answers.ts";
import type { Any, Calls, CallsIo } from "../../../exercises/18-wire/given.ts";
import { calls } from "../calls.ts";
import { stepsOf } from "./steps.ts";

const steps = stepsOf<Calls, CallsIo, Exclude<keyof Calls, "start">>(calls, [
  "asked",
  "cancelled",
  "done",
  "calls",
  "answered",
  "failed",
  "tick",
]);

export const callMutants: Mutants<Answers> = {
  calls: {
    "fresh: what is asked for has all the time that it may have": {
      calls: (s, call, child, now, io) =>
        calls.calls(s, call, child, now, {
          ...io,
          ask: (id, ms) => io.ask(id, id === child.id ? child.timeoutMs : ms),
        }),
    },
    "renewed: what is asked again has its time anew": steps((step, s, io) =>
      step({
        ...io,
        ask: (id, ms) =>
          io.ask(id, s.children.get(id).attempts > 1 ? s.children.get(id).child.timeoutMs : ms),
      })
    ),
    "late-work: what has waited too long is begun all the same": {
      tick(s, now, io) {
        const queued = [...s.calls].filter(([, each]: Any) =>
          !each.isBegun && each.deadline <= now
        );
        calls.tick(s, now, io);
        for (const [call] of queued) io.begin(call);
      },
    },
    "hopeless: a call that comes without time is begun": {
      asked: (s, call, ms, now, io) => calls.asked(s, call, Math.max(1, ms), now, io),
    },
    "twice: what may have been done is asked again": {
      failed: (s, child, failure, now, io) =>
        calls.failed(s, child, failure === "unknown" ? "untouched" : failure, now, io),
    },
    "stubborn: what was refused is asked again": {
      failed: (s, child, failure, now, io) =>
        calls.failed(s, child, failure === "refused" ? "untouched" : failure, now, io),
    },
    "timid: what is unknown is never asked again": {
      failed: (s, child, failure, now, io) =>
        calls.failed(s, child, failure === "unknown" ? "refused" : failure, now, io),
    },
    "endless: it is asked again and again": {
      start: (rules) => calls.start({ ...rules, attempts: Infinity }),
    },
    "once-more: it is asked once too often": {
      start: (rules) => calls.start({ ...rules, attempts: rules.attempts + 1 }),
    },
    "even: pauses do not get longer": {
      start: (rules) =>
        calls.start({ ...rules, pauseMs: { ...rules.pauseMs, longest: rules.pauseMs.first } }),
    },
    "unlimited: pauses have no limit": {
      start: (rules) => calls.start({ ...rules, pauseMs: { ...rules.pauseMs, longest: Infinity } }),
    },
    "too-late: a pause may end when the time is over": {
      failed(s, id, failure, now, io) {
        const found = s.children.get(id), told: Any[] = [];
        calls.failed(s, id, failure, now, { ...io, tell: (...it) => void told.push(it) });
        if (
          found !== undefined && failure === "untouched" && told.length > 0 &&
          found.attempts < s.rules.attempts
        ) {
          s.children.set(id, { ...found, againAt: Infinity });
          s.calls.get(found.call).children.add(id);
          return io.wake(found.deadline);
        }
        for (const [child, how] of told) io.tell(child, how);
      },
    },
    "unheard: what was asked for is not told that nobody awaits it": steps((
      step,
      _,
      io,
      __,
      name,
    ) => step(name === "cancelled" ? { ...io, cancel() {} } : io)),
    "done-with: when the work is done, what it asked for goes on": steps((step, _, io, __, name) =>
      step(name === "done" ? { ...io, cancel() {} } : io)
    ),
    "first-child: the first of what was asked for is cancelled": steps((step, _, io, __, name) => {
      let count = 0;
      step({
        ...io,
        cancel: (child) => name !== "tick" && count++ > 0 ? undefined : io.cancel(child),
      });
    }),
    "pausing: what is in a pause is cancelled, too": {
      cancelled(s, call, now, io) {
        for (const id of s.calls.get(call)?.children ?? []) {
          if (s.children.get(id).againAt !== undefined) io.cancel(id);
        }
        calls.cancelled(s, call, now, io);
      },
    },
    "works-on: work whose time is over is not stopped": steps((step, _, io, __, name) =>
      step(name === "tick" ? { ...io, stop() {} } : io)
    ),
    "stops: work that is done is stopped": {
      done(s, call, now, io) {
        if (s.calls.get(call)?.isBegun) io.stop(call);
        calls.done(s, call, now, io);
      },
    },
    "replies: whoever has cancelled is replied": {
      cancelled(s, call, now, io) {
        if (s.calls.has(call)) io.reply(call, "late");
        calls.cancelled(s, call, now, io);
      },
    },
    "busy: a call that is late keeps its worker": steps((step, s, io, _, name) => {
      step({
        ...io,
        stop(call) {
          if (name === "tick") s.rules = { ...s.rules, workers: Math.max(0, s.rules.workers - 1) };
          io.stop(call);
        },
      });
    }),
    "last-come: the call that has come last is begun first": {
      asked(s, call, ms, now, io) {
        const before = [...s.calls];
        s.calls.clear();
        s.calls.set(call, { deadline: now + ms, isBegun: false, children: new Set() });
        for (const [id, each] of before) s.calls.set(id, each);
        calls.tick(s, now, io);
      },
    },
    "eight: eight calls are worked on at most": {
      start: (rules) => calls.start({ ...rules, workers: Math.min(8, rules.workers) }),
    },
    "one-begun: one call is begun at a time, though more may be": steps(
      (step, s, io, now, name) => {
        let begun = 0;
        step({
          ...io,
          begin(call) {
            if (++begun > 1) s.calls.get(call).isBegun = false;
            else io.begin(call);
          },
        });
        if (begun > 1 && name !== "tick") io.wake(now + 1);
      },
    ),
    "one-again: of what is to be asked again at once, one is": steps((step, s, io, now) => {
      let asked = 0;
      step({
        ...io,
        ask(child, ms) {
          if (++asked === 1) return io.ask(child, ms);
          s.children.get(child).againAt = now + 1;
          s.children.get(child).attempts--;
        },
      });
      if (asked > 1) io.wake(now + 1);
    }),
    "keeps-children: a call knows all that it ever asked for": {
      calls(s, call, child, now, io) {
        calls.calls(s, call, child, now, io);
        const found = s.calls.get(call);
        if (found !== undefined) (found.all ??= []).push(child.id);
      },
    },
    "shift: the pause is shifted in 32 bits": {
      failed(s, child, failure, now, io) {
        const found = s.children.get(child);
        if (found !== undefined && found.attempts >= 32) found.attempts -= 32;
        calls.failed(s, child, failure, now, io);
      },
    },
    "from-the-dead: work that was stopped asks for more": {
      calls(s, call, child, now, io) {
        if (!s.calls.has(call)) io.ask(child.id, child.timeoutMs);
        calls.calls(s, call, child, now, io);
      },
    },
    "echo: an answer to what is over is told": {
      answered(s, child, now, io) {
        if (!s.children.has(child)) io.tell(child, "answered");
        calls.answered(s, child, now, io);
      },
    },
    "asleep: it is not woken": steps((step, _, io) => step({ ...io, wake() {} })),
    "remembers: children that are over are kept": {
      answered(s, child, now, io) {
        (s.over ??= []).push(child);
        calls.answered(s, child, now, io);
      },
    },
  },
};
