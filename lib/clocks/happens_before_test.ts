import { assertEquals } from "@std/assert";
import type { Protocol } from "../model/protocol.ts";
import { constant } from "../sim/latency.ts";
import { World } from "../sim/world.ts";
import { happensBefore } from "./happens_before.ts";

Deno.test("where times are bounded, silence tells a node what did not happen before", () => {
  /** Node 0 tosses at 1 ms and tells only heads; node 1 says at 10 ms what it was. */
  const said = (toss: "heads" | "tails") => {
    const protocol: Protocol<{ said: string }, { type: "heads" }, { type: "toss" | "decide" }> = {
      start(io) {
        io.wait(io.self === 0 ? 1 : 10, { type: io.self === 0 ? "toss" : "decide" });
        return { said: "tails" };
      },
      upon: { heads: (s) => void (s.said = "heads") },
      after: {
        toss: (_s, _timer, io) => toss === "heads" && io.send(1, { type: "heads" }),
        decide: () => {},
      },
    };
    const world = new World({ protocol, nodes: 2, network: { latency: constant(2) }, seed: 1 });
    world.run(20);
    const timers = world.trace.flatMap(({ kind }, at) => kind === "timer" ? [at] : []);
    assertEquals(timers.length, 2);
    return {
      words: world.states[1]!.said,
      before: happensBefore(world.trace).before(timers[0]!, timers[1]!),
    };
  };
  assertEquals(said("heads"), { words: "heads", before: true });
  assertEquals(said("tails"), { words: "tails", before: false });
});
