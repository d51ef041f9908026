import { assert, assertEquals } from "@std/assert";
import { prepare } from "../kit/simulate.ts";
import { StepIo } from "../model/step_io.ts";
import { nested } from "../model/nested.ts";
import { World } from "../sim/world.ts";
import { kit } from "./kit.ts";
import type { Message, Timer } from "./messages.ts";
import { multiraft, type MultiRaftProtocol } from "./multiraft.ts";
import { hasBegun } from "./range/state.ts";
import type { NodeState, Record as Saved } from "./state.ts";

/** What a node is that starts from a journal; replicas that know nothing yet are left out. */
function startedFrom(
  protocol: MultiRaftProtocol,
  self: number,
  journal: readonly Saved[],
): unknown {
  const state = protocol.start(new StepIo<Message, Timer, Saved>({ self, nodes: 4 }), journal);
  const replicas = [...state.replicas].filter(([, { group, called }]) =>
    hasBegun(group.machine) || group.term > 0 || called > 0
  );
  const { boot, tombstones } = state;
  return {
    boot,
    tombstones,
    replicas: new Map(replicas.map(([id, { group, called }]) => [id, { group, called }])),
  };
}

/** Runs a storm, and calls `look` with each journal that a node restarts from, and in the end. */
function eachJournal(
  seed: number,
  look: (protocol: MultiRaftProtocol, node: number, journal: readonly Saved[]) => void,
): { readonly states: readonly (NodeState | undefined)[]; readonly journals: readonly Saved[][] } {
  const { scenario, drive } = prepare(kit, { storm: "all" }).run(seed);
  const protocol = scenario.protocol as MultiRaftProtocol, journals: Saved[][] = [[], [], [], []];
  const noting = (io: Parameters<MultiRaftProtocol["start"]>[0]) =>
    nested<Message, Timer, Saved>(io, {
      save(record) {
        journals[io.self]!.push(record);
        io.save(record);
      },
    });
  const wrap = (handlers: object) =>
    Object.fromEntries(
      Object.entries(handlers).map(([type, handle]) => [
        type,
        (s: NodeState, event: unknown, io: never) => handle(s, event, noting(io)),
      ]),
    );
  const world = new World<NodeState, Message, Timer, Saved>({
    ...scenario,
    protocol: {
      ...protocol,
      start(io, journal) {
        look(protocol, io.self, journal);
        journals[io.self] = [...journal];
        return protocol.start(noting(io), journal);
      },
      upon: wrap(protocol.upon) as typeof protocol.upon,
      after: wrap(protocol.after!) as NonNullable<typeof protocol.after>,
    },
    invariants: [],
    seed,
    trace: "none",
  });
  drive?.(world);
  assertEquals(world.violation, undefined);
  return { states: world.snapshot().states as NodeState[], journals };
}

Deno.test("Multi-Raft: a node that starts from its journal, compacted, is as if it had started from all of it", () => {
  let restarts = 0;
  for (const seed of [1, 2, 3, 4, 5]) {
    const look = (protocol: MultiRaftProtocol, node: number, journal: readonly Saved[]) => {
      if (journal.length > 0) restarts++;
      const compacted = protocol.compact!(journal);
      assert(compacted.length <= journal.length);
      assertEquals(protocol.compact!(compacted), compacted);
      assertEquals(startedFrom(protocol, node, compacted), startedFrom(protocol, node, journal));
    };
    const { journals } = eachJournal(seed, look);
    journals.forEach((journal, node) => {
      const protocol = multiraft({ ranges: [] });
      look(protocol, node, journal);
    });
  }
  assert(restarts > 10, `${restarts} restarts`);
});

Deno.test("Multi-Raft: a node that starts from a checkpoint is as if it had started from its journal", () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { states, journals } = eachJournal(seed, () => {});
    const protocol = multiraft({ ranges: [] });
    states.forEach((state, node) => {
      const checkpoint = protocol.checkpoint!(state!);
      assertEquals(
        startedFrom(protocol, node, checkpoint),
        startedFrom(protocol, node, journals[node]!),
      );
    });
  }
});
