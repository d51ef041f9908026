import { assertEquals, assertThrows } from "@std/assert";
import { Breach } from "../breach.ts";
import { Multiplexer } from "./multiplexer.ts";

const bytes = (length: number) => new Uint8Array(length);

Deno.test("floods: a side that makes us answer and never reads is a breach", () => {
  const machine = new Multiplexer({ dials: false, mostStreams: 0 });
  const flood = (next: (i: number) => void) => {
    for (let i = 0; i < 10_000; i++) next(i);
  };
  const wrong = "at most 1000 answers may wait";
  assertThrows(() => flood((token) => machine.receive({ type: "ping", token })), Breach, wrong);
  const refuses = new Multiplexer({ dials: false, mostStreams: 0 });
  const open = (i: number) => refuses.receive({ type: "open", stream: 2 * i + 1 });
  assertThrows(() => flood(open), Breach, wrong);
  // Who reads may ask as often as it likes.
  const reads = new Multiplexer({ dials: false });
  flood((token) => {
    reads.receive({ type: "ping", token });
    assertEquals(reads.next(), { type: "pong", token });
  });
});

Deno.test("what no side may say is a breach of the connection", () => {
  const wrong = [
    { type: "open", stream: 2 },
    { type: "open", stream: 0 },
    { type: "open", stream: 2 ** 31 + 1 },
    { type: "data", stream: 1, bytes: bytes(1), end: false },
    { type: "data", stream: 0, bytes: bytes(1), end: false },
    { type: "reset", stream: 7, why: "cancelled" },
    { type: "acknowledged" },
    { type: "window", bytes: 2 ** 31 },
    { type: "grant", stream: 0, bytes: 0 },
  ] as const;
  for (const frame of wrong) {
    const machine = new Multiplexer({ dials: false });
    assertEquals(assertThrows(() => machine.receive(frame), Breach).stream, 0, frame.type);
  }
  const machine = new Multiplexer({ dials: false });
  machine.receive({ type: "open", stream: 3 });
  assertThrows(() => machine.receive({ type: "open", stream: 1 }), Breach, "a new stream");
});

Deno.test("a breach of one stream ends that stream alone", () => {
  const machine = new Multiplexer({ dials: false, windows: { stream: 4 } });
  for (const stream of [1, 3, 5]) machine.receive({ type: "open", stream });
  machine.receive({ type: "data", stream: 1, bytes: bytes(0), end: true });
  const over = (stream: number) => [{ type: "over", stream, why: "breach", untouched: false }];
  const behind = machine.receive({ type: "data", stream: 1, bytes: bytes(1), end: false });
  assertEquals(behind, over(1) as typeof behind);
  const much = machine.receive({ type: "data", stream: 3, bytes: bytes(5), end: false });
  assertEquals(much, over(3) as typeof much);
  assertEquals(machine.receive({ type: "grant", stream: 3, bytes: 0 }), []);
  assertEquals([machine.streams, machine.violations()], [1, []]);
  assertEquals(machine.next(), { type: "reset", stream: 1, why: "breach" });
});

Deno.test("MadeYouReset, CVE-2025-8671: resets that the other side calls for by breaches are bounded", () => {
  const calls: readonly ((machine: Multiplexer, stream: number) => void)[] = [
    (machine, stream) => machine.receive({ type: "grant", stream, bytes: 0 }),
    (machine, stream) => {
      machine.receive({ type: "data", stream, bytes: bytes(1), end: true });
      machine.receive({ type: "data", stream, bytes: bytes(0), end: true });
    },
  ];
  for (const call of calls) {
    for (const reads of [false, true]) {
      const machine = new Multiplexer({ dials: false, mostStreams: 10 });
      const flood = () => {
        for (let stream = 1; stream < 20_000; stream += 2) {
          machine.receive({ type: "open", stream });
          call(machine, stream);
          if (reads) { while (machine.next() !== undefined); }
        }
      };
      // Who reads what it calls for is answered, however often.
      if (reads) flood();
      else assertThrows(flood, Breach, "at most 1000 answers may wait");
    }
  }
});

Deno.test("CVE-2019-9518: frames of data that say nothing end the connection at the 101st in a row", () => {
  const machine = new Multiplexer({ dials: false });
  for (const stream of [1, 3]) machine.receive({ type: "open", stream });
  const say = (stream: number, length: number, end = false) =>
    machine.receive({ type: "data", stream, bytes: bytes(length), end });
  const nothing = (times: number) => {
    for (let i = 0; i < times; i++) say(i % 2 === 0 ? 1 : 3, 0);
  };
  nothing(100);
  say(1, 1);
  nothing(100);
  say(3, 0, true);
  machine.reset(3);
  nothing(99);
  // The end of a stream that is over is nothing, too.
  say(3, 0, true);
  const fault = assertThrows(() => say(3, 0, true), Breach, "at most 100 empty frames");
  assertEquals(fault.stream, 0);
});

Deno.test("a side that breaks a rule on a stream of ours is told so, and that stream is over", () => {
  const machine = new Multiplexer({ dials: true }), stream = machine.open()!;
  assertEquals(machine.next(), { type: "open", stream });
  const over = { type: "over", stream, why: "breach", untouched: false } as const;
  assertEquals(machine.receive({ type: "grant", stream, bytes: 0 }), [over]);
  assertEquals([machine.streams, machine.next()], [0, { type: "reset", stream, why: "breach" }]);
});

Deno.test("a side that leaves is done only when its last words were taken", () => {
  const machine = new Multiplexer({ dials: false });
  machine.leave();
  assertEquals([machine.streams, machine.done], [0, false]);
  assertEquals(machine.next(), { type: "leaving", last: 0 });
  assertEquals(machine.done, true);
});

Deno.test("RFC 9113, 6.9.1: where a new size has left less than nothing, an end without bytes is no breach", () => {
  const machine = new Multiplexer({ dials: false, windows: { stream: 20 } });
  machine.receive({ type: "open", stream: 1 });
  machine.receive({ type: "data", stream: 1, bytes: bytes(15), end: false });
  machine.resize(5);
  assertEquals(machine.next(), { type: "window", bytes: 5 });
  machine.receive({ type: "acknowledged" });
  const say = (length: number, end: boolean) =>
    machine.receive({ type: "data", stream: 1, bytes: bytes(length), end });
  assertEquals(say(0, true), [{ type: "data", stream: 1, bytes: bytes(0), end: true }]);
  assertEquals(machine.streams, 1);
  const over = { type: "over", stream: 1, why: "breach", untouched: false } as const;
  assertEquals(say(1, false), [over]);
});
