import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import { hear, newsFor } from "./hear.ts";
import type { Saved, SwimIo } from "./messages.ts";
import { addRumour } from "./rumours.ts";
import { rules } from "./rules.ts";
import { lifeguard, settings } from "./settings.ts";
import type { Status } from "./standing.ts";
import { born, type State } from "./state.ts";
import { swim } from "./swim.ts";

const io = { save() {}, wait() {}, cancel() {} } as unknown as SwimIo;
const guarded = { setting: { ...settings, ...lifeguard }, rule: rules };
const plain = { setting: settings, rule: rules };

/** Node 0, a member among so many. */
function member(nodes: number): State {
  return Object.assign(born(0, nodes), { part: "member", incarnation: 0 });
}

Deno.test("hear: with a message goes no more news than is set, and what its receiver should know is part of that", () => {
  const s = member(40);
  for (let node = 1; node < 40; node++) addRumour(s.rumours, node);
  assertEquals(newsFor(plain, s, 1, null).length, settings.perPacket);
  s.known.set(2, { status: "dead", incarnation: 0, by: 1 });
  const told = newsFor(plain, s, 2, null);
  assertEquals([told.length, told[0]!.member], [settings.perPacket, 2]);
});

Deno.test("hear: with the buddy system a suspect is told that it is one, though no rumour is left", () => {
  const s = member(4);
  s.known.set(1, { status: "suspect", incarnation: 3, by: 2 });
  assertEquals(newsFor(plain, s, 1, null), []);
  assertEquals(newsFor(guarded, s, 1, null), [
    { member: 1, status: "suspect", incarnation: 3, by: 2 },
  ]);
  assertEquals(newsFor(guarded, s, 2, null), []);
});

Deno.test("hear: a member doubts itself when it is accused, and not when it hears how it was in a former life", () => {
  const doubts = (status: Status) => {
    const s = member(4);
    hear(guarded, s, { member: 0, status, incarnation: 5, by: 1 }, io);
    return [s.incarnation, s.awareness];
  };
  const statuses = ["alive", "suspect", "dead"] as const;
  assertEquals(statuses.map(doubts), [[6, 0], [6, 1], [6, 1]]);
});

Deno.test("hear: who refutes an accusation saves its incarnation, and through whom it joined as before", () => {
  const s = Object.assign(member(4), { contacts: [2, 3] }), saved: Saved[] = [];
  const saving = { ...io, save: (record: Saved) => void saved.push(record) } as SwimIo;
  hear(plain, s, { member: 0, status: "suspect", incarnation: 0, by: 1 }, saving);
  assertEquals(saved, [{ incarnation: 1, member: true, contacts: [2, 3] }]);
});

Deno.test("hear: who is no member says nothing, whatever it is told by members", () => {
  const protocol = swim({ members: 1 }), at = { self: 1, nodes: 3 };
  const { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  const packet = { incarnation: 0, news: [] };
  for (
    const message of [
      { type: "ping", sequence: 1, relay: null, ...packet },
      { type: "ack", sequence: 1, relay: { node: 0, sequence: 1 }, ...packet },
      { type: "ping-req", sequence: 1, target: 2, ...packet },
      { type: "sync", ...packet },
    ] as const
  ) {
    assertEquals(step(protocol, state, { kind: "message", from: 0, message }, at).effects, []);
  }
});
