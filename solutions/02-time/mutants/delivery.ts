/** Bugs in causal broadcast: part 5. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/02-time/answers.ts";
import type { News, Reader } from "../../../exercises/02-time/events.ts";
import { delivery } from "../delivery.ts";

export const deliveryMutants: Mutants<Answers> = {
  delivery: {
    "sixty at most: when so many wait, what comes is not kept": (s, news, io) => {
      if (s.waiting.length < 60) delivery(s, news, io);
    },
    "ninety at most: when so many wait, what comes is not kept": (s, news, io) => {
      if (s.waiting.length < 90) delivery(s, news, io);
    },
    "too far ahead: news is dropped if more than forty-two before it are to come": (
      s,
      news,
      io,
    ) => {
      if (news.stamp[news.from]! - s.seen[news.from]! <= 42) delivery(s, news, io);
    },
    "nine bits: counts are compared by their last nine bits": (s, news) => {
      s.waiting.push(news);
      showSome(s, Infinity, (count) => count % 512);
      s.waiting = s.waiting.filter(({ stamp, from }) => stamp[from]! > s.seen[from]!);
    },
    "thirteen nodes: what others have seen is not asked": (s, news, io) =>
      delivery(
        s,
        { ...news, stamp: news.stamp.map((n, i) => i < 13 || i === news.from ? n : 0) },
        io,
      ),
    "a diary: whatever arrives is written down": (s, news, io) => {
      const { diary = [] } = s as Reader & { diary?: News[] };
      delivery(Object.assign(s, { diary: [...diary, news] }), news, io);
    },
    "as they come: news is shown when it arrives": (s, { text, from }) => {
      s.seen[from]!++;
      s.shown.push(text);
    },
    "each in turn: only the order of each publisher is kept": (s, news, io) => {
      const blind = s.seen.map((n, node) => node === news.from ? news.stamp[node]! : n);
      delivery(s, { ...news, stamp: blind.map((n, node) => node === news.from ? n : 0) }, io);
    },
    "looks once: what waits is not looked at again": (s, news, io) => {
      const waiting = s.waiting;
      s.waiting = [];
      delivery(s, news, io);
      s.waiting.push(...waiting);
    },
    "believes copies: a copy is shown again": (s, news, io) => {
      if (news.stamp[news.from]! <= s.seen[news.from]!) s.shown.push(news.text);
      else delivery(s, news, io);
    },
    "ten at most: of more that wait the oldest is dropped": (s, news, io) => {
      delivery(s, news, io);
      if (s.waiting.length > 10) s.waiting.shift();
    },
    "three at a time: an arrival allows three to be shown": (s, news) => {
      s.waiting.push(news);
      showSome(s, 3);
    },
    "by their texts: what says the same is taken for a copy": (s, news, io) => {
      if (!s.shown.includes(news.text)) delivery(s, news, io);
    },
    "nothing is none: news without a text is not shown": (s, news, io) => {
      if (news.text === "") s.seen[news.from]!++;
      else delivery(s, news, io);
    },
    "never tidies: copies of what has been shown wait for ever": (s, news) => {
      s.waiting.push(news);
      showSome(s, Infinity);
    },
    "reads along: an answer is known by the text": (s, news, io) => {
      const [, question] = news.text.split(" on ");
      const isAnswer = question !== undefined;
      const stamp = news.stamp.map((n, node) => isAnswer || node === news.from ? n : 0);
      delivery(s, { ...news, stamp }, io);
    },
  },
};

/** Shows so many of what may be shown; what has been shown is not looked for again. */
function showSome(s: Reader, most: number, bits = (count: number) => count): void {
  const isNext = ({ stamp, from }: News & { readonly from: number }) =>
    stamp.every((n, node) =>
      node === from ? bits(n) === bits(s.seen[node]! + 1) : bits(n) <= bits(s.seen[node]!)
    );
  for (let shown = 0; shown < most; shown++) {
    const at = s.waiting.findIndex(isNext);
    if (at < 0) return;
    const [next] = s.waiting.splice(at, 1);
    s.seen[next!.from]!++;
    s.shown.push(next!.text);
  }
}
