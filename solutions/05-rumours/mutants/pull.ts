/** Bugs of pulling. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/05-rumours/answers.ts";
import type { Any, Pull, PullMessage, PullRules } from "../../../exercises/05-rumours/given.ts";
import { pull } from "../pull.ts";

/** The reference, that says something else; null: nothing. */
const saying = (change: (message: PullMessage, s: Any) => Any): Partial<Pull> => {
  const io = (s: Any, own: Any) => ({
    ...own,
    send(to: number, message: PullMessage) {
      const other = change(message, s);
      if (other !== null) own.send(to, other);
    },
  });
  return {
    round: (s, partner, own) => pull.round(s, partner, io(s, own)),
    upon: (s, from, message, own) => pull.upon(s, from, message, io(s, own)),
  };
};

/** The reference, that hears something else. */
const hearing = (change: (message: PullMessage, s: Any) => PullMessage): Partial<Pull> => ({
  upon: (s, from, message, io) => pull.upon(s, from, change(message, s), io),
});

const ruled = (change: (rules: PullRules) => Partial<PullRules>): Partial<Pull> => ({
  start: (rules) => pull.start({ ...rules, ...change(rules) }),
});

let beside: Any;

export const pullMutants: Mutants<Answers> = {
  pull: {
    "nothing to ask: who has never heard anything does not ask": saying((message, s) =>
      message.type === "digest" && s.here.size === 0 ? null : message
    ),
    "hot only: of what is here it tells the last three": saying((message, s) => {
      if (message.type !== "answer") return message;
      const hot = [...s.here.keys()].slice(-3);
      const rumours = message.rumours.filter(({ id }) => hot.includes(id));
      return rumours.length + message.wants.length === 0 ? null : { ...message, rumours };
    }),
    "everything: it answers with all that it has": hearing((message) =>
      message.type === "digest" ? { ...message, has: [], had: [] } : message
    ),
    "throws at it: what the other dropped is sent again": hearing((message) =>
      message.type === "digest" ? { ...message, had: [] } : message
    ),
    "unsaid: what was dropped is not said": saying((message) =>
      message.type === "digest" ? { ...message, had: [] } : message
    ),
    "advertises: what was dropped is said to be here": saying((message) =>
      message.type === "digest"
        ? { ...message, has: [...message.has, ...message.had], had: [] }
        : message
    ),
    "wanted again: what was dropped here is wanted": {
      upon(s, from, message, io) {
        const here = new Map([...s.here].filter(([, rumour]) => rumour !== null));
        pull.upon(message.type === "digest" ? { ...s, here } : s, from, message, io);
      },
    },
    "one way: it only answers": ruled(() => ({ both: false })),
    "both ways: it wants something where it should only answer": ruled(() => ({ both: true })),
    "wants all: it wants what it has": {
      upon(s, from, message, io) {
        if (message.type !== "digest" || !s.rules.both || message.has.length === 0) {
          return pull.upon(s, from, message, io);
        }
        let sent = false;
        pull.upon(s, from, message, {
          ...io,
          send(to, own) {
            sent = true;
            io.send(to, { ...own, wants: message.has } as Any);
          },
        });
        if (!sent) io.send(from, { type: "answer", rumours: [], wants: message.has });
      },
    },
    "wants what is gone: it wants what the other dropped": {
      upon(s, from, message, io) {
        const more = message.type === "digest"
          ? { ...message, has: [...message.has, ...message.had] }
          : message;
        pull.upon(s, from, more, io);
      },
    },
    "one want: it wants one at a time": saying((message) =>
      message.type === "answer" ? { ...message, wants: message.wants.slice(0, 1) } : message
    ),
    "no end: there is always room": ruled(() => ({ most: Infinity })),
    "one at a time: each message has one rumour": ruled(() => ({ most: 1 })),
    "hundred: no message has more than a hundred": ruled(({ most }) => ({
      most: Math.min(100, most),
    })),
    "newest first: what came last goes first": {
      upon(s, from, message, io) {
        const here = [...s.here], turned = { ...s, here: new Map(here.toReversed()) };
        if (message.type === "digest") return pull.upon(turned, from, message, io);
        pull.upon(s, from, message, io);
      },
    },
    "bounded digest: it names twenty that it has": saying((message) =>
      message.type === "digest" ? { ...message, has: message.has.slice(0, 20) } : message
    ),
    "room for answers: what is wanted is sent without bounds": {
      upon(s, from, message, io) {
        const most = message.type === "answer" ? Infinity : s.rules.most;
        pull.upon({ ...s, rules: { ...s.rules, most } }, from, message, io);
      },
    },
    "empty answer: it answers when both are alike": {
      upon(s, from, message, io) {
        let sent = false;
        pull.upon(s, from, message, {
          ...io,
          send(to, own) {
            sent = true;
            io.send(to, own);
          },
        });
        if (!sent && message.type === "digest") {
          io.send(from, { type: "answer", rumours: [], wants: [] });
        }
      },
    },
    "empty gift: it sends what is wanted though there is nothing of it": {
      upon(s, from, message, io) {
        pull.upon(s, from, message, io);
        if (message.type === "answer" && !message.wants.some((id) => s.here.get(id))) {
          io.send(from, { type: "rumours", rumours: [] });
        }
      },
    },
    "gives nothing: who asked does not give what is wanted": hearing((message) =>
      message.type === "answer" ? { ...message, wants: [] } : message
    ),
    "gives all: who asked gives all that it has": {
      upon: (s, from, message, io) =>
        pull.upon(
          s,
          from,
          message.type === "answer" && message.wants.length > 0
            ? { ...message, wants: [...s.here.keys()] }
            : message,
          io,
        ),
    },
    "takes one: of an answer it takes one rumour": hearing((message) =>
      message.type === "answer" ? { ...message, rumours: message.rumours.slice(0, 1) } : message
    ),
    "again: it delivers what it has had": {
      upon(s, from, message, io) {
        if (message.type !== "digest") {
          for (const rumour of message.rumours) if (s.here.has(rumour.id)) io.deliver(rumour);
        }
        pull.upon(s, from, message, io);
      },
    },
    "forgotten: what is dropped was never here": {
      drop: (s, id) => void s.here.delete(id),
    },
    "kept: nothing is dropped": { drop: () => {} },
    "text kept: what is dropped is only hidden": {
      drop(s, id) {
        (s as Any).old = [...(s as Any).old ?? [], s.here.get(id)];
        pull.drop(s, id);
      },
    },
    "nobody: without a partner it asks node 0": {
      round: (s, partner, io) => pull.round(s, partner ?? 0, io),
    },
    "node 0: it is nobody": { round: (s, partner, io) => pull.round(s, partner || null, io) },
    "no text: a rumour that says nothing is not told": saying((message) => {
      if (message.type === "digest") return message;
      const rumours = message.rumours.filter(({ text }) => text);
      const isEmpty = rumours.length + (message.type === "answer" ? message.wants.length : 0) === 0;
      return isEmpty ? null : { ...message, rumours };
    }),
    "old text: what says the same as another is old": {
      upon(s, from, message, io) {
        const texts = [...s.here.values()].map((each) => each?.text);
        if (message.type === "digest") return pull.upon(s, from, message, io);
        const rumours = message.rumours.filter(({ text }) => !texts.includes(text));
        pull.upon(s, from, { ...message, rumours }, io);
      },
    },
    "object: what every object has was here": hearing((message) =>
      message.type === "digest"
        ? message
        : { ...message, rumours: message.rumours.filter(({ id }) => !(id in {})) }
    ),
    "two hundred: it asks with two hundred ids": saying((message) =>
      message.type === "digest"
        ? { ...message, has: message.has.slice(-200), had: message.had.slice(-200) }
        : message
    ),
    "two hundred wants: it wants no more": saying((message) =>
      message.type === "answer" ? { ...message, wants: message.wants.slice(0, 200) } : message
    ),
    "beside: what is here is kept beside the state": {
      start: (rules) => beside = pull.start(rules),
      begin: (_s, rumour, io) => pull.begin(beside, rumour, io),
      drop: (_s, id) => pull.drop(beside, id),
      round: (_s, partner, io) => pull.round(beside, partner, io),
      upon: (_s, from, message, io) => pull.upon(beside, from, message, io),
    },
  },
};
