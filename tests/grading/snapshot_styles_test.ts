/** Snapshots of banks written in three other ways: all earn the points of exercise 02, part 10. */

import { assertEquals } from "@std/assert";
import { gradePart } from "hb/grade/suite.ts";
import { type Bank, type Banker, FORTUNE } from "../../exercises/02-time/events.ts";
import { suite } from "../../exercises/02-time/suite.ts";

const part = suite.parts.find(({ name }) => name === "snapshot")!;

/** `open` has the banks whose markers have come; markers leave last to first, and answers too. */
const backwards: Bank = {
  start: () => ({ money: FORTUNE, record: null, open: [], asking: [] }),
  upon: {
    give(s, { amount, to, from }, io) {
      const enough = s.money >= amount;
      io.answer(from, enough);
      if (!enough) return;
      io.send(to, { type: "transfer", amount });
      s.money = s.money - amount;
    },
    transfer(s, { amount, from }) {
      if (s.record !== null && !s.open.includes(from)) s.record.coming[from]!.push(amount);
      s.money += amount;
    },
    begin(s, { from }, io) {
      if (s.record === null) {
        for (const peer of io.peers.toReversed()) {
          if (peer !== io.self) io.send(peer, { type: "marker" });
        }
        s.record = { coming: io.peers.map(() => []), money: s.money };
      }
      if (s.open.length + 1 === io.peers.length) io.answer(from, s.record);
      else s.asking.unshift(from);
    },
    marker(s, { from }, io) {
      if (s.record === null) {
        s.record = { coming: io.peers.map(() => []), money: s.money };
        for (const peer of io.peers.toReversed()) {
          if (peer !== io.self) io.send(peer, { type: "marker" });
        }
      }
      s.open.push(from);
      if (s.open.length + 1 === io.peers.length) {
        while (s.asking.length > 0) io.answer(s.asking.shift()!, s.record);
      }
    },
  },
};

/** With a map and a set of its own in the state, and nothing in `open` and `asking`. */
type Rich = Banker & { closed: Set<number>; waiting: Map<number, true> };
const rich: Bank = {
  start: (): Rich => ({
    money: FORTUNE,
    record: null,
    open: [],
    asking: [],
    closed: new Set(),
    waiting: new Map(),
  }),
  upon: {
    ...backwards.upon,
    transfer(s, { amount, from }) {
      s.money += amount;
      const { closed } = s as Rich;
      if (s.record && !closed.has(from)) {
        s.record.coming[from] = [...s.record.coming[from]!, amount];
      }
    },
    begin(s, { from }, io) {
      (s as Rich).waiting.set(from, true);
      settle(s as Rich, io);
    },
    marker(s, { from }, io) {
      settle(s as Rich, io);
      (s as Rich).closed.add(from);
      settle(s as Rich, io);
    },
  },
};

function settle(s: Rich, io: Parameters<Bank["upon"]["begin"]>[2]): void {
  if (s.record === null) {
    s.record = { money: s.money, coming: Array.from(io.peers, () => []) };
    io.peers.filter((peer) => peer !== io.self).forEach((to) => io.send(to, { type: "marker" }));
  }
  if (s.closed.size < io.peers.length - 1) return;
  for (const client of s.waiting.keys()) io.answer(client, structuredClone(s.record));
  s.waiting.clear();
}

/** A class, whose instances keep nothing. */
class Bureau {
  readonly #own = backwards;
  readonly upon: Bank["upon"] = {
    give: (...given) => this.#own.upon.give(...given),
    transfer: (...given) => rich.upon.transfer(...given),
    begin: (...given) => rich.upon.begin(...given),
    marker: (...given) => rich.upon.marker(...given),
  };
  start(...given: Parameters<Bank["start"]>): Banker {
    return rich.start(...given);
  }
}

for (const [words, snapshot] of Object.entries({ backwards, rich, "a class": new Bureau() })) {
  Deno.test(`a correct snapshot earns full points: ${words}`, () => {
    const answers = { snapshot } as unknown as Parameters<typeof gradePart>[1];
    const result = gradePart(part as never, answers as never, {});
    assertEquals(result.standing, "done", result.words);
  });
}
