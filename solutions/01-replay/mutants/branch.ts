/** Bugs in the handlers of a branch: parts 1, 2 and 7. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/01-replay/answers.ts";
import {
  ask,
  type Io,
  type Patience,
  PATIENCE_MS,
  type State,
} from "../../../exercises/01-replay/office.ts";
import { backoff } from "../backoff.ts";
import { patience } from "../patience.ts";
import { ticket } from "../ticket.ts";

const again = { type: "patience", attempt: 1 } as const;

export const branchMutants: Mutants<Answers> = {
  ticket: {
    "first come: a ticket goes to whoever has waited longest": (s, { ticket }, io) => {
      const [[call, { finder }] = [0, { finder: -1 }]] = s.open;
      if (s.open.delete(call)) io.answer(finder, ticket);
    },
    "open for ever: a call stays open when its finder has been told": (s, event, io) => {
      const open = s.open.get(event.call);
      if (open !== undefined) io.answer(open.finder, event.ticket);
    },
    "sure it is open: a late ticket meets no open call": (s, { call, ticket }, io) => {
      io.answer(s.open.get(call)!.finder, ticket);
      s.open.delete(call);
    },
    "call for ticket: the number of the call is told": (s, { call }, io) => {
      const open = s.open.get(call);
      if (open === undefined) return;
      io.answer(open.finder, call);
      s.open.delete(call);
    },
    "eight bits: only the last eight bits of a call are compared": (s, event, io) => {
      const call = [...s.open.keys()].find((open) => (open & 255) === (event.call & 255));
      if (call !== undefined) ticket(s, { ...event, call }, io);
    },
    "one thing one ticket: all who found the same are told the ticket": (s, event, io) => {
      const open = s.open.get(event.call);
      for (const [call, { thing }] of s.open) {
        if (thing === open?.thing) ticket(s, { ...event, call }, io);
      }
    },
    "no name no ticket: a thing without a name is taken for none": (s, event, io) => {
      if (s.open.get(event.call)?.thing) ticket(s, event, io);
    },
    "stops the clock: the timer is cancelled though other calls are open": (s, event, io) => {
      ticket(s, event, io);
      io.cancel("patience");
    },
    "starts the clock anew: every ticket puts the timer off": (s, event, io) => {
      ticket(s, event, io);
      if (s.open.size > 0) io.wait(PATIENCE_MS, { type: "patience", attempt: 0 });
    },
    "a byte: only the last eight bits of a finder's number are kept": (s, event, io) => {
      ticket(s, event, nested(io, { answer: (to, result) => io.answer(to & 255, result) }));
    },
    "in advance: the finder is told before the disk has it": (s, event, io) => {
      ticket(s, event, nested(io, { answer: (to, result) => io.answer(to, result, "ahead") }));
    },
    "2000 at most: of what is open only so many calls are looked at": (s, event, io) => {
      if ([...s.open.keys()].indexOf(event.call) < 2000) ticket(s, event, io);
    },
    "first hundred: of what is open only a hundred calls are looked at": (s, event, io) => {
      if ([...s.open.keys()].indexOf(event.call) < 100) ticket(s, event, io);
    },
    "first ten: of what is open only ten calls are looked at": (s, event, io) => {
      if ([...s.open.keys()].indexOf(event.call) < 10) ticket(s, event, io);
    },
  },
  patience: {
    "a thousand times: after as many attempts the branch falls silent": (s, timer, io) => {
      if (timer.attempt < 1000) patience(s, timer, io);
    },
    "once more: the timer is not set again": (s, _, io) => {
      for (const call of s.open.keys()) ask(s, call, io);
    },
    "only the last: only the newest call is asked for": (s, _, io) => {
      if (s.open.has(s.calls)) ask(s, s.calls, io);
      if (s.open.size > 0) io.wait(PATIENCE_MS, again);
    },
    "restless: the timer is set even when no call is open": (s, _, io) => {
      for (const call of s.open.keys()) ask(s, call, io);
      io.wait(PATIENCE_MS, again);
    },
    "only the oldest: the call that has waited longest is asked for": asking((calls) =>
      calls.slice(0, 1)
    ),
    "ten at most: ten calls are asked for, and no more": asking((calls) => calls.slice(0, 10)),
    "a hundred at most: so many calls are asked for, and no more": asking((calls) =>
      calls.slice(0, 100)
    ),
    "gives up: after a hundred attempts the branch falls silent": (s, timer, io) => {
      if (timer.attempt < 100) patience(s, timer, io);
    },
    "2000 at most: so many calls are asked for, and no more": asking((calls) =>
      calls.slice(0, 2000)
    ),
    "for ever: after a thousand attempts it waits without end": pausing(1000, () => Infinity),
    "by the clock: after a minute the branch falls silent": (s, timer, io) => {
      if (io.now() < 60_000) patience(s, timer, io);
    },
    "a day: after 250 attempts it waits for a day": pausing(250, () => 86_400_000),
    "fourfold: each wait is three times as long as all before it together": (s, timer, io) => {
      const wait: Io["wait"] = (_, next) => io.wait(PATIENCE_MS * 4 ** next.attempt, next);
      patience(s, timer, nested(io, { wait }));
    },
    "nine seconds: each wait is longer than a short one may be": pausing(0, () => 9000),
    "round and round: attempts are counted up to eight": (s, timer, io) => {
      const wait: Io["wait"] = (ms, { attempt }) =>
        io.wait(ms, { type: "patience", attempt: attempt % 8 });
      patience(s, timer, nested(io, { wait }));
    },
    "every other time: the first attempt asks for nothing, and each other one": (s, timer, io) => {
      const silent = nested(io, { send() {} });
      patience(s, timer, timer.attempt % 2 === 0 ? silent : io);
    },
    "all below is over: a call says that those before it have their tickets": (s, timer, io) => {
      patience(s, timer, nested(io, { send: (to, message) => io.send(to, overBelow(message)) }));
    },
    "no name no call: a thing without a name is not asked for": asking((calls, s) =>
      calls.filter((call) => s.open.get(call)!.thing)
    ),
    "new numbers: each time, a call is asked for under a new number": (s, timer, io) => {
      const calls = [...s.open.values()];
      s.open.clear();
      for (const call of calls) s.open.set(++s.calls, call);
      patience(s, timer, io);
    },
  },
  backoff: {
    "31 bits: the wait is doubled by shifting bits, which are used up": waiting((attempt, io) => {
      const half = Math.min(5000, PATIENCE_MS << attempt);
      return half + io.choose(half + 1);
    }),
    "restless: after many attempts the timer is set even when no call is open": (s, timer, io) => {
      backoff(s, timer, io);
      if (s.open.size === 0 && timer.attempt > 20) io.wait(5000 + io.choose(5000), timer);
    },
    "steady: the wait does not grow": waiting((_, io) => 25 + io.choose(50)),
    "by addition: the wait grows by addition": waiting((attempt, io) =>
      PATIENCE_MS * (attempt + 1) + io.choose(PATIENCE_MS)
    ),
    "in step: nothing is left to chance": waiting((attempt) => PATIENCE_MS * 2 ** (attempt + 1)),
    "a pinch of chance: only a few ms are left to chance, however long the wait": waiting((n, io) =>
      PATIENCE_MS * 2 ** (n + 1) + io.choose(10)
    ),
    "too slow: the wait grows tenfold": waiting((attempt, io) =>
      PATIENCE_MS * 10 ** attempt + io.choose(PATIENCE_MS)
    ),
    "only the oldest: the call that has waited longest is asked for": (s, timer, io) => {
      let asked = 0;
      const once: Io["send"] = (to, message) => void (asked++ === 0 && io.send(to, message));
      backoff(s, timer, nested(io, { send: once }));
    },
    "a hundred at most: so many calls are asked for, and no more": (s, timer, io) => {
      let asked = 0;
      const some: Io["send"] = (to, message) => void (asked++ < 100 && io.send(to, message));
      backoff(s, timer, nested(io, { send: some }));
    },
    "gives up: after sixteen attempts the branch falls silent": (s, timer, io) => {
      if (timer.attempt < 16) backoff(s, timer, io);
    },
    "silent: after 128 attempts nothing is asked, though the timer is set": (s, timer, io) => {
      const limited = limitedTo5s(io);
      backoff(s, timer, timer.attempt < 128 ? limited : nested(limited, { send() {} }));
    },
    "gives up late: after 200 attempts the branch falls silent": (s, timer, io) => {
      if (timer.attempt < 200) backoff(s, timer, limitedTo5s(io));
    },
    "far away: at branches with large numbers nothing is left to chance": waiting((n, io) => {
      const half = PATIENCE_MS * 2 ** n;
      return half + (io.self < 45 ? io.choose(half + 1) : 0);
    }),
    "by what is open: the more calls are open, the longer it waits": (s, timer, io) => {
      const times = Math.max(1, s.open.size / 2);
      backoff(s, timer, nested(io, { wait: (ms, timer) => io.wait(ms * times, timer) }));
    },
    "eight ways: one of eight waits is chosen": waiting((n, io) => {
      const half = PATIENCE_MS * 2 ** n;
      return half + half * io.choose(8) / 7;
    }),
    "begins anew late: after 64 attempts waits are short again": waiting((n, io) => {
      const half = Math.min(5000, PATIENCE_MS * 2 ** (n % 64));
      return half + io.choose(half + 1);
    }),
    "by its number: each branch has a wait of its own, and always the same": waiting((n, io) =>
      PATIENCE_MS * 2 ** n * (1 + io.self / 64)
    ),
    "heads or tails: one of two waits is chosen": waiting((attempt, io) =>
      PATIENCE_MS * 2 ** attempt * (1 + io.choose(2))
    ),
    "begins anew: after eleven attempts waits are short again": waiting((attempt, io) => {
      const half = PATIENCE_MS * 2 ** (attempt % 11);
      return half + io.choose(half + 1);
    }),
    "fourfold: the wait grows by more than twice": waiting((attempt, io) => {
      const half = 16 * 4 ** attempt;
      return half + io.choose(half + 1);
    }),
    "all below is over: a call says that those before it have their tickets": (s, timer, io) => {
      backoff(s, timer, nested(io, { send: (to, message) => io.send(to, overBelow(message)) }));
    },
  },
};

/** Asks again for all that is open, after a wait of its own. */
function waiting(delayMs: (attempt: number, io: Io) => number): Answers["backoff"] {
  return (s, { attempt }, io) => {
    for (const call of s.open.keys()) ask(s, call, io);
    if (s.open.size > 0) {
      io.wait(delayMs(attempt, io), { type: "patience", attempt: attempt + 1 });
    }
  };
}

