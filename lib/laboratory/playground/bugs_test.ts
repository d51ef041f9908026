import { assert, assertEquals } from "@std/assert";
import { decodeSession } from "./code.ts";
import { playgroundKit, protocols } from "./kits.ts";
import { play } from "./play.ts";
import { Playground } from "./playground.ts";

/** By then every example has come to its end, in ms. */
const endMs = 3000;

for (const protocol of protocols) {
  const played = await playgroundKit(protocol), { kit, bugs } = played;
  for (const [bug, { title, example }] of Object.entries(bugs)) {
    Deno.test(`${protocol}: the example of "${title}" goes wrong, and well with the rule`, () => {
      const session = decodeSession(example, played);
      assertEquals([session.protocol, session.settings.bug], [protocol, bug]);
      assertEquals(
        play(session, endMs, played).violation?.invariant,
        kit.bugs[bug]!.breaks,
      );
      const right = {
        ...session,
        settings: { ...session.settings, bug: null },
      };
      assertEquals(play(right, endMs, played).violation, undefined);
    });
  }
}

const raft = await playgroundKit("raft");
const half = raft.bugs["half decides"]!.example;

Deno.test("a run stands still where an invariant broke, until it is rewound", () => {
  const playground = new Playground(decodeSession(half, raft), raft);
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
  const session = decodeSession(half, raft);
  const late = [{ at: 1000, act: { kind: "crash", node: 0 } as const }];
  assertEquals(
    play({ ...session, acts: late }, endMs, raft).digest,
    play(session, endMs, raft).digest,
  );
});
