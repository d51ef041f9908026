import { assertEquals, assertStringIncludes } from "@std/assert";
import { setImmediate } from "node:timers";
import { decodePlain } from "../codec/decode_plain.ts";
import { readPlain } from "../codec/decode_plain.ts";
import { ByteReader } from "../codec/byte_reader.ts";
import { encodePlain } from "../codec/encode_plain.ts";
import type { Plain } from "../model/plain.ts";
import type { Io, Protocol } from "../model/protocol.ts";
import { Draws } from "./draws.ts";
import { HostedNode, type NodeWorld } from "./node.ts";

interface State {
  readonly log: Plain[];
}
type Message = { type: "do"; what: string } | { type: "note"; items: Plain[] };
type Timer = { type: "tick"; items: Plain[] };
type ThisIo = Io<Message, Timer, Plain>;

/** What a handler may do; each is the name of what a "do" asks for. */
const deeds: Record<string, (s: State, io: ThisIo) => void> = {
  send: (s, io) => io.send(1, { type: "note", items: s.log }),
  self: (s, io) => io.send(0, { type: "note", items: s.log }),
  save: (s, io) => io.save(s.log),
  saveTwice: (_, io) => (io.save("one"), io.save("two"), io.answer(7, "saved")),
  saveThenChange: (s, io) => (io.save(s.log), s.log.push("later")),
  throwLate: (s, io) => (io.send(1, { type: "note", items: [] }), io.save(s.log), fail()),
  saveAndGoAhead: (_, io) => {
    io.save("one");
    io.answer(7, "behind");
    io.answer(8, "ahead", "ahead");
    io.send(1, { type: "note", items: [] }, "ahead");
  },
  stranger: (_, io) => io.send(3, { type: "note", items: [] }),
  answerNode: (_, io) => io.answer(2, "hello"),
  chooseNothing: (_, io) => void io.choose(0),
  waitBackwards: (s, io) => io.wait(-1, { type: "tick", items: s.log }),
  wait: (s, io) => io.wait(0, { type: "tick", items: s.log }),
  waitAndCancel: (s, io) => (io.wait(0, { type: "tick", items: s.log }), io.cancel("tick")),
};

function fail(): never {
  throw new Error("a bug");
}

const protocol: Protocol<State, Message, Timer, Plain> = {
  start: (_, journal) => ({ log: [...journal] }),
  upon: {
    do: (s, { what }, io) => deeds[what]!(s, io),
    note: (s, { from, items }) => void s.log.push(from, items),
  },
  after: { tick: (s, { items }) => void s.log.push("tick", items) },
};

/** A node whose world writes everything down. */
function setUp(journal: readonly Plain[] = []) {
  const seen: unknown[] = [];
  const world: NodeWorld<Message> = {
    nodes: 3,
    draws: new Draws(Uint32Array.of(1, 2, 3)),
    commit(records, leave) {
      if (records !== undefined) seen.push(["saved", ...all(records)]);
      leave?.();
    },
    pack: (_, message) => ({ bytes: encodePlain(message), encoding: "plain", lane: "urgent" }),
    send: (to, { bytes }) => seen.push([to, decodePlain(bytes)]),
    answer: (address, result) => seen.push([address, decodePlain(result)]),
    failed: (where, error) => seen.push([where, String(error)]),
  };
  const node = new HostedNode(0, protocol, world);
  node.start(journal);
  return { node, seen, tell: (what: string) => node.receive(9, { type: "do", what }) };
}

function all(bytes: Uint8Array): Plain[] {
  const reader = new ByteReader(bytes), list: Plain[] = [];
  while (reader.left > 0) list.push(readPlain(reader));
  return list;
}

/** A turn of the loop later. Where it stood still, timers come before what is to happen in the next turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(() => setImmediate(resolve), 5));
}

Deno.test("a step's messages and answers leave after its records, which go together", () => {
  const { seen, tell } = setUp(["x"]);
  tell("send");
  tell("saveTwice");
  assertEquals(seen, [
    [1, { type: "note", items: ["x"] }],
    ["saved", "one", "two"],
    [7, "saved"],
  ]);
});

Deno.test("what goes ahead does not wait for the step's records", () => {
  const { seen, tell } = setUp();
  tell("saveAndGoAhead");
  assertEquals(seen, [
    [8, "ahead"],
    [1, { type: "note", items: [] }],
    ["saved", "one"],
    [7, "behind"],
  ]);
});

Deno.test("what is saved is as it was at that moment", () => {
  const { node, seen, tell } = setUp(["x"]);
  tell("saveThenChange");
  assertEquals(seen, [["saved", ["x"]]]);
  assertEquals(node.state, { log: ["x", "later"] });
});

Deno.test("a message to itself comes as a step of its own, and is a copy", async () => {
  const { node, tell } = setUp(["x"]);
  tell("self");
  assertEquals(node.state, { log: ["x"] });
  await nextTurn();
  assertEquals(node.state, { log: ["x", 0, ["x"]] });
});

Deno.test("a timer fires once, with a copy of what it was given; a cancelled one does not", async () => {
  const { node, tell } = setUp(["x"]);
  tell("waitAndCancel");
  await nextTurn();
  assertEquals(node.state, { log: ["x"] });
  tell("wait");
  tell("wait");
  await nextTurn();
  assertEquals(node.state, { log: ["x", "tick", ["x"]] });
});

Deno.test("a node that has stopped takes no step", async () => {
  const { node, seen, tell } = setUp();
  tell("self");
  tell("wait");
  node.stop();
  tell("send");
  await nextTurn();
  assertEquals([node.state, seen, node.steps], [{ log: [] }, [], 3]);
});

Deno.test("a handler that throws stops the node, and nothing of its step leaves", () => {
  const { seen, tell } = setUp();
  tell("throwLate");
  tell("send");
  assertEquals(seen, [['upon "do"', "Error: a bug"]]);
});

const wrong: Record<string, string> = {
  stranger: "its receiver must be a node from 0 to 2: given 3",
  answerNode: "the return address of a client (3 or more): given 2",
  chooseNothing: "the number of choices must be 1 or more: given 0",
  waitBackwards: 'delay of timer "tick" because it must be at least 0: given -1',
};

for (const [deed, words] of Object.entries(wrong)) {
  Deno.test(`a handler may not do this: ${deed}`, () => {
    const { seen, tell } = setUp();
    tell(deed);
    assertStringIncludes(String(seen[0]), words);
  });
}

Deno.test("only types that have a handler of their own are taken", () => {
  const { node } = setUp();
  assertEquals(["do", "note", "toString", "tick"].map((type) => node.takes(type)), [
    true,
    true,
    false,
    false,
  ]);
});

Deno.test("draws are even enough, and the same from the same seed", () => {
  const draws = new Draws(Uint32Array.of(1, 2, 3)), again = new Draws(Uint32Array.of(1, 2, 3));
  const counts = [0, 0, 0, 0, 0];
  for (let i = 0; i < 5000; i++) {
    const draw = draws.below(5);
    assertEquals(again.below(5), draw);
    counts[draw]!++;
  }
  assertEquals(counts.every((count) => count > 900 && count < 1100), true);
  assertEquals(Draws.seed().length, 3);
});
