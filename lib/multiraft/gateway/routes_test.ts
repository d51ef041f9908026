import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Route } from "../messages.ts";
import { holds, overlap } from "../range/interval.ts";
import { forget, learn, routeOfGroup, routeTo } from "./routes.ts";

const letters = ["", "b", "d", "f", "h"];
const keys = ["a", "b", "c", "d", "e", "f", "g", "h", "z"];

function route(group: number, start: string, end: string | null, version = 1, conf = 0): Route {
  return { group, start, end, version, conf, members: [0, 1, 2], leader: null };
}

/** A history of ranges: splits and merges, each with all the routes that there were at a moment. */
const someHistory = fc.array(fc.tuple(fc.nat(20), fc.nat(20), fc.boolean()), { maxLength: 8 })
  .map((changes) => {
    let now = [route(1, "", null)], next = 2;
    const all = [...now];
    for (const [which, at, splits] of changes) {
      const i = which % now.length, range = now[i]!, place = letters[at % letters.length]!;
      const neighbour = now[i + 1];
      let born: Route[];
      if (splits && holds(range, place) && place !== range.start) {
        const version = range.version + 1;
        born = [
          { ...range, end: place, version },
          { ...range, group: next++, start: place, version },
        ];
        now = now.toSpliced(i, 1, ...born);
      } else if (!splits && neighbour !== undefined) {
        const version = Math.max(range.version, neighbour.version) + 1;
        born = [{ ...range, end: neighbour.end, version }];
        now = now.toSpliced(i, 2, ...born);
      } else continue;
      all.push(...born);
    }
    return { now, all };
  });

Deno.test("routes: whatever is learnt in whatever order, no two overlap, and the newest of a key is there", () => {
  const learnt = someHistory.chain(({ now, all }) =>
    fc.record({ now: fc.constant(now), all: fc.shuffledSubarray(all, { minLength: all.length }) })
  );
  fc.assert(fc.property(learnt, ({ now, all }) => {
    let routes: Route[] = [];
    for (const each of all) {
      routes = learn(routes, each);
      for (let i = 1; i < routes.length; i++) {
        assert(routes[i - 1]!.start < routes[i]!.start);
        assert(!overlap(routes[i - 1]!, routes[i]!));
      }
      // Nobody who was asked by the newest of all is asked by an older one.
      const newest = Math.max(...routes.map(({ version }) => version));
      assert(newest >= each.version);
    }
    for (const range of now) assertEquals(routeOfGroup(routes, range.group), range);
    for (const key of keys) {
      const known = now.find((range) => holds(range, key))!;
      assertEquals(routeTo(routes, key), known);
    }
  }));
});

Deno.test("routes: what is older than what is known is not learnt", () => {
  const known = learn([], route(1, "", "m", 3, 5));
  assertEquals(learn(known, route(1, "", "z", 2, 9)), known);
  assertEquals(learn(known, route(1, "", "m", 3, 4)), known);
  assertEquals(learn(known, route(2, "k", "z", 2)), known);
  assertEquals(learn(known, route(2, "k", "z", 4)), [route(2, "k", "z", 4)]);
});

Deno.test("routes: a key between two known ranges is not known", () => {
  const known = learn(learn([], route(1, "a", "c")), route(2, "e", null));
  assertEquals(["0", "a", "b", "c", "e", "z"].map((key) => routeTo(known, key)?.group), [
    undefined,
    1,
    1,
    undefined,
    2,
    2,
  ]);
  assertEquals(forget(known, 1), [route(2, "e", null)]);
});
