import { assert, assertEquals } from "@std/assert";
import { constant } from "./latency.ts";
import { type Message, type Noter, noter, noterWith, ofKind } from "./noter_test.ts";
import type { WorldOptions } from "./scenario.ts";
import { World } from "./world.ts";

type Options = WorldOptions<
  { notes: string[] },
  Message,
  { type: "tick" | "tock"; text: string },
  string
>;

function world(protocol: Noter, options: Partial<Options> = {}) {
  return new World({ protocol, nodes: 2, seed: 1, ...options });
}

Deno.test("a timer fires after its delay, once", () => {
  const w = world(noterWith((io) => io.wait(5, { type: "tick", text: "tick" })));
  w.run(100);
  assertEquals(ofKind(w.trace, "timer").map(({ at, node }) => [at, node]), [[5, 0]]);
  assertEquals(w.states[0], { notes: ["tick"] });
});

Deno.test("a timer replaces the pending one of the same type, and of no other", () => {
  const w = world(noterWith((io) => {
    io.wait(5, { type: "tick", text: "first" });
    io.wait(6, { type: "tock", text: "other" });
    io.wait(9, { type: "tick", text: "second" });
  }));
  w.run(100);
  assertEquals(w.states[0], { notes: ["other", "second"] });
});

Deno.test("a cancelled timer does not fire, and can be started again", () => {
  const w = world(noterWith((io) => {
    io.wait(5, { type: "tick", text: "never" });
    io.wait(5, { type: "tock", text: "fires" });
    io.cancel("tick");
    io.wait(7, { type: "tick", text: "again" });
    io.wait(8, { type: "tick", text: "again" });
    io.cancel("tock");
  }));
  w.run(100);
  assertEquals(w.states[0], { notes: ["again"] });
});

Deno.test("the same timer may be started from its own handler", () => {
  const w = world({
    ...noterWith((io) => io.wait(10, { type: "tick", text: "tick" })),
    after: {
      ...noter.after!,
      tick(s, timer, io) {
        s.notes.push(String(io.now()));
        io.wait(10, { ...timer });
      },
    },
  });
  w.run(35);
  assertEquals(w.states[0], { notes: ["10", "20", "30"] });
});

Deno.test("timers do not survive a crash", () => {
  const w = world(noterWith((io) => io.wait(5, { type: "tick", text: "tick" })), {
    faults: [{ kind: "crash", at: 2, node: 0, downMs: 1 }],
  });
  w.run(4);
  assert(w.states[0] !== undefined, "the node is back before its old timer was due");
  // The restart began the timer anew, as the journal is empty.
  w.run(96);
  assertEquals(ofKind(w.trace, "timer").map((event) => event.at), [8]);
});

Deno.test("a timer counts ticks of the node's own clock, and jumps do not move it", () => {
  const w = world(noterWith((io) => io.wait(10, { type: "tick", text: "tick" })), {
    clocks: { set: [{ driftPpm: 250_000, offsetMs: 500 }] },
    faults: [{ kind: "clock", at: 1, node: 0, jumpMs: 1000 }],
  });
  w.run(100);
  assertEquals(ofKind(w.trace, "timer").map((event) => event.at), [8]);
});

Deno.test("a node reads its own clock: offset, drift and jump", () => {
  const w = world({
    ...noterWith((io) => io.send(1, { type: "note", text: "" })),
    upon: { note: (s, _, io) => void s.notes.push(String(io.now())) },
  }, {
    network: { latency: constant(8) },
    clocks: { set: [{}, { driftPpm: 500_000, offsetMs: 100 }] },
    faults: [{ kind: "clock", at: 4, node: 1, jumpMs: -50 }],
  });
  w.run(10);
  assertEquals(w.states[1], { notes: ["62"] });
});

Deno.test("a timer is copied when it is started", () => {
  const timer = { type: "tick" as const, text: "as it was" };
  const w = world(noterWith((io) => {
    io.wait(5, timer);
    timer.text = "as it became";
  }));
  w.run(10);
  assertEquals(w.states[0], { notes: ["as it was"] });
});

const saving = noterWith((io) => {
  io.send(1, { type: "note", text: "sent" });
  io.save("saved");
});

Deno.test("a send leaves only when what its step saved is durable, whichever came first", () => {
  const w = world(saving, { disk: { fsync: constant(10) } });
  w.run(100);
  const [send] = ofKind(w.trace, "send");
  assertEquals(send!.at, 10);
});

Deno.test("what a later step sends queues behind what waits for the disk", () => {
  const w = world(
    {
      ...saving,
      start(io, journal) {
        io.wait(4, { type: "tick", text: "" });
        return saving.start(io, journal);
      },
      after: {
        ...noter.after!,
        tick: (_s, _t, io) => io.self === 0 && io.send(1, { type: "note", text: "later" }),
      },
    },
    { disk: { fsync: constant(10) } },
  );
  w.run(100);
  assertEquals(ofKind(w.trace, "send").map((event) => event.at), [10, 10]);
  assertEquals(w.states[1], { notes: ["sent", "later"] });
});

for (
  const [unsynced, notes] of [["lost", ["begun at 6"]], ["torn", ["begun at 6"]], [
    "kept",
    [],
  ]] as const
) {
  Deno.test(`a crash before the fsync loses the send, and the record is ${unsynced}`, () => {
    const begin = noterWith((io) => {
      io.send(1, { type: "note", text: `begun at ${io.now()}` });
      io.save("saved");
    });
    const w = world(begin, {
      disk: { fsync: constant(10) },
      faults: [{ kind: "crash", at: 5, node: 0, downMs: 1, unsynced }],
    });
    w.run(100);
    const saved = unsynced === "kept";
    assertEquals(ofKind(w.trace, "crash").map(({ undone }) => undone), [saved ? undefined : 1]);
    // Who finds its record does not begin again; who lost it does, and both are as if once.
    assertEquals(w.states[0], { notes: saved ? ["saved"] : [] });
    assertEquals(w.states[1], { notes: [...notes] });
    assertEquals(ofKind(w.trace, "send").map((event) => event.at), saved ? [] : [16]);
  });
}

Deno.test("a node restarts from what it saved", () => {
  const w = world(saving, {
    faults: [{ kind: "crash", at: 50, node: 0, downMs: 10 }],
  });
  w.run(55);
  assertEquals(w.states[0], undefined);
  w.run(55);
  assertEquals(w.states[0], { notes: ["saved"] });
  assertEquals(ofKind(w.trace, "start").map((event) => [event.at, event.node, event.recovered]), [
    [0, 0, false],
    [0, 1, false],
    [60, 0, true],
  ]);
});
