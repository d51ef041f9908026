import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Heard, Report } from "../master/governor.ts";
import { type ChainChange, chains, type Configuration, placeIn } from "./configuration.ts";

/** What a master hears of five servers: who is silent, and who says what in which epoch. */
const heard: fc.Arbitrary<Heard> = fc.record({
  silent: fc.uniqueArray(fc.integer({ min: 1, max: 5 })).map((nodes) => new Set(nodes)),
  reports: fc.array(fc.tuple(
    fc.integer({ min: 1, max: 5 }),
    fc.record({
      epoch: fc.integer({ min: 1, max: 9 }),
      report: fc.record({ whole: fc.boolean() }),
    }),
  )).map((said) => new Map<number, Report>(said)),
});

const governor = chains([1, 2, 3]);

function decideOn(configuration: Configuration, news: readonly Heard[]): ChainChange[] {
  return news.flatMap((each) => {
    const change = governor.decide(configuration, each);
    if (change !== undefined) governor.machine.apply(configuration, change);
    return change === undefined ? [] : [change];
  });
}

Deno.test("whatever masters hear, a chain has a server, no server twice, and each change a number", () => {
  fc.assert(fc.property(fc.array(heard, { maxLength: 12 }), (news) => {
    const configuration = governor.machine.init();
    const changes = decideOn(configuration, news);
    const { chain, joining, epoch } = configuration;
    const all = joining === null ? chain : [...chain, joining];
    assert(chain.length >= 1 && chain.length <= 3 && new Set(all).size === all.length);
    assertEquals(epoch, 1 + changes.length);
  }));
});

Deno.test("whoever comes into a chain has joined it before, and has said in that epoch that it is whole", () => {
  fc.assert(fc.property(fc.array(heard, { maxLength: 12 }), (news) => {
    const configuration = governor.machine.init();
    for (const each of news) {
      const { joining, epoch } = configuration, before = [...configuration.chain];
      const change = governor.decide(configuration, each);
      if (change === undefined) continue;
      governor.machine.apply(configuration, change);
      const come = configuration.chain.find((server) => !before.includes(server));
      if (come === undefined) continue;
      assertEquals([come, each.reports.get(come)], [joining, { epoch, report: { whole: true } }]);
    }
  }));
});

Deno.test("a change that was meant for another epoch changes nothing, so deciding it twice does no harm", () => {
  const configuration = governor.machine.init();
  const change = { type: "remove", epoch: 1, server: 1 } as const;
  governor.machine.apply(configuration, change);
  const once = structuredClone(configuration);
  governor.machine.apply(configuration, change);
  assertEquals(configuration, once);
  assertEquals(once, { epoch: 2, chain: [2, 3], joining: null, fresh: null });
});

Deno.test("a chain of which nobody is heard stays as it is, and so does one that a newcomer alone would be", () => {
  const nobody: Heard = { silent: new Set([1, 2, 3]), reports: new Map() };
  assertEquals(governor.decide(governor.machine.init(), nobody), undefined);
  const fresh = { epoch: 5, chain: [1, 4], joining: null, fresh: { server: 4, epoch: 5 } };
  const says = (epoch: number, whole: boolean): Heard => ({
    silent: new Set([1]),
    reports: new Map([[4, { epoch, report: { whole } }]]),
  });
  assertEquals(governor.decide(fresh, says(5, false)), undefined);
  assertEquals(governor.decide(fresh, says(4, true)), undefined);
  assertEquals(governor.decide(fresh, says(5, true)), { type: "remove", epoch: 5, server: 1 });
});

Deno.test("each server of a chain receives from the one before it, and who joins from the tail", () => {
  const configuration = { epoch: 1, chain: [3, 1, 2], joining: 4, fresh: null };
  const links = [3, 1, 2, 4, 5].map((node) => {
    const { predecessor, successor } = placeIn(configuration, node);
    return [predecessor, successor];
  });
  assertEquals(links, [[null, 1], [3, 2], [1, 4], [2, null], [null, null]]);
});

Deno.test("what cannot be a chain no master decides on", () => {
  const wrong: readonly (readonly [first: unknown, wanted: number | undefined, words: string])[] = [
    [[], undefined, "the chain must have one server or more, each once: given none"],
    [[1, 1], undefined, "the chain must have one server or more, each once: given 1, 1"],
    [
      [NaN],
      undefined,
      "chain must be a list in which each is a whole number from 0 on: given [NaN]",
    ],
    [[-1], undefined, "chain must be a list"],
    [null, undefined, "chain must be a list"],
    [[1], 0, "wanted must be a whole number from 1 on: given 0"],
    [[1], NaN, "wanted must be a whole number"],
  ];
  for (const [first, wanted, words] of wrong) {
    const because = `Cannot govern chains because ${words}`;
    assertThrows(() => chains(first as number[], wanted), RangeError, because);
  }
});
