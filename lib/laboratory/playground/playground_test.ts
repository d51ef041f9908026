import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { State } from "../../consensus/raft/state.ts";
import { decodeSession, encodeSession } from "./code.ts";
import { playgroundKit } from "./kits.ts";
import { play } from "./play.ts";
import { Playground } from "./playground.ts";
import { type Act, newSession } from "./session.ts";

const raft = await playgroundKit("raft");

function statesOf(
  { states }: Pick<Playground, "states">,
): (State<Map<string, string>> | undefined)[] {
  return states as (State<Map<string, string>> | undefined)[];
}

function leaderOf(played: Pick<Playground, "states">): number {
  return statesOf(played).findIndex((state) => state?.role === "leader");
}

function put(node: number, key: string, value: string): Act {
  return { kind: "ask", node, request: "put", words: { key, value } };
}

/** A leader crashes while a value is put, and comes back. */
function story(): Playground {
  const playground = new Playground(newSession(raft, 7), raft);
  playground.advance(700);
  const leader = leaderOf(playground);
  playground.act(put((leader + 1) % 5, "x", "1"));
  playground.advance(720);
  playground.act({ kind: "crash", node: leader });
  playground.advance(2000);
  playground.act({ kind: "restart", node: leader });
  playground.advance(3000);
  return playground;
}

Deno.test("a session gives the same run, however it is cut into pieces", () => {
  const whole = story();
  const { digest } = play(whole.session, 3000, raft);
  assertEquals(digest, whole.digest);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 8 }),
      (steps) => {
        const pieces = new Playground(whole.session, raft);
        for (const step of steps) {
          pieces.advance(
            Math.min(3000, pieces.now + step),
          );
        }
        pieces.advance(3000);
        assertEquals(pieces.digest, digest);
      },
    ),
    { numRuns: 8 },
  );
});

Deno.test("a session that has travelled in a link gives the same run", () => {
  const { session, digest } = story();
  assertEquals(
    play(decodeSession(encodeSession(session, raft), raft), 3000, raft).digest,
    digest,
  );
});

Deno.test("another seed gives another run", () => {
  assertNotEquals(
    play(newSession(raft, 1), 500, raft).digest,
    play(newSession(raft, 2), 500, raft).digest,
  );
});

Deno.test("after a crash another node leads, and what clients were told stays true", () => {
  const played = story();
  const { history, violation } = played;
  const states = statesOf(played);
  assertEquals(violation, undefined);
  assertEquals(states.filter((state) => state?.role === "leader").length, 1);
  assertEquals(history.length, 1);
  assertEquals(
    states.map((state) => state?.machine.get("x")),
    Array(5).fill("1"),
  );
});

Deno.test("back in time and on again is the same run: what was done later happens again", () => {
  const there = story();
  const { digest } = there;
  there.rewind(710);
  assertEquals(there.now, 710);
  assertEquals(there.states.every((state) => state !== undefined), true);
  there.advance(3000);
  assertEquals(there.digest, digest);
});

Deno.test("who goes back and does something else gives up what was done later", () => {
  const there = story();
  there.rewind(1500);
  there.act(put(0, "y", "2"));
  assertEquals(there.session.acts.map(({ at }) => at), [700, 720, 1500]);
  there.advance(3000);
  assertEquals(there.digest, play(there.session, 3000, raft).digest);
});

Deno.test("what a client was to ask later is not asked, once something else is done before", () => {
  const there = story();
  there.rewind(650);
  there.act({ kind: "cut", node: 0 });
  there.advance(3000);
  assertEquals(there.history, []);
  assertEquals(there.digest, play(there.session, 3000, raft).digest);
});

Deno.test("who goes back to the beginning sees nodes that have just started", () => {
  const there = story();
  there.rewind(0);
  assertEquals(statesOf(there).map((state) => state?.term), [0, 0, 0, 0, 0]);
});

