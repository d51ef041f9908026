/** Bugs of joining, leaving and coming back. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/04-failure/answers.ts";
import type {
  Any,
  Entry,
  EntryIo,
  News,
  Standing,
  WholeMessage,
} from "../../../exercises/04-failure/given.ts";
import { entry } from "../entry.ts";

/** The reference, whose `io` does something else. */
const doing = (change: (io: EntryIo, s: Any) => Partial<EntryIo>): Partial<Entry> => {
  const other = (s: Any, io: EntryIo) => ({ ...io, ...change(io, s) });
  return {
    start: (rules, saved, io) => entry.start(rules, saved, other({ rules, known: new Map() }, io)),
    join: (s, contacts, io) => entry.join(s, contacts, other(s, io)),
    again: (s, io) => entry.again(s, other(s, io)),
    leave: (s, io) => entry.leave(s, other(s, io)),
    upon: (s, from, message, io) => entry.upon(s, from, message, other(s, io)),
    hear: (s, news, io) => entry.hear(s, news, other(s, io)),
  };
};

/** The reference, which hears other news than came; null: none. */
const hearing = (
  change: (news: News, s: Any, isWhole: boolean) => News | null,
): Partial<Entry> => ({
  hear(s, news, io) {
    const other = change(news, s, false);
    if (other !== null) entry.hear(s, other, io);
  },
  upon(s, from, { type, news }, io) {
    const others = news.flatMap((each) => change(each, s, true) ?? []);
    entry.upon(s, from, { type, news: others }, io);
  },
});

/** The reference, which tells other whole views; null: none. */
const whole = (change: (message: WholeMessage, s: Any) => WholeMessage | null) =>
  doing((io, s) => ({
    send(to, message) {
      const other = change(message, s);
      if (other !== null) io.send(to, other);
    },
  }));

const isIn = ({ status }: Standing) => status === "alive" || status === "suspect";

const without = (news: readonly News[], fits: (news: News) => boolean) =>
  news.filter((each) => fits(each));

let beside: Any;

