import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { StreamId } from "./frames.ts";
import { Multiplexer } from "./multiplexer.ts";
import { Pair, type Side, type SideName } from "./pair_test.ts";

const bytes = (length: number, fill = 0) => new Uint8Array(length).fill(fill);

const move = fc.tuple(
  fc.constantFrom("open", "write", "write", "end", "reset", "consume", "consume", "resize"),
  fc.constantFrom<SideName>("client", "server"),
  fc.nat(),
  fc.nat({ max: 80 }),
);
const flow = fc.tuple(
  fc.constantFrom("send", "send", "arrive", "arrive"),
  fc.constantFrom<SideName>("client", "server"),
  fc.constant(0),
  fc.constant(0),
);

/** What both sides wrote to each stream, and what became of it. */
class Conversation {
  readonly pair = new Pair({
    frameBytes: 16,
    mostStreams: 4,
    windows: { stream: 40, connection: 64 },
  });
  readonly #wrote = {
    client: new Map<StreamId, number[]>(),
    server: new Map<StreamId, number[]>(),
  };
  readonly #open = { client: new Set<StreamId>(), server: new Set<StreamId>() };
  readonly #broken = new Set<StreamId>();

  act(what: string, name: SideName, which: number, n: number): void {
    const side = this.pair[name], { machine } = side, open = [...this.#open[name]];
    const stream = open[which % Math.max(1, open.length)];
    if (what === "send") this.pair.send(name);
    else if (what === "arrive") this.#arrive(name, side);
    else if (what === "resize") machine.resize(n);
    else if (what === "open") this.#open[name].add(machine.open()!);
    else if (what === "consume") this.#consume(name, which, n);
    else if (stream === undefined) return;
    else if (what === "reset") {
      machine.reset(stream);
      this.#over(stream);
    } else {
      const written = this.#wrote[name].get(stream) ?? [], more = bytes(n, written.length);
      this.#wrote[name].set(stream, [...written, ...more]);
      machine.write(stream, more, what === "end");
      if (what === "end") this.#open[name].delete(stream);
    }
  }

  /** Everything is written to its end and read: whatever was not broken off has come as it was written. */
  end(): void {
    const { client, server } = this.pair;
    for (const name of ["client", "server"] as const) this.pair[name].machine.resize(40);
    for (let round = 0; round < 3; round++) {
      this.pair.settle();
      for (const side of [client, server]) this.#hear(side);
      for (const name of ["client", "server"] as const) {
        while (this.#open[name].size > 0) this.act("end", name, 0, 5);
      }
    }
    this.pair.settle();
    assertEquals([client.machine.streams, server.machine.streams], [0, 0]);
    for (const [name, other] of [["client", server], ["server", client]] as const) {
      for (const [stream, written] of this.#wrote[name]) {
        if (!this.#broken.has(stream)) assertEquals(other.got.get(stream) ?? [], written);
      }
    }
    this.pair.assertAlive(3 * 64);
  }

  #consume(name: SideName, which: number, n: number): void {
    const unread = [...this.pair[name].unread].filter(([, bytes]) => bytes > 0);
    const [stream, most] = unread[which % Math.max(1, unread.length)] ?? [];
    if (stream !== undefined) this.pair.consume(name, stream, Math.min(n, most!));
  }

  #arrive(name: SideName, side: Side): void {
    const before = side.events.length;
    this.pair.arrive(name);
    this.#hear(side, before);
  }

  #hear(side: Side, from = 0): void {
    const name = side === this.pair.client ? "client" : "server";
    for (const event of side.events.slice(from)) {
      if (event.type === "opened" && !this.#wrote[name].has(event.stream)) {
        this.#open[name].add(event.stream);
        this.#wrote[name].set(event.stream, []);
      } else if (event.type === "over") this.#over(event.stream);
    }
  }

  #over(stream: StreamId): void {
    this.#broken.add(stream);
    this.#open.client.delete(stream);
    this.#open.server.delete(stream);
  }
}

Deno.test("whatever both sides do: bytes come as they were written, and in the end nothing is stuck", () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(fc.array(fc.oneof(move, flow), { maxLength: 120, size: "max" }), (steps) => {
      const conversation = new Conversation();
      for (const [what, name, which, n] of steps) {
        conversation.act(what, name, which, n);
        conversation.pair.check();
      }
      conversation.end();
      for (
        const { type } of [...conversation.pair.client.events, ...conversation.pair.server.events]
      ) {
        seen.set(type, (seen.get(type) ?? 0) + 1);
      }
    }),
    { numRuns: 800 },
  );
  for (const type of ["opened", "data", "over"]) assert(seen.get(type)! > 1000, Deno.inspect(seen));
});

