/**
 * A member of SWIM that lies, within the shape of messages. It is trusted, and so it can have others taken for dead; what
 * it cannot do is make a handler fail, or a state grow without bound, or silence a member for ever.
 */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { arbitraryOf } from "hb/codec/schema/arbitrary_test.ts";
import { checkerOf } from "hb/codec/schema/check.ts";
import { message, type Schema } from "hb/codec/schema.ts";
import type { Message } from "hb/membership/swim/messages.ts";
import { messages } from "hb/membership/swim/schema.ts";
import { lifeguard } from "hb/membership/swim/settings.ts";
import { LAST_INCARNATION, type Status } from "hb/membership/swim/standing.ts";
import { news, type Stage, stageOf } from "./swim_stage.ts";

const NODES = 4, LIAR = 3;
const shape: Schema<Message> = message<Message>(messages(NODES));
const check = checkerOf(shape);

/** What happens next: the liar says something to somebody, a letter arrives, or a timer fires. */
type Event =
  | { readonly kind: "lie"; readonly to: number; readonly lie: Message }
  | { readonly kind: "letter" | "timer"; readonly node: number; readonly which: number };

const honest = fc.integer({ min: 0, max: LIAR - 1 });
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    kind: fc.constant("lie" as const),
    to: honest,
    lie: arbitraryOf(shape.node) as fc.Arbitrary<Message>,
  }),
  fc.record({
    kind: fc.constantFrom("letter" as const, "timer" as const),
    node: honest,
    which: fc.nat(20),
  }),
);

function happens(stage: Stage, event: Event): void {
  if (event.kind === "lie") return stage.hand(LIAR, event.to, event.lie);
  const { kind, node, which } = event;
  if (kind === "timer") {
    const pending = stage.timers(node);
    if (pending.length > 0) stage.fire(node, pending[which % pending.length]!);
  } else {
    const own = stage.letters.filter(({ to }) => to === node);
    const letter = own[which % Math.max(1, own.length)];
    if (letter !== undefined) stage.deliver((each) => each === letter);
  }
}

Deno.test("a liar makes no handler fail, no state grow beyond one entry for each node, and nothing be said that others turn away", () => {
  let heard = 0;
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60, size: "max" }), fc.boolean(), (events, cares) => {
      const stage = stageOf(NODES, { syncMs: 500, ...cares ? lifeguard : {} });
      for (const event of events) {
        happens(stage, event);
        for (const { message } of stage.letters) assertEquals(check(message), undefined);
        if (stage.letters.length > 50) stage.lose();
      }
      for (const s of stage.states) {
        assert(s.known.size < NODES && s.suspicions.size < NODES);
        assert(new Set(s.rumours.flatMap((each) => [...each])).size <= NODES);
        assert(s.members >= 1 && s.members <= NODES);
        assert(s.incarnation <= LAST_INCARNATION);
        heard += s.known.size;
      }
    }),
    { numRuns: 300 },
  );
  assert(heard > 300, "the lies were heard");
});

Deno.test("a message of more news than there are nodes does not have the shape", () => {
  const packet = { type: "sync", incarnation: 0 } as const;
  const most = Array.from({ length: NODES }, (_, node) => news(node, "dead", 1));
  assertEquals(check({ ...packet, news: most }), undefined);
  assert(check({ ...packet, news: [...most, ...most] }) !== undefined);
});

/** What becomes of node 1 when everybody is told that it is this, and it has answered. */
function accused(status: Status, incarnation: number): readonly string[] {
  const stage = stageOf(NODES);
  for (const to of [0, 1, 2]) stage.tell(LIAR, to, news(1, status, incarnation, LIAR));
  for (let round = 0; round < 8; round++) {
    for (const node of [0, 1, 2]) stage.fire(node, { type: "period" });
    for (const { message } of stage.letters) assertEquals(check(message), undefined);
    stage.deliver();
  }
  return [0, 2].map((node) => stage.states[node]!.known.get(1)?.status ?? "alive");
}

Deno.test("memberlist 358 and PR 359, al8n PR 200: no accusation, in whatever incarnation, takes a member from the group for ever", () => {
  for (const status of ["alive", "suspect", "dead", "left"] as const) {
    for (const below of [0, 1, 2, 1000]) {
      assertEquals(accused(status, LAST_INCARNATION - below), ["alive", "alive"], status);
    }
  }
});

Deno.test("memberlist PR 359: a member that is in the last incarnation comes back in it, and is heard", () => {
  const stage = stageOf(3);
  stage.tell(2, 1, news(1, "dead", LAST_INCARNATION - 1, 2));
  assertEquals(stage.states[1]!.incarnation, LAST_INCARNATION);
  stage.crash(1);
  assertEquals(stage.states[1]!.incarnation, LAST_INCARNATION);
  for (const { message } of stage.letters) assertEquals(check(message), undefined);
});
