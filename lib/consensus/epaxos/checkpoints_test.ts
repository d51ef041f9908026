import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { epaxos } from "./epaxos.ts";
import type { Id } from "./instance.ts";
import type { Saved } from "./journal.ts";
import type { Options } from "./settings.ts";
import type { Snapshot } from "./snapshot.ts";
import { UNKNOWN } from "./rules.ts";
import { type Command, NO_OP } from "./value.ts";

const protocol = epaxos({ machine: listMachine as Options["machine"] });

function decided(
  id: Id,
  commands: readonly Command[],
  dependencies: readonly number[],
  sequence: number,
): Saved {
  const proposal = { value: { commands }, dependencies, sequence };
  return { type: "instance", id, instance: { ...UNKNOWN, phase: "committed", proposal } };
}

const command = { type: "command", command: "a", stamp: null } as const;
const asked = decided({ replica: 0, slot: 1 }, [command], [0, 0, 0], 1);
const noOp = decided({ replica: 1, slot: 1 }, NO_OP.commands, [0, 0, 0], 0);
const checkpoint = (named: number) =>
  decided({ replica: 2, slot: 1 }, [{ type: "checkpoint" }], [1, named, 0], 2);

/** The snapshot of a replica that has heard that these are decided, and executes them. */
function snapshotAfter(...journal: Saved[]): Snapshot {
  return step(protocol, undefined, { kind: "start", journal }, { self: 0, nodes: 3 }).state
    .snapshot;
}

Deno.test("a no-op that the checkpoint does not name is in no snapshot: who has heard of it is not the same everywhere", () => {
  const without = snapshotAfter(asked, checkpoint(0));
  assertEquals([without.number, without.through, without.beyond], [1, [1, 0, 1], []]);
  assertEquals(snapshotAfter(asked, noOp, checkpoint(0)), without);
});

Deno.test("a no-op that the checkpoint names is in the snapshot: all have heard of it", () => {
  assertEquals(snapshotAfter(asked, noOp, checkpoint(1)).through, [1, 1, 1]);
});
