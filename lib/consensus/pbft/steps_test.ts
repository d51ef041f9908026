import { assert, assertEquals } from "@std/assert";
import type { Tagged } from "../../model/protocol.ts";
import { StepIo } from "../../model/step_io.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { World } from "../../sim/world.ts";
import { sign } from "../../security/identity/signed.ts";
import { batchOf, proposes } from "./lies.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { pbft } from "./pbft.ts";
import type { Options } from "./settings.ts";
import type { Checkpoint } from "./statements.ts";
import { lowOf, type Replica } from "./state.ts";

const cluster = "pbft";
const protocol = pbft({
  machine: keyValueMachine as Options["machine"],
  replicas: 4,
  checkpointEvery: 4,
});
const world = (self = 0) => new StepIo<Message, Timer, Saved>({ self, nodes: 5 });
const newborn = (io = world()) => protocol.start(io, []) as Replica;

const checkpoint = (self: number, sequence: number, digest: string) =>
  ({
    type: "checkpoint",
    checkpoint: sign<Checkpoint>({ self }, { kind: "checkpoint", cluster, sequence, digest }),
    from: self,
  }) as const;

function viewChange(self: number, view: number) {
  const statement = { kind: "viewChange", cluster, view, stable: null, prepared: [] } as const;
  return { type: "viewChange", viewChange: sign({ self }, statement), from: self } as const;
}

Deno.test("one liar fills nobody's memory: neither with checkpoints nor with numbers that are none", () => {
  const io = world(), s = newborn(io);
  for (let i = 1; i <= 2000; i++) protocol.upon.checkpoint(s, checkpoint(3, 4 * i, "lie"), io);
  assertEquals(s.checkpoints.size, 3);
  for (let i = 1; i <= 2000; i++) {
    const at = { cluster, view: 0, sequence: 1 + i / 4000, digest: "lie" };
    const prepare = sign({ self: 3 }, { kind: "prepare", ...at } as const);
    const commit = sign({ self: 3 }, { kind: "commit", ...at } as const);
    protocol.upon.prepare(s, { type: "prepare", prepare, from: 3 }, io);
    protocol.upon.commit(s, { type: "commit", commit, from: 3 }, io);
  }
  assertEquals(s.slots.size, 0);
  const backup = world(1), other = newborn(backup), batch = batchOf(4, "lie");
  const [, proposal] = proposes(0, 1, batch);
  assert(proposal.type === "prePrepare");
  const { statement } = proposal.prePrepare;
  const prePrepare = sign({ self: 0 }, { ...statement, sequence: 1.5 });
  protocol.upon.prePrepare(other, { ...proposal, prePrepare, from: 0 }, backup);
  assertEquals(other.slots.size, 0);
  protocol.upon.prePrepare(other, { ...proposal, from: 0 }, backup);
  assertEquals(other.slots.size, 1);
});

Deno.test("of what a replica says about a checkpoint its first word counts", () => {
  const io = world(), s = newborn(io);
  for (const [self, digest] of [[3, "a"], [3, "b"], [1, "b"], [2, "b"]] as const) {
    protocol.upon.checkpoint(s, checkpoint(self, 4, digest), io);
  }
  assertEquals(lowOf(s), 0);
  assertEquals(s.checkpoints.get(4)?.get(3)?.statement.digest, "a");
});

Deno.test("of later views that f + 1 replicas want, a replica joins the lowest: a liar leads nobody far ahead", () => {
  const io = world(), s = newborn(io);
  protocol.upon.viewChange(s, viewChange(3, 1000), io);
  assertEquals(s.view, 0);
  protocol.upon.viewChange(s, viewChange(2, 1), io);
  assertEquals([s.view, s.changing], [1, true]);
});

Deno.test("who needs a state asks one replica after the other for it", () => {
  const io = world(), s = newborn(io);
  const statement = { kind: "checkpoint", cluster, sequence: 4, digest: "s" } as const;
  const checkpoints = { signers: [1, 2, 3], statement };
  protocol.upon.stable(s, { type: "stable", checkpoints, from: 1 }, io);
  for (let times = 0; times < 4; times++) protocol.after!.status(s, { type: "status" }, io);
  const asked = io.effects.flatMap((effect) =>
    effect.kind === "send" && effect.message.type === "fetchPages" ? [effect.to] : []
  );
  assertEquals(new Set(asked), new Set([1, 2, 3]));
});

Deno.test("patience that failed views have cost is back as soon as something is executed", () => {
  const asked = { type: "put", key: "x", value: "1" };
  const world = new World({
    protocol,
    nodes: 5,
    seed: 1,
    faults: [{ kind: "crash", at: 0, node: 0 }, { kind: "crash", at: 1, node: 1, downMs: 1500 }],
    clients: {
      workload: [[{ input: asked, at: 10 }]],
      ask: (command): Message => ({ type: "ask", command }),
      to: () => 4,
      link: "local",
    },
  });
  const failed = () =>
    [2, 3].map((node) => (world.states[node] as Tagged & Replica | undefined)?.failedViews ?? 0);
  world.run(1400);
  assert(Math.max(...failed()) > 0, "views fail while two of four are down");
  world.run(20_000, () => !world.clientsBusy);
  assert(!world.clientsBusy);
  assertEquals(failed(), [0, 0]);
});