export const entryMutants: Mutants<Answers> = {
  entry: {
    "forgetful: an incarnation is only in memory": {
      start: (rules, saved, io) => entry.start(rules, saved && { ...saved, incarnation: -1 }, io),
    },
    "same life: it comes back in the incarnation that it had": {
      start: (rules, saved, io) =>
        entry.start(rules, saved && { ...saved, incarnation: saved.incarnation - 1 }, io),
    },
    "stays out: who comes back from a crash is no member": {
      start: (rules, saved, io) => entry.start(rules, saved && { ...saved, member: false }, io),
    },
    "comes back: who has left is a member after a crash": {
      start: (rules, saved, io) => entry.start(rules, saved && { ...saved, member: true }, io),
    },
    "no contacts: after a crash it asks nobody": {
      start: (rules, saved, io) => entry.start(rules, saved && { ...saved, contacts: [] }, io),
    },
    "same again: who joins again does so in the same incarnation": {
      join(s, contacts, io) {
        if (s.part === "outside" && s.incarnation >= 0) s.incarnation--;
        entry.join(s, contacts, io);
      },
    },
    "anew: who joins again begins with 0": {
      join(s, contacts, io) {
        if (s.part === "outside") s.incarnation = -1;
        entry.join(s, contacts, io);
      },
    },
    "always new: who is a member and is to join begins a new incarnation": {
      join(s, contacts, io) {
        if (s.part === "member") s.part = "outside";
        entry.join(s, contacts, io);
      },
    },
    "no way back: who is leaving cannot join": {
      join: (s, contacts, io) => s.part !== "leaving" && entry.join(s, contacts, io),
    },
    "already there: who is a member does not ask again": {
      join: (s, contacts, io) => s.part === "member" ? undefined : entry.join(s, contacts, io),
    },
    "old contacts: new ones are not taken": {
      join: (s, contacts, io) => entry.join(s, s.contacts.length > 0 ? s.contacts : contacts, io),
    },
    "asks itself: it may be among its contacts": {
      join(s, contacts, io) {
        const { self } = s.rules;
        entry.join({ ...s, rules: { ...s.rules, self: -1 } }, contacts, {
          ...io,
          send: () => {},
          tell: () => {},
          save: () => {},
          wait: () => {},
        });
        entry.join(s, contacts, {
          ...io,
          send: (to, message) => io.send(contacts[0] === self ? self : to, message),
        });
      },
    },
    "once: it asks once": { again: () => {} },
    "first contact: it asks the first one only": {
      again(s, io) {
        s.asked = 0;
        entry.again(s, io);
      },
    },
    "ends: after the last contact it asks no more": {
      again: (s, io) => s.asked < s.contacts.length ? entry.again(s, io) : undefined,
    },
    "thirty times: then it gives up": {
      again: (s, io) => s.asked < 30 ? entry.again(s, io) : undefined,
    },
    "asks on: it asks until it leaves": {
      ...doing(() => ({ cancel: () => {} })),
      again(s, io) {
        s.joining = s.part === "member";
        entry.again(s, io);
      },
    },
    "any answer: a sync ends the asking": {
      upon(s, from, message, io) {
        entry.upon(s, from, message, io);
        if (message.type === "sync" && s.part !== "outside") {
          s.joining = false;
          io.cancel();
        }
      },
    },
    "joins quietly: it does not tell that it is there": {
      join: (s, contacts, io) => entry.join(s, contacts, { ...io, tell: () => {} }),
    },
    "unsaved: it saves nothing": doing(() => ({ save: () => {} })),
    "saved late: it tells before it has saved": doing((io) => {
      let saves: Any[] = [];
      return {
        save: (saved) => void saves.push(saved),
        tell(news) {
          io.tell(news);
          for (const each of saves.splice(0)) io.save(each);
        },
        send(to, message) {
          for (const each of saves.splice(0)) io.save(each);
          io.send(to, message);
        },
        cancel() {
          saves = [...saves];
          io.cancel();
        },
      };
    }),
    "no farewell: who leaves is gone at once": {
      leave(s, io) {
        entry.leave(s, io);
        if (s.part === "leaving") s.part = "outside";
      },
    },
    "leaves as dead: it says that it is dead": doing((io, s) => ({
      tell: (news) =>
        io.tell(
          news.member === s.rules.self && news.status === "left"
            ? { ...news, status: "dead" }
            : news,
        ),
    })),
    "later leave: it leaves in a new incarnation": {
      leave(s, io) {
        if (s.part === "member") s.incarnation++;
        entry.leave(s, io);
      },
    },
    "leaves as a member: what it saves says that it is one": {
      leave: (s, io) =>
        entry.leave(s, { ...io, save: (saved) => io.save({ ...saved, member: true }) }),
    },
    "asks while it leaves: it goes on looking for somebody": {
      leave(s, io) {
        const { joining } = s;
        entry.leave(s, { ...io, cancel: () => {} });
        s.joining = joining;
      },
    },
    "never gone: who has left answers": {
      gone: () => {},
    },
    "hears outside: who has never joined answers": {
      upon(s, from, message, io) {
        const { part } = s;
        if (part === "outside" && s.incarnation < 0) {
          Object.assign(s, { part: "leaving", incarnation: 0 });
        }
        entry.upon(s, from, message, io);
        if (part === "outside") s.part = part;
      },
    },
    "takes it back: who leaves and is accused is alive again": {
      hear(s, news, io) {
        const before = s.incarnation;
        entry.hear(s, news, {
          ...io,
          tell: (told) =>
            io.tell(
              told.member === s.rules.self && s.part === "leaving"
                ? { ...told, status: "alive" }
                : told,
            ),
        });
        if (s.incarnation !== before && s.part === "leaving") s.part = "member";
      },
    },
    "forgets the dead: they are not known": hearing((news, s) => {
      if (news.status !== "dead" || news.member === s.rules.self) return news;
      const held = s.known.get(news.member);
      if (held !== undefined && held.incarnation <= news.incarnation) s.known.delete(news.member);
      return null;
    }),
    "no strangers: dead strangers are not taken": hearing((news, s) =>
      news.status === "dead" && !s.known.has(news.member) && news.member !== s.rules.self
        ? null
        : news
    ),
    "unknown is alive: strangers are taken only if they are members": hearing((news, s) =>
      !isIn(news) && !s.known.has(news.member) && news.member !== s.rules.self ? null : news
    ),
    "suspect returns: a suspicion brings back the dead": {
      hear(s, news, io) {
        const held = s.known.get(news.member);
        if (
          news.status === "suspect" && held !== undefined && !isIn(held) &&
          news.incarnation === held.incarnation
        ) s.known.delete(news.member);
        entry.hear(s, news, io);
      },
    },
    "stale alive: a whole view brings back the dead": {
      upon(s, from, message, io) {
        for (const { member, status, incarnation } of message.news) {
          const held = s.known.get(member);
          if (status === "alive" && held?.status === "dead" && held.incarnation === incarnation) {
            s.known.delete(member);
          }
        }
        entry.upon(s, from, message, io);
      },
    },
    "no echo: who is wrong is not told": hearing((news, s) => {
      const held = s.known.get(news.member);
      return held !== undefined && !isIn(held) && isIn(news) && news.incarnation <= held.incarnation
        ? null
        : news;
    }),
    "echo of the dead only: who takes for a member one that has left is not told": hearing(
      (news, s) => {
        const held = s.known.get(news.member);
        return held?.status === "left" && isIn(news) && news.incarnation <= held.incarnation
          ? null
          : news;
      },
    ),
    "echo of all: whatever is old is answered": {
      hear(s, news, io) {
        const held = s.known.get(news.member);
        const isOld = s.part !== "outside" && held !== undefined && isIn(held) &&
          news.incarnation < held.incarnation;
        entry.hear(s, news, io);
        if (isOld) io.tell({ member: news.member, ...held });
      },
    },
    "silent about itself: what it hears of itself is no news": hearing((news, s) =>
      news.member === s.rules.self ? null : news
    ),
    "alive is well: that it is alive in a later incarnation is no news": hearing((news, s) =>
      news.member === s.rules.self && news.status === "alive" ? null : news
    ),
    "same incarnation: it refutes in the one in which it is accused": hearing((news, s) =>
      news.member === s.rules.self ? { ...news, incarnation: news.incarnation - 1 } : news
    ),
    "hard: the dead of a whole view are dead": {
      upon(s, from, message, io) {
        if (s.part === "outside") return;
        for (const each of message.news) {
          if (each.status === "dead") entry.hear(s, each, io);
        }
        entry.upon(s, from, message, io);
      },
    },
    "soft: the dead of any news are suspected": hearing((news, s) => {
      const held = s.known.get(news.member);
      return news.status === "dead" && held !== undefined && isIn(held)
        ? { ...news, status: "suspect" }
        : news;
    }),
    "all soft: who has left is suspected as well": hearing((news, s, isWhole) => {
      const held = s.known.get(news.member);
      return isWhole && news.status === "left" && held !== undefined && isIn(held)
        ? { ...news, status: "suspect" }
        : news;
    }),
    "soft strangers: dead strangers are suspected": hearing((news, s, isWhole) =>
      isWhole && news.status === "dead" && !s.known.has(news.member) &&
        news.member !== s.rules.self
        ? { ...news, status: "suspect" }
        : news
    ),
    "the living: only members are in its views": whole(({ type, news }, s) => ({
      type,
      news: without(news, (each) => isIn(each) || each.member === s.rules.self),
    })),
    "others: it is not in its own view": whole(({ type, news }, s) => ({
      type,
      news: without(news, ({ member }) => member !== s.rules.self),
    })),
    "forty: no more than forty are in a view": whole(({ type, news }) => ({
      type,
      news: news.slice(0, 40),
    })),
    "answers first: it answers before it has heard": {
      upon(s, from, message, io) {
        if (s.part === "outside" || message.type === "state") {
          return entry.upon(s, from, message, io);
        }
        entry.upon(s, from, { type: "sync", news: [] }, io);
        entry.upon(s, from, message, { ...io, send: () => {} });
      },
    },
    "no answer: it does not answer": whole((message) => message.type === "state" ? null : message),
    "ping-pong: it answers states, too": {
      upon(s, from, message, io) {
        entry.upon(s, from, message, io);
        if (message.type === "state") entry.upon(s, from, { type: "sync", news: [] }, io);
      },
    },
    "same question: it answers with a sync": whole(({ news }) => ({ type: "sync", news })),
    "records: all news is kept": {
      hear(s, news, io) {
        s.all = [...s.all ?? [], news];
        entry.hear(s, news, io);
      },
    },
    "beside: what is held is beside the state": {
      start(rules, saved, io) {
        const s = entry.start(rules, saved, io);
        beside = s.known;
        return s;
      },
      upon: (s, from, message, io) => {
        const copy = { ...s, known: beside };
        entry.upon(copy, from, message, io);
        Object.assign(s, { ...copy, known: s.known });
      },
      hear: (s, news, io) => {
        const copy = { ...s, known: beside };
        entry.hear(copy, news, io);
        Object.assign(s, { ...copy, known: s.known });
      },
      of: (s, node) => entry.of({ ...s, known: beside }, node),
    },
    "fifty: then it asks no more": {
      again: (s, io) => s.asked < 50 ? entry.again(s, io) : undefined,
    },
  },
};
