/** Bugs of part 3. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/07-quorums/answers.ts";
import type { Tag } from "../../../exercises/07-quorums/given.ts";
import { many } from "../many.ts";
import { asAsked, registerWith } from "../node.ts";
import { everywhere, type Making } from "./ways.ts";

const make: Making = (ways) => registerWith({ ...asAsked, ...ways });

const asTexts = (a: number, b: number) => `${a}` < `${b}` ? -1 : `${a}` > `${b}` ? 1 : 0;

/** Tags as numbers, where writers have numbers below this one. */
export const packed = (by: number) => (a: Tag, b: Tag): number =>
  a.time * by + a.writer - (b.time * by + b.writer);

export const manyMutants: Mutants<Answers> = {
  many: { ...everywhere(make, many), ...writing(make, many) },
};

/** What can go wrong where several write. */
export function writing(
  make: Making,
  own: Pick<Answers["many"], "write">,
  // deno-lint-ignore no-explicit-any -- of any part
): Record<string, any> {
  return {
    "no tie-break: of equal times the one that was there stays": make({
      compare: (a, b) => a.time - b.time,
    }),
    "tie taken: of equal times the one that comes is taken": make({
      takes: (offered, held) => offered.tag.time >= held.tag.time,
    }),
    "lower wins: of equal times the lower writer wins": make({
      compare: (a, b) => a.time - b.time || b.writer - a.writer,
    }),
    "texts: times are compared as texts": make({
      compare: (a, b) =>
        `${a.time}` < `${b.time}` ? -1 : `${a.time}` > `${b.time}` ? 1 : a.writer - b.writer,
    }),
    "writers as texts: of equal times the writer that is larger as a text wins": make({
      compare: (a, b) => a.time - b.time || asTexts(a.writer, b.writer),
    }),
    "packed by ten: a tag is a time ten times, and a writer": make({ compare: packed(10) }),
    "packed by sixteen: a tag is a time sixteen times, and a writer": make({
      compare: packed(16),
    }),
    "no question: a write does not ask first": make({ asksFirst: false }),
    "heard only: two writes of one node may have one tag": make({
      timeAfter: (heard) => heard + 1,
    }),
    "own only: a write goes by its own times": make({ timeAfter: (_, issued) => issued + 1 }),
    "gap: a write leaves a time out": make({
      timeAfter: (heard, issued) => Math.max(heard, issued) + 2,
    }),
    "added: what was heard and what was given is added up": make({
      timeAfter: (heard, issued) => heard + issued + 1,
    }),
    "hundred: times go up to a hundred": make({
      timeAfter: (heard, issued) => Math.min(100, Math.max(heard, issued) + 1),
    }),
    "own tag: a read writes back under a tag of its own": make({
      tagOfBack: ({ time }, { self }) => ({ time, writer: self }),
    }),
    "one clock: the times of all registers go on together": {
      // deno-lint-ignore no-explicit-any -- of any part
      write(s: any, client: number, key: any, value: any, io: any) {
        s.issued.set(key, Math.max(0, ...s.issued.values()));
        own.write(s, client, key, value, io);
      },
    },
    "no null: to write null is to read": {
      // deno-lint-ignore no-explicit-any -- of any part
      write(s: any, client: number, key: any, value: any, io: any) {
        own.write(s, client, key, value, io);
        if (value !== null) return;
        for (const [phase, { write, ...open }] of [...s.open].slice(-1)) {
          void write;
          s.open.set(phase, open);
        }
      },
    },
  };
}
