import { assert, assertEquals } from "@std/assert";
import { StepIo } from "../../../model/step_io.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { updated } from "../crdt.ts";
import type { Saved, Timer } from "../gossip/messages.ts";
import {
  type Message,
  type Registers,
  registers,
  type Request,
  sessionRegisters,
  type Stamped,
} from "./session.ts";

const write = (key: string, value: number, after: Request["after"] = new Map()): Request => ({
  type: "write",
  key,
  value,
  after,
});
const read = (key: string, after: Request["after"] = new Map()): Request => ({
  type: "read",
  key,
  after,
});

const newWorld = (nodes: number) =>
  new World({
    protocol: sessionRegisters({ names: 1 }),
    nodes,
    seed: 1,
    network: { latency: constant(1) },
  });

/** The values of a register at a replica. */
const valuesOf = (crdt: Registers, key: string) =>
  (registers.value(crdt).get(key) ?? []) as readonly Stamped[];

Deno.test("who is asked more often than there are rounds tells others all the same", () => {
  for (const everyMs of [5, 20, 49]) {
    const world = newWorld(3), counts = () => world.states.map((s) => valuesOf(s!.copy.crdt, "x"));
    for (let i = 1; i * everyMs <= 3000; i++) {
      world.tell(0, write("x", i));
      world.run(everyMs);
    }
    const [own, ...others] = counts().map(([only]) => (only?.value ?? 0) as number);
    for (const other of others) {
      assert(own! - other <= 60 / everyMs + 1, `every ${everyMs} ms: ${other} of ${own}`);
    }
  }
});

Deno.test("all who wait for one write are served when it comes, and those who wait for more are not", () => {
  const world = newWorld(2);
  world.inject({ kind: "partition", at: 0, forMs: 500, sides: [[0], [1]] });
  world.tell(1, write("x", 1));
  const first = new Map([["1.0", 1]]);
  for (const each of [read("x", first), write("y", 1, first), read("y", first)]) {
    world.tell(0, each);
  }
  world.tell(0, read("x", new Map([["1.0", 2]])));
  world.run(400);
  assertEquals(world.states[0]!.parked.length, 4);
  world.run(600);
  assertEquals(world.states[0]!.parked.map(({ request }) => request.after), [
    new Map([["1.0", 2]]),
  ]);
  assertEquals(valuesOf(world.states[0]!.copy.crdt, "y").length, 1);
});

Deno.test("however many wait, they are served in the order in which they came", () => {
  const many = 20_000, protocol = sessionRegisters({ names: 1 });
  const ioOf = () => new StepIo<Message, Timer, Saved<Registers>>({ self: 0, nodes: 2 });
  const s = protocol.start(ioOf(), []), after = new Map([["1.0", 1]]), io = ioOf();
  for (let i = 0; i < many; i++) s.parked.push({ client: 2 + i, request: read("x", after) });
  const stamped: Stamped = { value: 1, time: 1, by: "1.0" };
  const state = registers.update(registers.init(), "1.0", {
    type: "update",
    key: "x",
    update: { type: "write", value: stamped },
  });
  const told = { type: "deltas", name: "1.0", receiver: null, session: 1, upTo: 1, state } as const;
  protocol.upon.deltas(s, { ...told, from: 1 }, io);
  const served = io.effects.flatMap((each) => each.kind === "answer" ? [each.client] : []);
  assertEquals(served, Array.from({ length: many }, (_, i) => 2 + i));
  assertEquals(s.parked.length, 0);
});

Deno.test("a write over concurrent ones is later than each of them", () => {
  for (const times of [[5, 9], [9, 5]]) {
    const siblings = times.map((time, i) =>
      updated(registers, registers.init(), `${i}`, {
        type: "update",
        key: "x",
        update: { type: "write", value: { value: time, time, by: `${i}` } satisfies Stamped },
      })
    ) as [Registers, Registers];
    const crdt = registers.merge(...siblings), protocol = sessionRegisters();
    const ioOf = () => new StepIo<Message, Timer, Saved<Registers>>({ self: 0, nodes: 3 });
    const s = protocol.start(ioOf(), [{ name: "2", sessions: 0, crdt }]);
    protocol.upon.write(s, { ...write("x", 1) as Request & { type: "write" }, from: 3 }, ioOf());
    assertEquals(valuesOf(s.copy.crdt, "x").map(({ time }) => time), [10], `${times}`);
  }
});
