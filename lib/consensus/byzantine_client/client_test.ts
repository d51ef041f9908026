import { assertEquals } from "@std/assert";
import { StepIo } from "../../model/step_io.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { isSigned, sign } from "../../security/identity/signed.ts";
import type { Asked, ClientMessage, Request, Retry } from "./messages.ts";
import { afterRetry, type ProxySettings, startProxy, uponAsk, uponReply } from "./proxy.ts";
import { answeredTo, isRequest, isServed, type LastReply, newService, serve } from "./served.ts";

const settings: ProxySettings = {
  cluster: "store",
  replicas: [0, 1, 2, 3],
  first: (view) => [view % 4],
  readsAtOnce: (command) => command === "read",
  believes: (readOnly) => readOnly ? 3 : 2,
  retryMs: 100,
  saves: () => true,
};

const world = () => new StepIo<ClientMessage, Retry, Asked>({ self: 4, nodes: 5 });
const asking = (command: string, from = 9) => ({ type: "ask", command, from }) as const;
const saying = (from: number, result: unknown, { timestamp = 1, view = 0 } = {}) =>
  ({ type: "reply", view, timestamp, result, from }) as const;

/** The answers among the effects. */
function answersOf(io: StepIo<ClientMessage, Retry, Asked>) {
  return io.effects.flatMap((effect) => effect.kind === "answer" ? [effect.result] : []);
}

/** Whom it has asked, for which request, and whether for a read without an order. */
function sentBy(io: StepIo<ClientMessage, Retry, Asked>) {
  return io.effects.flatMap((effect) => {
    if (effect.kind !== "send" || effect.message.type !== "request") return [];
    const { timestamp, readOnly } = effect.message.request.statement;
    return [`${timestamp}${readOnly ? " reads" : ""} → ${effect.to}`];
  });
}

Deno.test("a proxy believes what so many replicas say alike, each once, and nobody else", () => {
  const s = startProxy(0), io = world();
  uponAsk(settings, s, asking("a"), io);
  uponReply(settings, s, saying(3, "lie"), io);
  uponReply(settings, s, saying(3, "lie"), io);
  uponReply(settings, s, saying(0, "truth"), io);
  uponReply(settings, s, saying(7, "truth"), io);
  uponReply(settings, s, saying(1, "truth", { timestamp: 2 }), io);
  assertEquals(answersOf(io), []);
  uponReply(settings, s, saying(1, "truth"), io);
  assertEquals(answersOf(io), [{ ok: true, index: 1, result: "truth" }]);
});

Deno.test("a proxy asks one thing after the other, first those that lead, then all, and never uses a number twice", () => {
  const s = startProxy(5), io = world();
  uponAsk(settings, s, asking("a"), io);
  uponAsk(settings, s, asking("b"), io);
  const all = ["6 → 0", "6 → 1", "6 → 2", "6 → 3"];
  for (const asked of [all, [...all, ...all]]) {
    afterRetry(settings, s, io);
    assertEquals(sentBy(io), ["6 → 0", ...asked]);
  }
  const waits = io.effects.filter(({ kind }) => kind === "wait");
  assertEquals(waits.length, 3, "it goes on asking");
  assertEquals(s.questions.length, 1);
});

Deno.test("a proxy asks those that lead the lowest view that it believes in", () => {
  const s = startProxy(0), io = world();
  uponAsk(settings, s, asking("a"), io);
  uponAsk(settings, s, asking("b"), io);
  uponReply(settings, s, saying(3, "done", { view: 11 }), io);
  uponReply(settings, s, saying(0, "done", { view: 2 }), io);
  assertEquals(sentBy(io), ["1 → 0", "2 → 2"]);
});

Deno.test("a read asks all at once, and is ordered under a new number when they do not agree", () => {
  const s = startProxy(0), io = world();
  uponAsk(settings, s, asking("read"), io);
  uponReply(settings, s, saying(0, "old"), io);
  uponReply(settings, s, saying(1, "new"), io);
  uponReply(settings, s, saying(2, "new"), io);
  assertEquals(answersOf(io), []);
  afterRetry(settings, s, io);
  uponReply(settings, s, saying(3, "new"), io);
  assertEquals(answersOf(io), [], "that was about the read without an order");
  const all = [0, 1, 2, 3];
  assertEquals(sentBy(io), [
    ...all.map((to) => `1 reads → ${to}`),
    ...all.map((to) => `2 → ${to}`),
  ]);
});

Deno.test("a request has codes as long as it is answered in time, and then a signature", () => {
  const s = startProxy(0), io = world();
  uponAsk({ ...settings, codes: true }, s, asking("a"), io);
  afterRetry({ ...settings, codes: true }, s, io);
  const forms = io.effects.flatMap((effect) => {
    if (effect.kind !== "send" || effect.message.type !== "request") return [];
    const { request } = effect.message;
    return [isSigned(request) ? "signed" : request.receivers];
  });
  assertEquals(forms, [[0, 1, 2, 3], "signed", "signed", "signed", "signed"]);
});

Deno.test("a request takes effect once, and its client may ask for the last answer again", () => {
  const s = newService(listMachine);
  const isNew = (timestamp: number, last: LastReply | undefined) =>
    timestamp > (last?.timestamp ?? 0);
  const request = (timestamp: number) =>
    sign<Request>({ self: 4 }, {
      kind: "request",
      cluster: "store",
      timestamp,
      command: "a",
      readOnly: false,
    });
  const first = { timestamp: 1, result: 1 };
  assertEquals(serve(listMachine, s, request(1), 1, isNew), first);
  assertEquals(serve(listMachine, s, request(1), 2, isNew), undefined);
  assertEquals(answeredTo(s.served, request(1)), first);
  assertEquals(serve(listMachine, s, request(3), 2, isNew)?.result, 2);
  assertEquals(serve(listMachine, s, request(2), 3, isNew), undefined);
  assertEquals(answeredTo(s.served, request(1)), undefined);
  assertEquals([2, 3, 4].map((each) => isServed(s.served, request(each))), [true, true, false]);
});

Deno.test("nobody asks for another service, as a replica or without a number", () => {
  const asked: Request = {
    kind: "request",
    cluster: "store",
    timestamp: 1,
    command: "a",
    readOnly: false,
  };
  const judged = (self: number, change: object) =>
    isRequest(sign({ self }, { ...asked, ...change }), "store", (node) => node < 4);
  assertEquals(judged(4, {}), true);
  assertEquals(judged(4, { cluster: "bank" }), false);
  assertEquals(judged(4, { kind: "vote" }), false);
  assertEquals(judged(3, {}), false);
  assertEquals(judged(4, { timestamp: 0 }), false);
  assertEquals(judged(4, { timestamp: 0.5 }), false);
  assertEquals(judged(4, { readOnly: "yes" }), false);
});