Deno.test("a node that is cut off is not heard, and is again when it is joined", () => {
  const playground = new Playground(newSession(raft, 3, 3), raft);
  playground.advance(800);
  const cut = leaderOf(playground);
  const term = statesOf(playground)[cut]!.term;
  playground.act({ kind: "cut", node: cut });
  playground.advance(2000);
  const leader = leaderOf(playground);
  assertNotEquals(leader, cut);
  assert(statesOf(playground)[leader]!.term > term);
  playground.act({ kind: "join", node: cut });
  playground.advance(3000);
  assertEquals(
    statesOf(playground)[cut]!.term,
    statesOf(playground)[leader]!.term,
  );
});

Deno.test("a link can be cut one way, both ways, and mended", () => {
  const kinds = (acts: Act[]) => {
    const timed = acts.map((act) => ({ at: 600, act }));
    const { trace } = play({ ...newSession(raft, 3, 2), acts: timed }, 2000, raft);
    const lost = trace.flatMap((event) =>
      event.kind === "lose" && event.why === "partitioned" ? [`${event.from}${event.to}`] : []
    );
    return [...new Set(lost)].sort();
  };
  const cut = { kind: "cut link", from: 0, to: 1, oneWay: true } as const;
  assertEquals(kinds([cut]), ["01"]);
  assertEquals(kinds([{ ...cut, oneWay: false }]), ["01", "10"]);
  assertEquals(
    kinds([{ ...cut, oneWay: false }, { kind: "mend link", from: 1, to: 0 }]),
    [],
  );
});

Deno.test("leadership passes to the node that is to lead", () => {
  const playground = new Playground(newSession(raft, 11), raft);
  playground.advance(800);
  const heir = (leaderOf(playground) + 2) % 5;
  playground.act({ kind: "command", node: heir, command: "transfer" });
  playground.advance(1000);
  assertEquals(leaderOf(playground), heir);
});

Deno.test("a cluster takes new settings while it runs", () => {
  const playground = new Playground(newSession(raft, 5, 3), raft);
  playground.advance(1000);
  const { settings } = playground.session;
  const values = {
    ...settings.values,
    latencyMs: [40, 40],
    heartbeatMs: 100,
  } as const;
  playground.act({ kind: "set", settings: { ...settings, values } });
  playground.advance(2000);
  const late = playground.trace.filter((event) => event.kind === "send" && event.at > 1100);
  assert(late.length > 0);
  assert(
    late.every((event) => event.kind === "send" && event.latencyMs === 40),
  );
  // About 9 heartbeats to 2 followers, and as many answers; twice as many before.
  assert(late.length < 45, `${late.length}`);
});

Deno.test("a value is read through the log", () => {
  const playground = new Playground(newSession(raft, 5, 3), raft);
  playground.advance(600);
  playground.act(put(1, "k", "v"));
  playground.act({ kind: "ask", node: 1, request: "get", words: { key: "k" } });
  playground.advance(1200);
  assertEquals(playground.history.map(({ outcome }) => outcome), ["ok", "ok"]);
  assertEquals(
    (playground.history[1]!.output as { result: string }).result,
    "v",
  );
});

Deno.test("what cannot be done is refused in plain words", () => {
  const playground = new Playground(newSession(raft, 5, 3), raft);
  assertThrows(
    () => playground.act({ kind: "crash", node: 3 }),
    RangeError,
    "node of an act",
  );
  assertThrows(() => playground.advance(0.5), RangeError, "whole ms");
  assertThrows(() => playground.advance(120_001), RangeError, "whole ms");
  assertThrows(() => play(newSession(raft, 1), -1, raft), RangeError, "whole ms");
  for (let i = 0; i < 400; i++) playground.act({ kind: "restart", node: 0 });
  assertThrows(
    () => playground.act({ kind: "restart", node: 0 }),
    RangeError,
    "at most 400",
  );
});
