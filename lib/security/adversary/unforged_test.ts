import { assertEquals } from "@std/assert";
import type { Protocol } from "../../model/protocol.ts";
import { World } from "../../sim/world.ts";
import { certificateOf, sign, type Signed } from "../identity/signed.ts";
import { nobodyForges, type Sealed, unforged, unsealed } from "./unforged.ts";

type Message =
  | { readonly type: "vote"; readonly vote: Signed<string> }
  | { readonly type: "all"; readonly votes: unknown };
type Votes = { readonly heard: Signed<string>[] };
type Ticks = { readonly type: "tick" };

/** Node 0 gathers votes, shows a certificate, and saves it; `fake` changes what it shows. */
function gathering(
  fake: (votes: Signed<string>[]) => unknown,
): Protocol<Votes, Message, Ticks, unknown> {
  return {
    start(io, journal) {
      io.send(0, { type: "vote", vote: sign(io, "yes") });
      if (journal.length > 0) io.send(1, { type: "all", votes: journal });
      if (io.self === 0) io.wait(50, { type: "tick" });
      return { heard: [] };
    },
    upon: { vote: (s, { vote }) => void s.heard.push(vote), all() {} },
    after: {
      tick(s, _, io) {
        const votes = fake(s.heard);
        io.save(votes);
        io.send(1, { type: "all", votes });
      },
    },
    compact: (journal) => journal.slice(-1),
  };
}

function run(fake: (votes: Signed<string>[]) => unknown) {
  const world = new World({
    protocol: unforged(gathering(fake)),
    nodes: 3,
    seed: 1,
    faults: [{ kind: "crash", at: 100, node: 0, downMs: 10 }],
    invariants: [
      nobodyForges as never,
      ...unsealed<Votes>([{ name: "few", words: "few votes", check: () => undefined }]),
    ],
  });
  world.run(200);
  return world;
}

Deno.test("what was shown may be shown, also after a crash", () => {
  assertEquals(run((votes) => certificateOf(votes)).violation, undefined);
});

Deno.test("who writes down what nobody has signed is seen, in whatever form", () => {
  for (
    const fake of [
      () => ({ signer: 2, statement: "no" }),
      () => [{ deep: { signers: [0, 1], statement: "no" } }],
      () => ({ sender: 1, receivers: [2], statement: "no" }),
    ]
  ) {
    const { violation, states } = run(fake);
    assertEquals(violation?.invariant, "no forgery");
    assertEquals((states[0] as Sealed<Votes>).forged?.startsWith("a record with"), true);
  }
});

Deno.test("properties are asked of what is behind the boundary", () => {
  const [few] = unsealed<Votes>([{
    name: "none",
    words: "no votes",
    check: ({ states }) =>
      states.some((s) => s!.heard.length > 0) ? { words: "some", nodes: [] } : undefined,
  }]);
  const sealed = (heard: Signed<string>[]): Sealed<Votes> => ({
    own: { heard },
    shown: new Set(),
    forged: null,
  });
  const check = (state: Sealed<Votes>) => few!.check({ at: 0, states: [state], history: [] });
  assertEquals(check(sealed([])), undefined);
  assertEquals(check(sealed([sign({ self: 1 }, "yes")]))?.words, "some");
});
