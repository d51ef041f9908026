import { assert, assertEquals } from "@std/assert";
import { paxos } from "../../consensus/paxos/paxos.ts";
import type { Message, Saved, Timer } from "../../consensus/paxos/messages.ts";
import type { State } from "../../consensus/paxos/state.ts";
import type { TraceEvent } from "../../model/trace.ts";
import { type Deciding, undecidedRun } from "./adversary.ts";
import { courseTrace } from "./course_trace.ts";

const duel: Deciding<State, Message, Timer, Saved> = {
  protocol: paxos({ learners: "the proposer", backoffMs: 0 }),
  nodes: 3,
  asked: [[0, { type: "propose", value: "a" }], [1, { type: "propose", value: "b" }]],
  decided: (s) => s.decided,
};
const { steps, end } = undecidedRun(duel, 60)!;
const trace = courseTrace(duel, steps);

type Of<Kind extends TraceEvent["kind"]> = Extract<TraceEvent, { kind: Kind }>;
const ofKind = <Kind extends TraceEvent["kind"]>(kind: Kind) =>
  trace.filter((event): event is Of<Kind> => event.kind === kind);

Deno.test("courseTrace: nodes start at 0, and the n-th step happens after n milliseconds", () => {
  assertEquals(ofKind("start").map(({ at, node }) => [at, node]), [[0, 0], [0, 1], [0, 2]]);
  assertEquals(trace.map(({ at }) => at), trace.map(({ at }) => at).toSorted((a, b) => a - b));
  const asked = steps.filter(({ event }) => event.kind === "message" && event.from >= duel.nodes);
  assertEquals(ofKind("deliver").length + ofKind("timer").length, steps.length - asked.length);
  assertEquals(trace.at(-1)!.at, steps.length);
});

Deno.test("courseTrace: what is delivered was sent as it is; what was sent and not delivered is on its way in the end", () => {
  const sent = new Map(ofKind("send").map((event) => [event.message, event]));
  const delivered = ofKind("deliver");
  for (const { message, from, to, body, at } of delivered) {
    const send = sent.get(message)!;
    assertEquals([send.from, send.to, send.body], [from, to, body]);
    assert(send.at < at);
  }
  const underWay = [...end.pending].filter(([, event]) =>
    event.kind === "message" && event.from < duel.nodes
  );
  const arrived = new Set(delivered.map(({ message }) => message));
  assertEquals(
    [...sent.keys()].filter((message) => !arrived.has(message)).toSorted((a, b) => a - b),
    underWay.map(([number]) => number).toSorted((a, b) => a - b),
  );
});

Deno.test("courseTrace: messages of a link are counted from 1, and the last state of each node is where the course ends", () => {
  const counts = new Map<string, number>();
  for (const { from, to, nth } of ofKind("send")) {
    const link = `${from} ${to}`;
    assertEquals(nth, (counts.get(link) ?? 0) + 1);
    counts.set(link, nth);
  }
  const states = ofKind("state");
  for (const [node, state] of end.states.entries()) {
    assertEquals(states.findLast((event) => event.node === node)?.state, state);
  }
});
