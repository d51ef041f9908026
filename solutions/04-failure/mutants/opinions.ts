/** Bugs of opinions. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/04-failure/answers.ts";
import type { Any, News, OpinionIo, Opinions } from "../../../exercises/04-failure/given.ts";
import { opinions } from "../opinions.ts";

/** The reference, which does something else with news of others; true: and nothing more. */
const hearing = (
  change: (s: Any, news: News, io: OpinionIo) => boolean | void,
): Partial<Opinions> => ({
  hear(s, news, io) {
    if (news.member === s.self || !change(s, news, io)) opinions.hear(s, news, io);
  },
});

/** The reference, which hears other news of others than came; null: none. */
const taking = (change: (news: News, s: Any) => News | null) =>
  hearing((s, news, io) => {
    const other = change(news, s);
    if (other !== null) opinions.hear(s, other, io);
    return true;
  });

/** The reference, which hears other news of itself than came; null: none. */
const accused = (change: (news: News, s: Any) => News | null): Partial<Opinions> => ({
  hear(s, news, io) {
    const other = news.member === s.self ? change(news, s) : news;
    if (other !== null) opinions.hear(s, other, io);
  },
});

/** The reference, whose `io` does something else. */
const doing = (change: (io: OpinionIo, s: Any) => Partial<OpinionIo>): Partial<Opinions> => ({
  hear: (s, news, io) => opinions.hear(s, news, { ...io, ...change(io, s) }),
  failed: (s, member, io) => opinions.failed(s, member, { ...io, ...change(io, s) }),
  expired: (s, member, io) => opinions.expired(s, member, { ...io, ...change(io, s) }),
});

/** It holds what it is told, whatever it held. */
const force = (s: Any, news: News, io: OpinionIo): true => {
  s.known.delete(news.member);
  opinions.hear(s, news, io);
  return true;
};

let beside: Any = new Map();