/** The same world, but that no wait is longer than five seconds to ten. */
function limitedTo5s(io: Io): Io {
  const wait: Io["wait"] = (_, timer) => {
    const half = Math.min(5000, PATIENCE_MS * 2 ** (timer.attempt - 1));
    io.wait(half + io.choose(half + 1), timer);
  };
  return nested(io, { wait, choose: () => 0 });
}

/** Asks again for all that is open; after so many attempts, with another wait. */
function pausing(attempts: number, delayMs: () => number): Patience {
  return (s, timer, io) => {
    const wait: Io["wait"] = (ms, next) => io.wait(timer.attempt < attempts ? ms : delayMs(), next);
    patience(s, timer, nested(io, { wait }));
  };
}

/** Asks again for some of what is open. */
function asking(some: (calls: number[], s: Readonly<State>) => number[]): Patience {
  return (s, { attempt }, io) => {
    for (const call of some([...s.open.keys()], s)) ask(s, call, io);
    if (s.open.size > 0) io.wait(PATIENCE_MS, { type: "patience", attempt: attempt + 1 });
  };
}

/** The request, as if all calls below it had their tickets. */
function overBelow(message: Parameters<Io["send"]>[1]): Parameters<Io["send"]>[1] {
  return message.type === "register" ? { ...message, below: message.call } : message;
}
