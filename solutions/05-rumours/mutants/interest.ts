/** Bugs of losing interest. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/05-rumours/answers.ts";
import type {
  Any,
  Interest,
  InterestIo,
  InterestMessage,
  InterestRules,
} from "../../../exercises/05-rumours/given.ts";
import { interest } from "../interest.ts";

const ruled = (change: (rules: InterestRules) => Partial<InterestRules>): Partial<Interest> => ({
  start: (rules) => interest.start({ ...rules, ...change(rules) }),
});

/** The reference, that says something else; null: nothing. */
const saying = (change: (message: InterestMessage) => Any): Partial<Interest> => {
  const io = (own: InterestIo): InterestIo => ({
    ...own,
    send(to, message) {
      const other = change(message);
      if (other !== null) own.send(to, other);
    },
  });
  return {
    round: (s, partner, now, own) => interest.round(s, partner, now, io(own)),
    upon: (s, from, message, now, own) => interest.upon(s, from, message, now, io(own)),
  };
};

/** The reference; then something is done to its state. */
const then = (
  change: (s: Any, message: InterestMessage, now: number, before: Any) => void,
): Partial<Interest> => ({
  upon(s, from, message, now, io) {
    const before = structuredClone(s);
    interest.upon(s, from, message, now, io);
    change(s, message, now, before);
  },
});

let beside: Any;

