import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { step } from "../../model/step.ts";
import { isIn, type News, overrides, type Status } from "./standing.ts";
import { type State, viewOf } from "./state.ts";
import { swim } from "./swim.ts";

/** The same view with an entry for each member, which ten thousand nodes have no room for. */
function plainView(nodes: number, base: number, news: readonly News[]): Map<number, number> {
  const members = new Map<number, News>();
  for (let member = 0; member < base; member++) {
    members.set(member, { member, status: "alive", incarnation: 0, by: member });
  }
  for (const each of news) {
    const known = members.get(each.member);
    if (known === undefined || overrides(each, known)) members.set(each.member, each);
  }
  const view = [...members.values()].filter(isIn);
  return new Map(
    view.filter(({ member }) => member < nodes).map((each) => [each.member, each.incarnation]),
  );
}

const newsOfOthers: fc.Arbitrary<News> = fc.record({
  member: fc.integer({ min: 1, max: 7 }),
  status: fc.constantFrom<Status>("alive", "suspect", "dead", "left"),
  incarnation: fc.nat(2),
  by: fc.integer({ min: 1, max: 7 }),
});

Deno.test("state: a base and the differences to it say what a list of all members would, and count them", () => {
  fc.assert(fc.property(fc.array(newsOfOthers), fc.integer({ min: 1, max: 8 }), (news, base) => {
    const protocol = swim({ members: base }), world = { self: 0, nodes: 8 };
    let { state } = step(protocol, undefined, { kind: "start", journal: [] }, world);
    for (const each of news) {
      const message = { type: "nack", sequence: 0, incarnation: -1, news: [each] } as const;
      // It comes from somebody whom it does not make a member: incarnation -1 stands against nobody.
      ({ state } = step(protocol, state, { kind: "message", from: 0, message }, world));
    }
    const expected = plainView(8, base, news);
    assertEquals(new Map([...viewOf(state as State)].sort()), new Map([...expected].sort()));
    assertEquals((state as State).members, expected.size);
  }));
});