Deno.test("turns are fair: a stream with much to say does not keep others waiting", () => {
  const machine = new Multiplexer({ dials: true, frameBytes: 10 });
  const streams = [1, 2, 3, 4].map(() => machine.open()!);
  const [long, ...short] = streams as [number, number, number, number];
  machine.write(long, bytes(1000), true);
  for (const stream of short) machine.write(stream, bytes(20), true);
  for (let i = 0; i < 4; i++) assertEquals(machine.next()?.type, "open");
  const order = Array.from({ length: 10 }, () => (machine.next() as { stream: number }).stream);
  assertEquals(order, [1, 3, 5, 7, 1, 3, 5, 7, 1, 1]);
});

Deno.test("the end of a stream needs no credit", () => {
  const pair = new Pair({ windows: { stream: 5, connection: 5 } });
  const [a, b] = [pair.client.machine.open()!, pair.client.machine.open()!];
  pair.client.machine.write(a, bytes(9));
  pair.client.machine.write(b, bytes(0), true);
  pair.settle(false);
  assert(
    pair.server.events.some((event) => event.type === "data" && event.stream === b && event.end),
  );
  assertEquals(pair.client.machine.queued(a), 4);
});

Deno.test("a size that grows sets free what waited for it", () => {
  const pair = new Pair({ windows: { stream: 0 } });
  const stream = pair.client.machine.open()!;
  pair.client.machine.write(stream, bytes(7), true);
  pair.settle();
  assertEquals(pair.client.machine.queued(stream), 7);
  pair.server.machine.resize(7);
  pair.settle();
  assertEquals(pair.server.got.get(stream)?.length, 7);
});

Deno.test("only what was refused is untouched", () => {
  for (const why of ["cancelled", "breach", "refused"] as const) {
    const pair = new Pair();
    const stream = pair.client.machine.open()!;
    pair.settle();
    pair.server.machine.reset(stream, why);
    pair.settle();
    const untouched = why === "refused";
    assertEquals(pair.client.events, [{ type: "over", stream, why, untouched }]);
  }
});

Deno.test("half-close: who has said all can still be told everything", () => {
  const pair = new Pair({ windows: { stream: 5, connection: 5 } });
  const stream = pair.client.machine.open()!;
  pair.client.machine.write(stream, bytes(1), true);
  pair.settle();
  assertThrows(
    () => pair.client.machine.write(stream, bytes(1)),
    Error,
    "an open stream is required",
  );
  for (let i = 0; i < 10; i++) {
    pair.server.machine.write(stream, bytes(7, i), i === 9);
    pair.settle();
  }
  assertEquals(pair.client.got.get(stream)?.length, 70);
  assertEquals([pair.client.machine.streams, pair.server.machine.streams], [0, 0]);
});

Deno.test("an answer that is read late keeps its stream, and its credit, until it is read", () => {
  const pair = new Pair({ windows: { stream: 50, connection: 50 } });
  const stream = pair.client.machine.open()!;
  pair.client.machine.write(stream, bytes(1), true);
  pair.settle();
  pair.server.machine.write(stream, bytes(50), true);
  pair.settle(false);
  const next = pair.client.machine.open()!;
  pair.client.machine.write(next, bytes(1), true);
  pair.settle(false);
  pair.server.machine.write(next, bytes(1), true);
  pair.settle(false);
  assertEquals([pair.client.got.get(next), pair.server.machine.queued(next)], [undefined, 1]);
  pair.settle();
  assertEquals(pair.client.got.get(next), [0]);
});

Deno.test("streams above the limit are refused, and can be asked again", () => {
  const pair = new Pair({ mostStreams: 2 });
  for (let i = 0; i < 3; i++) pair.client.machine.open();
  pair.settle();
  assertEquals(pair.client.events, [{ type: "over", stream: 5, why: "refused", untouched: true }]);
  pair.client.machine.reset(1);
  pair.client.machine.open();
  pair.settle();
  assertEquals(pair.server.machine.streams, 2);
});
