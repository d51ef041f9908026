import { assert, assertEquals } from "@std/assert";
import { prepare } from "../../kit/simulate.ts";
import { encode } from "../../model/encode.ts";
import { StepIo } from "../../model/step_io.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { isTraitor } from "../../security/adversary/traitors.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import type { Honest } from "./adversaries/honest.ts";
import { compact, recall, type Saved } from "./journal.ts";
import { kit } from "./kit.ts";
import type { Message, Timer } from "./messages.ts";
import { pbft } from "./pbft.ts";
import { settledUpTo } from "./state.ts";
import type { Options } from "./settings.ts";

const protocol = pbft({
  machine: keyValueMachine as unknown as Options["machine"],
  replicas: 4,
  checkpointEvery: 2,
});

/** What a node has saved in a run that changes its view and takes checkpoints. */
function journals(storm: string, seed: number): Saved[][] {
  const { scenario, drive } = prepare(kit, { storm }).run(seed);
  const world = new World({ ...scenario, seed });
  drive(world);
  const all: Saved[][] = [[], [], [], []];
  for (const event of world.trace) {
    if (event.kind === "save") all[event.node]?.push(event.record as Saved);
  }
  return all;
}

function started(journal: readonly Saved[]) {
  const io = new StepIo<Message, Timer, Saved>({ self: 1, nodes: 7 });
  const state = protocol.start(io, journal);
  return [encode(state), encode(io.effects.map((effect) => encode(effect)).sort())];
}

Deno.test("a replica starts alike from a journal and from its compaction, which is short", () => {
  const kinds = new Set<string>();
  for (const [storm, seed] of [["a silent primary", 1], ["far away", 2]] as const) {
    for (const journal of journals(storm, seed)) {
      for (let length = 0; length <= journal.length; length += 7) {
        const prefix = journal.slice(0, length), short = compact(prefix);
        for (const { type } of short) kinds.add(type);
        assertEquals(started(short), started(prefix));
        assertEquals(compact(short), short);
        assert(short.length <= 40, `${short.length}`);
      }
    }
  }
  for (const kind of ["accepted", "prepared", "decided", "stable", "newView"]) {
    assert(kinds.has(kind), kind);
  }
});

/**
 * What others need of a replica that has started: not the order of things, nor what is below a stable checkpoint. Which
 * requests have a number it knows better from its state, as that has the batches that it was sent later.
 */
function asOthersSee(protocol: Honest, journal: readonly Saved[], node: number) {
  const io = new StepIo<Message, Timer, Saved>({ self: node, nodes: 7 });
  const state = protocol.start(io, journal);
  const effects = io.effects.filter(({ kind }) => kind !== "save").map((effect) => encode(effect));
  if (state.role === "proxy") return { state: encode(state), effects, batches: new Map() };
  const { batches, snapshots, decided, proposed: _, ...rest } = state,
    low = rest.stable?.statement.sequence ?? 0;
  const later = [...snapshots].filter(([sequence]) => sequence >= low);
  const settled = settledUpTo(state);
  const open = [...decided].filter(([sequence]) => sequence > settled);
  return { state: encode({ ...rest, later, open }), effects: effects.sort(), batches };
}

for (const storm of ["storm", "a silent primary", "traitors with codes", "wrong pages"]) {
  Deno.test(`in "${storm}", a node's state says as much as the journal that it has written`, () => {
    let behind = 0, changing = 0;
    for (let seed = 1; seed <= 6; seed++) {
      const { scenario } = prepare(kit, { storm }).run(seed);
      const world = new World({ ...scenario, disk: { fsync: constant(0) }, seed });
      for (let at = 150; at <= 2400; at += 150) {
        world.run(at - world.now);
        for (const [node, s] of world.states.entries()) {
          if (s === undefined || isTraitor(s)) continue;
          const journal = world.trace.flatMap((event) =>
            event.kind === "save" && event.node === node ? [event.record as Saved] : []
          );
          const own = scenario.protocol as unknown as Honest;
          const short = own.checkpoint!(s), io = asOthersSee(own, short, node);
          const whole = asOthersSee(own, journal, node);
          assertEquals(
            [io.state, io.effects],
            [whole.state, whole.effects],
            `${seed} ${at} ${node}`,
          );
          if (s.role === "proxy") continue;
          for (const digest of s.batches.keys()) assert(io.batches.has(digest), digest);
          behind += Number(s.executed < (s.stable?.statement.sequence ?? 0));
          changing += Number(s.changing);
        }
      }
    }
    assert(behind + changing > 0, "nothing was hard about it");
  });
}

Deno.test("a batch may stand at two numbers, and both are remembered", () => {
  const accepted = (sequence: number): Saved => ({
    type: "accepted",
    prePrepare: {
      signer: 0,
      statement: { kind: "prePrepare", cluster: "pbft", view: 0, sequence, digest: "same" },
    },
    batch: [],
  });
  assertEquals(recall([accepted(1), accepted(2)]).accepted.size, 2);
});

Deno.test("a proxy that comes back gives no number twice", () => {
  const io = new StepIo<Message, Timer, Saved>({ self: 5, nodes: 7 });
  const s = protocol.start(io, [{ type: "asked", timestamp: 1 }, { type: "asked", timestamp: 2 }]);
  protocol.upon.ask(s, { type: "ask", command: { type: "get", key: "x" }, from: 9 }, io);
  assert(s.role === "proxy");
  assertEquals(s.timestamp, 3);
  assertEquals(io.effects[0], { kind: "save", record: { type: "asked", timestamp: 3 } });
});