export const opinionMutants: Mutants<Answers> = {
  opinions: {
    "stale alive: who was dead is alive in the same incarnation": hearing((s, news, io) => {
      const known = s.known.get(news.member);
      return news.status === "alive" && known?.status === "dead" &&
        news.incarnation === known.incarnation && force(s, news, io);
    }),
    "alive again: alive takes the place of suspect in the same incarnation": hearing(
      (s, news, io) => {
        const known = s.known.get(news.member);
        return news.status === "alive" && known?.status === "suspect" &&
          news.incarnation === known.incarnation && force(s, news, io);
      },
    ),
    "last word: whatever comes last is held": hearing((s, news, io) => force(s, news, io)),
    "ranks only: incarnations do not count": hearing((s, news, io) => {
      const known = s.known.get(news.member);
      if (known === undefined) return;
      s.known.set(news.member, { ...known, incarnation: news.incarnation });
      opinions.hear(s, news, io);
      if (s.known.get(news.member).status === known.status) s.known.set(news.member, known);
      return true;
    }),
    "dead for ever: nothing takes the place of dead": taking((news, s) =>
      s.known.get(news.member)?.status === "dead" ? null : news
    ),
    "only alive: a later incarnation counts only if it is alive": taking((news, s) => {
      const known = s.known.get(news.member);
      return known !== undefined && news.incarnation > known.incarnation && news.status !== "alive"
        ? null
        : news;
    }),
    "gone is gone: left and dead are one": taking((news, s) =>
      news.status === "left" && s.known.get(news.member)?.status === "dead" &&
        news.incarnation === s.known.get(news.member).incarnation
        ? null
        : news
    ),
    "left is dead: who has left is called dead": taking((news) =>
      news.status === "left" ? { ...news, status: "dead" } : news
    ),
    "no dead stranger: news of the dead of whom it never heard is dropped": taking((news, s) =>
      !s.known.has(news.member) && news.status === "dead" ? null : news
    ),
    "no strangers: only who is alive becomes known": taking((news, s) =>
      !s.known.has(news.member) && news.status !== "alive" ? null : news
    ),
    "silent about strangers: their news is not told on": hearing((s, news, io) => {
      if (s.known.has(news.member)) return;
      opinions.hear(s, news, { ...io, tell: () => {} });
      return true;
    }),
    "forgets the dead: who is dead is unknown": {
      expired(s, member, io) {
        opinions.expired(s, member, io);
        if (s.known.get(member)?.status === "dead") s.known.delete(member);
      },
    },
    "keeps to itself: what it hears is not told on": hearing((s, news, io) => {
      opinions.hear(s, news, { ...io, tell: () => {} });
      return true;
    }),
    "echo: all that it hears is told on": hearing((s, news, io) => {
      const before = s.known.get(news.member);
      opinions.hear(s, news, io);
      if (s.known.get(news.member) === before) io.tell(news);
      return true;
    }),
    "dead at once: whose probe has failed is dead": {
      failed(s, member, io) {
        const known = s.known.get(member);
        if (known?.status !== "alive") return;
        opinions.hear(s, { member, status: "dead", incarnation: known.incarnation }, io);
      },
    },
    "again: a second failed probe begins the time anew": {
      failed(s, member, io) {
        if (s.known.get(member)?.status === "suspect") io.wait(member);
        opinions.failed(s, member, io);
      },
    },
    "heard again: news of the same suspicion begins its time anew": hearing((s, news, io) => {
      const known = s.known.get(news.member);
      if (
        news.status === "suspect" && known?.status === "suspect" &&
        known.incarnation === news.incarnation
      ) io.wait(news.member);
    }),
    "back to suspect: whose probe has failed is suspected, dead or not": {
      failed(s, member, io) {
        const known = s.known.get(member);
        if (known?.status === "dead") s.known.set(member, { ...known, status: "alive" });
        opinions.failed(s, member, io);
      },
    },
    "unknown suspect: whose probe has failed becomes known": {
      failed(s, member, io) {
        if (!s.known.has(member)) s.known.set(member, { status: "alive", incarnation: 0 });
        opinions.failed(s, member, io);
      },
    },
    "next incarnation: it suspects in one that nobody has entered": {
      failed(s, member, io) {
        const known = s.known.get(member);
        if (known?.status !== "alive") return;
        opinions.hear(s, { member, status: "suspect", incarnation: known.incarnation + 1 }, io);
      },
    },
    "incarnation 0: it suspects in the first one": {
      failed(s, member, io) {
        const known = s.known.get(member);
        if (known?.status === "alive") s.known.set(member, { ...known, incarnation: 0 });
        opinions.failed(s, member, io);
      },
    },
    "own time only: what others suspect has no timer": hearing((s, news, io) => {
      opinions.hear(s, news, { ...io, wait: () => {} });
      return true;
    }),
    "no end: a suspicion has no timer": doing(() => ({ wait: () => {} })),
    "any timer: who is alive again dies when the old timer goes off": {
      ...doing(() => ({ cancel: () => {} })),
      expired(s, member, io) {
        const known = s.known.get(member);
        if (known?.status === "alive") s.known.set(member, { ...known, status: "suspect" });
        opinions.expired(s, member, io);
      },
    },
    "timer by member: a suspicion in a later incarnation keeps the timer of the one before":
      hearing(
        (s, news, io) => {
          if (s.known.get(news.member)?.status !== "suspect" || news.status !== "suspect") return;
          opinions.hear(s, news, { ...io, wait: () => {}, cancel: () => {} });
          return true;
        },
      ),
    "quiet death: who has died is not told of": {
      expired: (s, member, io) => opinions.expired(s, member, { ...io, tell: () => {} }),
    },
    "same incarnation: it refutes in the one in which it is accused": {
      hear(s, news, io) {
        const accused = news.member === s.self && news.status !== "alive";
        opinions.hear(s, accused ? { ...news, incarnation: news.incarnation - 1 } : news, io);
      },
    },
    "one more: its own incarnation grows by one, whatever it is accused in": accused((news, s) => {
      const { incarnation } = s.known.get(s.self);
      return news.incarnation > incarnation ? { ...news, status: "suspect", incarnation } : news;
    }),
    "refutes all: it answers old accusations, too": accused((news, s) =>
      news.status === "alive"
        ? news
        : { ...news, incarnation: Math.max(news.incarnation, s.known.get(s.self).incarnation) }
    ),
    "not dead: only a suspicion is refuted": accused((news) =>
      news.status === "dead" ? null : news
    ),
    "not left: that it has left is not refuted": accused((news) =>
      news.status === "left" ? null : news
    ),
    "no memory: that it is alive in a later incarnation is no news": accused((news) =>
      news.status === "alive" ? null : news
    ),
    "believes it: it takes itself for dead": {
      hear(s, news, io) {
        if (news.member !== s.self || news.status !== "dead") return opinions.hear(s, news, io);
        opinions.hear({ ...s, self: -1 }, news, io);
      },
    },
    "unsaved: it does not save its incarnation": doing(() => ({ save: () => {} })),
    "saved late: it tells before it has saved": {
      hear(s, news, io) {
        const later: (() => void)[] = [];
        opinions.hear(s, news, { ...io, save: (saved) => later.push(() => io.save(saved)) });
        for (const each of later) each();
      },
    },
    "quiet: it refutes and does not say so": {
      hear: (s, news, io) =>
        opinions.hear(s, news, {
          ...io,
          tell: (told) => told.member !== s.self && io.tell(told),
        }),
    },
    "gives up: it refutes thirty times": {
      hear(s, news, io) {
        if (news.member === s.self && (s.refuted = (s.refuted ?? 0) + 1) > 30) return;
        opinions.hear(s, news, io);
      },
    },
    "32 bits: incarnations are": taking((news) => ({ ...news, incarnation: news.incarnation | 0 })),
    "defends others: it refutes for them as well": hearing((s, news, io) => {
      const known = s.known.get(news.member);
      if (known?.status !== "alive" || news.status !== "suspect") return;
      const refuted: News = { ...news, status: "alive", incarnation: news.incarnation + 1 };
      opinions.hear(s, refuted, io);
      return true;
    }),
    "records: all news is kept": {
      hear(s, news, io) {
        s.all = [...s.all ?? [], news];
        opinions.hear(s, news, io);
      },
    },
    "beside: what is held is beside the state": {
      start(self, incarnation) {
        const s = opinions.start(self, incarnation);
        beside = s.known;
        return s;
      },
      hear: (s, news, io) => opinions.hear({ ...s, known: beside }, news, io),
      failed: (s, member, io) => opinions.failed({ ...s, known: beside }, member, io),
      expired: (s, member, io) => opinions.expired({ ...s, known: beside }, member, io),
      of: (s, member) => opinions.of({ ...s, known: beside }, member),
    },
    "a hundred: no more members are held": hearing((s, { member }) =>
      s.known.size >= 100 && !s.known.has(member)
    ),
  },
};
