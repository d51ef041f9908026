import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { compareStandings, isIn, overrides, type Standing, type Status } from "./standing.ts";

const status = fc.constantFrom<Status>("alive", "suspect", "dead", "left");
const standing: fc.Arbitrary<Standing> = fc.record({
  status,
  incarnation: fc.nat(3),
  by: fc.nat(2),
});

Deno.test("standing: the three rules of SWIM, section 4.2, and the two of memberlist", () => {
  const is = (status: Status, incarnation: number): Standing => ({ status, incarnation, by: 0 });
  for (
    const [news, known, stands] of [
      [is("alive", 1), is("suspect", 0), true],
      [is("alive", 1), is("alive", 0), true],
      [is("alive", 1), is("suspect", 1), false],
      [is("suspect", 1), is("alive", 1), true],
      [is("suspect", 1), is("suspect", 0), true],
      [is("suspect", 0), is("alive", 1), false],
      [is("dead", 1), is("alive", 1), true],
      [is("dead", 1), is("suspect", 1), true],
      [is("dead", 0), is("alive", 1), false],
      [is("alive", 1), is("dead", 0), true],
      [is("alive", 1), is("dead", 1), false],
      [is("left", 1), is("dead", 1), true],
      [is("dead", 1), is("left", 1), false],
    ] as const
  ) {
    assertEquals(overrides(news, known), stands, `${news.status} against ${known.status}`);
  }
});

Deno.test("standing: whoever has heard the same news holds the same, in whatever order and however often", () => {
  const merge = (news: readonly Standing[]) =>
    news.reduce((held, each) => overrides(each, held) ? each : held);
  fc.assert(fc.property(fc.array(standing, { minLength: 1 }), fc.nat(), (news, turn) => {
    const at = turn % news.length, other = [...news.slice(at), ...news.toReversed()];
    assertEquals(compareStandings(merge(news), merge(other)), 0);
  }));
});

Deno.test("standing: of two different opinions exactly one stands", () => {
  fc.assert(fc.property(standing, standing, (a, b) => {
    const same = a.status === b.status && a.incarnation === b.incarnation;
    assertEquals(Number(overrides(a, b)) + Number(overrides(b, a)), same ? 0 : 1);
  }));
});

Deno.test("standing: who is suspected is a member still", () => {
  const by = 0, incarnation = 0;
  assert(
    isIn({ status: "alive", incarnation, by }) && isIn({ status: "suspect", incarnation, by }),
  );
  assert(!isIn({ status: "dead", incarnation, by }) && !isIn({ status: "left", incarnation, by }));
});
