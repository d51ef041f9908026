import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { restless, SPAN_MS, worlds } from "../sim/world_arbitrary_test.ts";
import { World } from "../sim/world.ts";
import { nested, withoutChance, wrapped } from "./nested.ts";
import type { Io, Protocol } from "./protocol.ts";

Deno.test("an adapter that changes nothing changes no run", () => {
  const same = wrapped(restless, (io) => nested(io, {}));
  fc.assert(
    fc.property(worlds, (options) => {
      const digests = [restless, same].map((protocol) => {
        const world = new World({ ...options, protocol });
        world.run(2 * SPAN_MS);
        return world.digest();
      });
      assertEquals(digests[0], digests[1]);
    }),
    { seed: 4, numRuns: 100 },
  );
});

Deno.test("a wrapped protocol keeps its handlers, its compaction, and what it lacks", () => {
  type Never = { readonly type: "never" };
  const bare: Protocol<null, Never> = { start: () => null, upon: { never() {} } };
  assertEquals(Object.keys(wrapped(bare, (io) => io)), ["start", "upon"]);
  const folding = { ...bare, after: {}, compact: () => [7] } as Protocol<
    null,
    Never,
    never,
    number
  >;
  const same = wrapped(folding, (io) => io);
  assertEquals(Object.keys(same).sort(), ["after", "compact", "start", "upon"]);
  assertEquals(same.compact!([1, 2]), [7]);
});

Deno.test("each thing that a protocol asks for can be changed, and only that", () => {
  type All = Io<{ type: "m" }, { type: "t" }, string>;
  const seen: unknown[] = [];
  const note = (name: string) => (...given: unknown[]) => void seen.push([name, ...given]);
  const outer: All = {
    self: 1,
    peers: [0, 1],
    now: () => 5,
    choose: (n) => n - 1,
    send: note("send"),
    answer: note("answer"),
    wait: note("wait"),
    cancel: note("cancel"),
    save: note("save"),
  };
  const changes: Partial<All>[] = [
    {},
    { self: 0 },
    { peers: [0] },
    { now: () => 6 },
    { choose: () => 0 },
    { send: note("sent") },
    { answer: note("answered") },
    { wait: note("waited") },
    { cancel: note("cancelled") },
    { save: note("saved") },
  ];
  const told = changes.map((own) => {
    seen.length = 0;
    const io = nested(outer, own);
    io.send(0, { type: "m" }, "ahead");
    io.answer(2, "a", "ahead");
    io.wait(3, { type: "t" });
    io.cancel("t", 4);
    io.save("r");
    return [io.self, io.peers.length, io.now(), io.choose(9), ...seen.map(String)];
  });
  const plain = [
    1,
    2,
    5,
    8,
    "send,0,[object Object],ahead",
    "answer,2,a,ahead",
    "wait,3,[object Object]",
  ];
  assertEquals(told[0], [...plain, "cancel,t,4", "save,r"]);
  told.slice(1).forEach((each, place) => {
    const differing = each.flatMap((item, i) => item === told[0]![i] ? [] : [i]);
    assertEquals(differing, [place]);
  });
});

Deno.test("where nothing is drawn, every choice is the first", () => {
  const drawing: Protocol<number, never, never, never> = { start: (io) => io.choose(7), upon: {} };
  const io = { self: 0, peers: [0], choose: (n: number) => n - 1 } as unknown as Io<
    never,
    never,
    never
  >;
  assertEquals(drawing.start(io, []), 6);
  assertEquals(withoutChance(drawing).start(io, []), 0);
});
