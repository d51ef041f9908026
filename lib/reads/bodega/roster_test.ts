import { assert, assertEquals } from "@std/assert";
import { keyOf, meet, rangeOf } from "../keys.ts";
import { answersFor, respondersOf, type Roster, withResponder } from "./roster.ts";

Deno.test("rosters: who answers for keys, and whose votes are needed", () => {
  const roster: Roster = {
    ballot: { round: 3, node: 0 },
    ranges: [
      { from: "a", to: "m", responders: [1, 2] },
      { from: "g", to: null, responders: [3] },
    ],
    silent: [2],
  };
  assertEquals(respondersOf(roster, ["a"]), [1]);
  assertEquals(respondersOf(roster, ["h"]), [1, 3]);
  assertEquals(respondersOf(roster, ["m"]), [3]);
  assertEquals(respondersOf(roster, []), []);
  assertEquals(respondersOf(roster, null), [1, 3]);
  assert(answersFor(roster, 0, null) && answersFor(roster, 0, ["?"]));
  assert(answersFor(roster, 1, ["a", "h"]) && !answersFor(roster, 1, ["a", "m"]));
  assert(!answersFor(roster, 2, ["a"]) && !answersFor(roster, 3, null));
  assertEquals([keyOf({ key: "x" }), keyOf({}), keyOf(7)], [["x"], null, null]);
  assert(meet(["a"], ["b", "a"]) && !meet(["a"], ["b"]) && meet(null, []) && !meet([], ["a"]));
});

Deno.test("rosters: one more who answers is added where they do not yet", () => {
  const ranges = [
    { from: "", to: "m", responders: [2] },
    { from: "m", to: null, responders: [] },
  ];
  assertEquals(rangeOf(ranges, "a"), ranges[0]);
  assertEquals(rangeOf(ranges, "z"), ranges[1]);
  assertEquals(rangeOf([], "z"), undefined);
  assertEquals(withResponder(ranges, "", 1)[0]!.responders, [1, 2]);
  assert(withResponder(ranges, "", 2) === ranges && withResponder(ranges, "x", 2) === ranges);
});
