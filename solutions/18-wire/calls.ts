/** Part 9: deadlines and cancellation that travel. */

import type { CallRules, Calls, CallsIo, Child } from "../../exercises/18-wire/given.ts";

interface Call {
  readonly deadline: number;
  isBegun: boolean;
  readonly children: Set<number>;
}

interface Asked {
  readonly call: number;
  readonly child: Child;
  readonly deadline: number;
  attempts: number;
  /** When it is asked again; nothing: it is being asked. */
  againAt?: number;
}

interface State {
  readonly rules: CallRules;
  /** In the order in which they came. */
  readonly calls: Map<number, Call>;
  readonly children: Map<number, Asked>;
}

export const calls: Calls<State> = {
  start: (rules) => ({ rules, calls: new Map(), children: new Map() }),
  asked(s, call, timeoutMs, now, io) {
    s.calls.set(call, { deadline: now + timeoutMs, isBegun: false, children: new Set() });
    go(s, now, io);
  },
  cancelled(s, call, now, io) {
    if (s.calls.has(call)) end(s, call, io);
    go(s, now, io);
  },
  done(s, call, now, io) {
    if (s.calls.get(call)?.isBegun !== true) return;
    s.calls.get(call)!.isBegun = false;
    end(s, call, io);
    io.reply(call, "done");
    go(s, now, io);
  },
  calls(s, call, child, now, io) {
    const found = s.calls.get(call);
    if (found?.isBegun !== true) return;
    const deadline = Math.min(found.deadline, now + child.timeoutMs);
    if (deadline <= now) return io.tell(child.id, "late");
    found.children.add(child.id);
    s.children.set(child.id, { call, child, deadline, attempts: 0, againAt: now });
    go(s, now, io);
  },
  answered(s, child, now, io) {
    if (!s.children.has(child)) return;
    forget(s, child);
    io.tell(child, "answered");
    go(s, now, io);
  },
  failed(s, id, failure, now, io) {
    const found = s.children.get(id);
    if (found === undefined) return;
    const { first, longest } = s.rules.pauseMs;
    const againAt = now + Math.min(longest, first * 2 ** (found.attempts - 1));
    const may = failure === "untouched" || failure === "unknown" && found.child.idempotent;
    if (may && found.attempts < s.rules.attempts && againAt < found.deadline) {
      found.againAt = againAt;
    } else {
      forget(s, id);
      io.tell(id, "failed");
    }
    go(s, now, io);
  },
  tick: go,
};

/** Stops a call, and all that was asked for it. */
function end(s: State, call: number, io: CallsIo): void {
  const { isBegun, children } = s.calls.get(call)!;
  for (const id of children) {
    if (s.children.get(id)!.againAt === undefined) io.cancel(id);
    forget(s, id);
  }
  if (isBegun) io.stop(call);
  s.calls.delete(call);
}

function forget(s: State, id: number): void {
  s.calls.get(s.children.get(id)!.call)!.children.delete(id);
  s.children.delete(id);
}

function go(s: State, now: number, io: CallsIo): void {
  for (const [call, { deadline }] of s.calls) {
    if (deadline > now) continue;
    end(s, call, io);
    io.reply(call, "late");
  }
  for (const [id, asked] of s.children) {
    if (asked.deadline <= now) {
      forget(s, id);
      io.cancel(id);
      io.tell(id, "late");
    } else if (asked.againAt !== undefined && asked.againAt <= now) {
      delete asked.againAt;
      asked.attempts++;
      io.ask(id, asked.deadline - now);
    }
  }
  let working = [...s.calls.values()].filter(({ isBegun }) => isBegun).length;
  for (const [id, call] of s.calls) {
    if (call.isBegun || working >= s.rules.workers) continue;
    call.isBegun = true;
    working++;
    io.begin(id);
  }
  io.wake(Math.min(
    ...[...s.calls.values()].map(({ deadline }) => deadline),
    ...[...s.children.values()].map(({ deadline, againAt = Infinity }) =>
      Math.min(deadline, againAt)
    ),
  ));
}