export const interestMutants: Mutants<Answers> = {
  interest: {
    "blind: it does not listen to what others knew": {
      ...ruled(() => ({ feedback: false })),
    },
    "always feedback: it says and counts what was known": ruled(() => ({ feedback: true })),
    "counts both: what it tells counts, too": {
      round(s, partner, now, io) {
        interest.round(s, partner, now, io);
        if (!s.rules.feedback || partner === null) return;
        for (const [id, each] of s.hot) if (++each.times >= s.rules.k) s.hot.delete(id);
      },
    },
    "useful counts: whoever does not complain is counted": then((s, message, _now, before) => {
      if (message.type !== "knew" || !s.rules.feedback || s.rules.by === "coin") return;
      for (const id of before.hot.keys()) {
        const each = s.hot.get(id);
        if (message.ids.includes(id) || each === undefined) continue;
        if (++each.times >= s.rules.k) s.hot.delete(id);
      }
    }),
    "in a row: what was new to a partner starts the count again": {
      round(s, partner, now, io) {
        interest.round(s, partner, now, io);
        if (s.rules.feedback) { for (const each of s.hot.values()) each.times = 0; }
      },
    },
    "one too many: it cools after k times, and one more": ruled(({ k }) => ({ k: k + 1 })),
    "at once: it cools at the first time": ruled(() => ({ k: 1 })),
    "five times: it cools at the fifth at the latest": ruled(({ k }) => ({ k: Math.min(k, 5) })),
    "never: nothing cools": ruled(() => ({ by: "counter", k: Infinity })),
    "no coin: it counts": ruled(() => ({ by: "counter" })),
    "no counter: it tosses a coin": ruled(() => ({ by: "coin" })),
    "one count: all rumours have one counter": then((s) => {
      if (s.rules.by === "coin") return;
      const most = Math.max(0, ...[...s.hot.values()].map(({ times }: Any) => times));
      for (const each of s.hot.values()) each.times = most;
    }),
    "one coin: it is tossed for all together": {
      round(s, partner, now, io) {
        let came: boolean | undefined;
        interest.round(s, partner, now, { ...io, coin: (id) => came ??= io.coin(id) });
      },
    },
    "coin first: it is tossed before anybody was told": {
      round(s, partner, now, io) {
        const { rules, hot } = s;
        if (partner === null || rules.feedback || rules.by === "counter") {
          return interest.round(s, partner, now, io);
        }
        const cools = [...hot.keys()].filter((id) => io.coin(id));
        for (const id of cools) hot.delete(id);
        interest.round(s, partner, now, { ...io, coin: () => false });
      },
    },
    "coin for cold: it is tossed for what has cooled, too": {
      upon(s, from, message, now, io) {
        if (message.type === "knew" && s.rules.feedback && s.rules.by === "coin") {
          for (const id of message.ids) if (!s.hot.has(id)) io.coin(id);
        }
        interest.upon(s, from, message, now, io);
      },
    },
    "no partner: a round without one counts": {
      round(s, partner, now, io) {
        interest.round(s, partner ?? -1, now, {
          ...io,
          send: (to, message) => partner === null ? undefined : io.send(to, message),
        });
      },
    },
    "node 0: it is no partner": {
      round: (s, partner, now, io) => interest.round(s, partner || null, now, io),
    },
    "hot again: who hears what has cooled tells it again": {
      upon(s, from, message, now, io) {
        const cold = message.type === "rumours"
          ? message.rumours.filter(({ id }) => s.known.has(id) && !s.hot.has(id))
          : [];
        interest.upon(s, from, message, now, io);
        for (const rumour of cold) s.hot.set(rumour.id, { rumour, times: 0 });
      },
    },
    "warmer: who hears what is hot begins to count again": then((s, message) => {
      if (message.type !== "rumours") return;
      for (const { id } of message.rumours) {
        const each = s.hot.get(id);
        if (each !== undefined) each.times = 0;
      }
    }),
    "hearing counts: who is told what is hot takes it for known": then(
      (s, message, now, before) => {
        if (message.type !== "rumours" || s.rules.by === "coin") return;
        for (const { id } of message.rumours) {
          const each = s.hot.get(id);
          if (!before.hot.has(id) || each === undefined || ++each.times < s.rules.k) continue;
          s.hot.delete(id);
          s.known.set(id, now);
        }
      },
    ),
    "all known: it says that it knew what was new": {
      upon(s, from, message, now, io) {
        interest.upon(s, from, message, now, { ...io, send: () => {} });
        if (message.type !== "rumours" || !s.rules.feedback || message.rumours.length === 0) return;
        io.send(from, { type: "knew", ids: message.rumours.map(({ id }) => id) });
      },
    },
    "silent: it does not say what it knew": saying((message) =>
      message.type === "knew" ? null : message
    ),
    "hot known: it says only what is hot here": {
      upon(s, from, message, now, io) {
        const hot = new Set(s.hot.keys());
        interest.upon(s, from, message, now, {
          ...io,
          send(to, own) {
            const ids = own.type === "knew" ? own.ids.filter((id) => hot.has(id)) : [];
            if (ids.length > 0) io.send(to, { type: "knew", ids });
          },
        });
      },
    },
    "first known: it says only the first": saying((message) =>
      message.type === "knew" ? { ...message, ids: message.ids.slice(0, 1) } : message
    ),
    "one by one: it says each by itself": {
      upon: (s, from, message, now, io) =>
        interest.upon(s, from, message, now, {
          ...io,
          send(to, own) {
            for (const id of own.type === "knew" ? own.ids : []) {
              io.send(to, { type: "knew", ids: [id] });
            }
          },
        }),
    },
    "says nothing aloud: it says so when it knew none": {
      upon(s, from, message, now, io) {
        let sent = false;
        interest.upon(s, from, message, now, {
          ...io,
          send(to, own) {
            sent = true;
            io.send(to, own);
          },
        });
        if (!sent && s.rules.feedback && message.type === "rumours") {
          io.send(from, { type: "knew", ids: [] });
        }
      },
    },
    "last knew: of what was known it counts the last": {
      upon: (s, from, message, now, io) =>
        interest.upon(
          s,
          from,
          message.type === "knew" ? { ...message, ids: message.ids.slice(-1) } : message,
          now,
          io,
        ),
    },
    "short memory: an id is forgotten with its rumour": ruled(() => ({ keepMs: 0 })),
    "long memory: an id is known for ever": ruled(() => ({ keepMs: Infinity })),
    "a moment longer: an id is known when its time is over": ruled(({ keepMs }) => ({
      keepMs: keepMs + 1,
    })),
    "from the start: an id is forgotten so long after it was heard first": {
      upon(s, from, message, now, io) {
        const known = new Map(s.known);
        interest.upon(s, from, message, now, io);
        for (const [id, last] of known) if (s.known.has(id)) s.known.set(id, last);
      },
    },
    "cooled is nothing: an id is not known for longer because it cooled": {
      round(s, partner, now, io) {
        const known = new Map(s.known);
        interest.round(s, partner, now, io);
        for (const id of s.known.keys()) if (known.has(id)) s.known.set(id, known.get(id)!);
      },
    },
    "hot forgotten: an id is forgotten while its rumour is hot": {
      upon(s, from, message, now, io) {
        for (const [id, last] of s.known) if (now - last >= s.rules.keepMs) s.known.delete(id);
        interest.upon(s, from, message, now, io);
      },
    },
    "window: it knows two hundred": then((s) => {
      for (const id of [...s.known.keys()].slice(0, -200)) {
        s.known.delete(id);
        s.hot.delete(id);
      }
    }),
    "never forgets: what is forgotten is kept": {
      begin(s, rumour, now, io) {
        (s as Any).all = [...(s as Any).all ?? [], rumour.id];
        interest.begin(s, rumour, now, io);
      },
    },
    "keeps texts: what has cooled keeps its text": {
      begin(s, rumour, now, io) {
        (s as Any).texts = [...((s as Any).texts ?? []).slice(-5), rumour.text];
        interest.begin(s, rumour, now, io);
      },
    },
    "no text: a rumour that says nothing is none": {
      upon: (s, from, message, now, io) =>
        interest.upon(
          s,
          from,
          message.type === "knew"
            ? message
            : { ...message, rumours: message.rumours.filter(({ text }) => text) },
          now,
          io,
        ),
    },
    "object: what every object has is known": {
      upon: (s, from, message, now, io) =>
        interest.upon(
          s,
          from,
          message.type === "knew"
            ? message
            : { ...message, rumours: message.rumours.filter(({ id }) => !(id in {})) },
          now,
          io,
        ),
    },
    "three hundred hot: it tells no more": saying((message) =>
      message.type === "knew" ? message : { ...message, rumours: message.rumours.slice(-300) }
    ),
    "twenty-five: it counts no further": ruled(({ k }) => ({ k: Math.min(k, 25) })),
    "beside: what is hot is kept beside the state": {
      start: (rules) => beside = interest.start(rules),
      begin: (_s, rumour, now, io) => interest.begin(beside, rumour, now, io),
      round: (_s, partner, now, io) => interest.round(beside, partner, now, io),
      upon: (_s, from, message, now, io) => interest.upon(beside, from, message, now, io),
    },
  },
};
