/** Stores for part 7 of chapter 3 that are right, and written in other ways than the solution. */

import { assertEquals } from "@std/assert";
import { gradePart } from "hb/grade/suite.ts";
import type { Io, Protocol } from "hb/model/protocol.ts";
import type { Answers } from "../../exercises/03-consistency/answers.ts";
import { type Ask, type Entire, entire } from "../../exercises/03-consistency/entire.ts";
import { suite } from "../../exercises/03-consistency/suite.ts";

function standing(anywhere: Entire): string {
  const part = suite.parts.find(({ name }) => name === "anywhere")!;
  const { standing, words } = gradePart(part, { anywhere } as Answers);
  return words ?? standing;
}

interface News {
  readonly type: "news";
  readonly key: string;
  readonly value: number;
  readonly rank: readonly [time: number, node: number];
  readonly nth: number;
  readonly causes: readonly (readonly [node: number, count: number])[];
}

interface Copy {
  held: Record<string, { value: number; rank: readonly [number, number] }>;
  got: Record<number, number>;
  later: News[];
  clock: number;
}

/** Objects in the place of maps, causes as pairs; the client is answered first, and the last node told first. */
const byPairs: Protocol<Copy, Ask | News> = {
  start: () => ({ held: {}, got: {}, later: [], clock: 0 }),
  upon: {
    read: (s, { key, from }, io) => io.answer(from, s.held[`the ${key}`]?.value ?? null),
    write(s, { key, value, from }, io) {
      io.answer(from, null);
      const causes = Object.entries(s.got).map(([node, count]) => [Number(node), count] as const);
      const nth = (s.got[io.self] ?? 0) + 1;
      const news: News = { type: "news", key, value, rank: [++s.clock, io.self], nth, causes };
      take(s, news);
      for (const peer of io.peers.toReversed()) if (peer !== io.self) io.send(peer, news);
    },
    news(s, { from: _, ...news }) {
      if ((s.got[news.rank[1]] ?? 0) >= news.nth) return;
      s.later.push(news);
      for (let at = next(s); at >= 0; at = next(s)) {
        const [ready] = s.later.splice(at, 1);
        if ((s.got[ready!.rank[1]] ?? 0) < ready!.nth) take(s, ready!);
      }
    },
  },
};

const next = (s: Copy) =>
  s.later.findIndex(({ causes }) => causes.every(([node, count]) => (s.got[node] ?? 0) >= count));

function take(s: Copy, { key, value, rank, nth }: News): void {
  s.got[rank[1]] = nth;
  s.clock = Math.max(s.clock, rank[0]);
  const before = s.held[`the ${key}`]?.rank;
  if (
    before === undefined || before[0] < rank[0] || (before[0] === rank[0] && before[1] < rank[1])
  ) {
    s.held[`the ${key}`] = { value, rank };
  }
}

/** A class whose methods use `this`; time is a hybrid of the node's clock and what it has heard. */
class Hybrid {
  start(): Copy {
    return byPairs.start({} as Io<Ask | News>, []);
  }
  get upon(): Protocol<Copy, Ask | News>["upon"] {
    return {
      ...byPairs.upon,
      write: (s, event, io) => {
        s.clock = Math.max(s.clock, this.#now(io));
        byPairs.upon.write(s, event, io);
      },
    };
  }
  #now(io: { now(): number }): number {
    return Math.floor(io.now()) + 5000;
  }
}

Deno.test("a causal+ store whose causes are pairs is right", () => {
  assertEquals(standing(entire(byPairs)), "done");
});

Deno.test("a causal+ store that is a class with a hybrid clock is right", () => {
  assertEquals(standing(entire(new Hybrid())), "done");
});
