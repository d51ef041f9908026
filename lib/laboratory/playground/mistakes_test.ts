import { assert, assertEquals } from "@std/assert";
import { rules } from "../../consensus/raft/rules.ts";
import { decodeSession } from "./code.ts";
import { isMistake, type Mistake, mistakes, rulesWith } from "./mistakes.ts";
import { play } from "./play.ts";
import { Playground } from "./playground.ts";

/** By then every example has come to its end, in ms. */
const endMs = 3000;

const broken: Readonly<Record<Mistake, string>> = {
  "two-votes": "election safety",
  "lost-vote": "election safety",
  "any-log": "leader completeness",
  "old-terms": "leader completeness",
  "no-check": "log matching",
  half: "election safety",
};

for (const [mistake, invariant] of Object.entries(broken) as [Mistake, string][]) {
  Deno.test(`the example of "${mistakes[mistake].title}" goes wrong, and well with the rule`, () => {
    const session = decodeSession(mistakes[mistake].example);
    assertEquals(session.settings.mistake, mistake);
    assertEquals(play(session, endMs).violation?.invariant, invariant);
    const right = { ...session, settings: { ...session.settings, mistake: null } };
    assertEquals(play(right, endMs).violation, undefined);
  });
}

Deno.test("a run stands still where an invariant broke, until it is rewound", () => {
  const playground = new Playground(decodeSession(mistakes.half.example));
  playground.advance(endMs);
  const { now, digest, violation } = playground;
  assert(violation !== undefined);
  assertEquals(now, Math.ceil(violation.at));
  playground.advance(endMs);
  assertEquals([playground.now, playground.digest], [now, digest]);
  playground.rewind(now - 10);
  assertEquals(playground.violation, undefined);
});

Deno.test("nothing is done any more after an invariant broke", () => {
  const session = decodeSession(mistakes.half.example);
  const late = [{ at: 1000, act: { kind: "crash", node: 0 } as const }];
  assertEquals(play({ ...session, acts: late }, endMs).digest, play(session, endMs).digest);
});

Deno.test("no mistake leaves the rules as they are", () => {
  assertEquals(rulesWith(null), rules);
  assert(isMistake("half") && !isMistake("toString") && !isMistake(""));
});
