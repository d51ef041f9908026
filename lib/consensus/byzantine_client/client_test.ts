import { assertEquals } from "@std/assert";
import { StepIo } from "../../model/step_io.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { sign } from "../../security/identity/signed.ts";
import type { Asked, ClientMessage, Retransmit } from "./messages.ts";
import {
  afterRetransmit,
  type ProxySettings,
  startProxy,
  uponOperation,
  uponReply,
} from "./proxy.ts";
import { isRequest, isServed, newService, serve } from "./served.ts";

const settings: ProxySettings = {
  cluster: "store",
  replicas: [0, 1, 2, 3],
  first: [0],
  believes: 2,
  retransmitMs: 100,
};

const world = () => new StepIo<ClientMessage, Retransmit, Asked>({ self: 4, nodes: 5 });
const isNew = (sequence: number, last: number) => sequence > last;
const saying = (from: number, result: unknown, sequence = 1) =>
  ({ type: "reply", sequence, index: 1, result, from }) as const;

/** The answers among the effects. */
function answersOf(io: StepIo<ClientMessage, Retransmit, Asked>) {
  return io.effects.flatMap((effect) => effect.kind === "answer" ? [effect.result] : []);
}

Deno.test("a proxy believes what f + 1 replicas say alike, each once, and nobody else", () => {
  const s = startProxy([]), io = world();
  uponOperation(settings, s, "a", 9, io);
  uponReply(settings, s, saying(3, "lie"), io);
  uponReply(settings, s, saying(3, "lie"), io);
  uponReply(settings, s, saying(0, "truth"), io);
  uponReply(settings, s, saying(7, "truth"), io);
  uponReply(settings, s, saying(1, "truth", 2), io);
  assertEquals(answersOf(io), []);
  uponReply(settings, s, saying(1, "truth"), io);
  assertEquals(answersOf(io), [{ ok: true, index: 1, result: "truth" }]);
});

Deno.test("a proxy asks one thing after the other, first those it is told, then all, and never uses a number twice", () => {
  const s = startProxy([{ type: "asked", sequence: 5 }]), io = world();
  uponOperation(settings, s, "a", 9, io);
  uponOperation(settings, s, "b", 10, io);
  afterRetransmit(settings, s, io);
  const sent = io.effects.flatMap((effect) =>
    effect.kind === "send" && effect.message.type === "request"
      ? [[effect.to, effect.message.request.statement.sequence]]
      : []
  );
  assertEquals(sent, [[0, 6], [0, 6], [1, 6], [2, 6], [3, 6]]);
  assertEquals(s.queue.length, 1);
});

Deno.test("a request takes effect once, and its client may ask for the last answer again", () => {
  const s = newService(listMachine);
  const request = { cluster: "store", client: 4, sequence: 1, command: "a" };
  assertEquals(serve(listMachine, s, request, isNew), { sequence: 1, index: 1, result: 1 });
  assertEquals(serve(listMachine, s, request, isNew), { sequence: 1, index: 1, result: 1 });
  assertEquals(serve(listMachine, s, { ...request, sequence: 3 }, isNew)?.result, 2);
  assertEquals(serve(listMachine, s, { ...request, sequence: 2 }, isNew), undefined);
  assertEquals([isServed(s, request), isServed(s, { ...request, sequence: 4 })], [true, false]);
});

Deno.test("nobody asks in another's name, for another service, as a replica or without a number", () => {
  const asked = { cluster: "store", client: 4, sequence: 1, command: "a" };
  const judged = (self: number, change: object) =>
    isRequest(sign({ self }, { ...asked, ...change }), "store", [0, 1, 2, 3]);
  assertEquals(judged(4, {}), true);
  assertEquals(judged(5, {}), false);
  assertEquals(judged(4, { cluster: "bank" }), false);
  assertEquals(judged(3, { client: 3 }), false);
  assertEquals(judged(4, { sequence: 0 }), false);
  assertEquals(judged(4, { sequence: 0.5 }), false);
});
