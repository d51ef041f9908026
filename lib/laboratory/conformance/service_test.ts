import { assert, assertEquals } from "@std/assert";
import type { Protocol } from "../../model/protocol.ts";
import { type AnyProtocol, type AnyWorld, run, type Service } from "./service.ts";

interface Ask {
  readonly type: "ask";
}

const protocol: Protocol<null, Ask> = {
  start: () => null,
  upon: { ask: (_, { from }, io) => io.answer(from, "done") },
};

const service: Service<string, unknown> = {
  name: "yes",
  nodes: 2,
  protocol: protocol as unknown as AnyProtocol,
  ask: () => ({ type: "ask" }),
  answer: (result) => result,
  clients: "wander",
  endures: [],
  duplicates: false,
};

Deno.test("whoever wants to see the runs of a service sees them at their end, with their traces", () => {
  const seen: (readonly [AnyWorld, number])[] = [];
  const shown = (world: AnyWorld, seed: number) => void seen.push([world, seed]);
  const how = { workload: [[{ input: "a" }]], seed: 3, forMs: 500 };
  const { world, history } = run({ ...service, shown }, how);
  assertEquals(history.map(({ outcome }) => outcome), ["ok"]);
  assertEquals(seen, [[world, 3]]);
  assert(world.trace.some(({ kind }) => kind === "ok"));
  assertEquals(run(service, how).world.trace, []);
});
