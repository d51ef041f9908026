import { assertEquals, assertThrows } from "@std/assert";
import { register, type RegisterInput, type RegisterOutput } from "../../check/spec/register.ts";
import { linearizable } from "../../check/linearizable/check.ts";
import type { History } from "../../model/history.ts";
import { drawnScript } from "../../security/adversary/draw.ts";
import { puppet } from "../../security/adversary/puppet.ts";
import { withTraitors } from "../../security/adversary/traitors.ts";
import { uniform } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { World } from "../../sim/world.ts";
import { signedRegister } from "./signed_register.ts";
import type { Message } from "./versions.ts";

const TYPES: readonly Message["type"][] = ["query", "held", "store", "stored"];

/** Two users at two proxies, while one of four replicas lies and others come and go. */
function run(seed: number, protocol = signedRegister(4, { againMs: 40 })) {
  const random = new Random(seed), below = (n: number) => random.below(n), node = below(3);
  const liar = puppet(
    protocol,
    drawnScript(below, { listeners: [0, 1, 2, 3, 4, 5], types: TYPES }),
  );
  const asks = [0, 1].map((user) =>
    Array.from({ length: 8 }, (_, i) => ({
      input: below(2) === 0
        ? { type: "read", key: "x" } as const
        : { type: "write", key: "x", value: `${user}.${i}` } as const,
    }))
  );
  const world = new World({
    protocol: withTraitors(protocol, { 3: liar }),
    nodes: 6,
    seed,
    network: { latency: uniform(1, 30), loss: 0.1, duplication: 0.1 },
    faults: [{ kind: "crash", at: 60 + below(60), node, downMs: 100 }],
    clients: {
      workload: asks,
      ask: (input) => input as Message,
      link: "local",
      to: ({ client }) => 4 + client,
    },
  });
  world.run(20_000);
  return world.history as History<RegisterInput, RegisterOutput>;
}

Deno.test("the register is atomic and answers, whatever one of four replicas shows", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const history = run(seed);
    assertEquals(history.map(({ outcome }) => outcome), history.map(() => "ok"), `seed ${seed}`);
    assertEquals(linearizable(history, register()).verdict, "ok", `seed ${seed}`);
  }
});

Deno.test("a replica may have signed what it likes: only proxies write", () => {
  const protocol = signedRegister(4), sent: Message[] = [];
  const io = {
    self: 0,
    peers: [0, 1, 2, 3, 4],
    save() {},
    send: (_: number, m: Message) => sent.push(m),
  };
  const state = protocol.start(io as never, []);
  const version = { type: "version", key: "x", time: 9, value: "mine" } as const;
  for (const signer of [3, 5, 4]) {
    const message = {
      type: "store",
      operation: "",
      version: { signer, statement: version },
    } as const;
    protocol.upon.store(state, { ...message, from: 3 }, io as never);
  }
  assertEquals([sent.length, state.held.get("x")?.signer], [1, 4]);
});

Deno.test("registers among liars take four replicas", () => {
  for (const replicas of [3, 0, 4.5]) {
    assertThrows(
      () => signedRegister(replicas),
      RangeError,
      `4 replicas or more are required: given`,
    );
  }
});
