import { assert, assertEquals } from "@std/assert";
import { linearizable } from "../../check/linearizable/check.ts";
import { register } from "../../check/spec/register.ts";
import { StepIo } from "../../model/step_io.ts";
import { driven, type DrivenOptions } from "./driven.ts";
import { registersOf, workloadOf } from "./kit/clients.ts";
import { evenRanges, keyOf, leadersOf, nodesUpTo, softOf, worldOf } from "./kit/stage.ts";

Deno.test("without a driver ranges serve as before, also those that ask for the way anew", () => {
  const others = nodesUpTo(8).slice(3), keys = Array.from({ length: 10 }, (_, i) => keyOf(100 * i));
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups: 10, nodes: others }),
      // Its nodes get no ranges.
      driver: { members: [0, 1, 2], restsOtherwise: true },
    },
    nodes: 8,
    gateways: others,
    workload: workloadOf({ keys, each: 80 }),
    faults: [
      ...[0, 1, 2].map((node) => ({ kind: "crash", at: 5000, node }) as const),
      // It forgets the way.
      { kind: "crash", at: 8000, node: 4, downMs: 1000 },
    ],
  });
  world.run(60_000);
  assertEquals(world.clientsBusy, false);
  assertEquals(softOf(world.states), undefined);
  // Whoever asked the node that crashed does not know.
  assert(world.history.filter(({ outcome }) => outcome === "ok").length > 310);
  const verdict = linearizable(registersOf(world.history), register(), { steps: 5_000_000 });
  assertEquals(verdict.verdict, "ok");
});

Deno.test("a node that restarts does not take the lead from leaders that sleep", () => {
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups: 20, nodes: nodesUpTo(5) }),
      sleepAfter: 3,
      driver: { members: [0, 1, 2], restsOtherwise: true },
    },
    nodes: 5,
  });
  world.run(8000);
  const terms = () =>
    leadersOf(world.states).filter(({ node }) => node !== 4)
      .map(({ node, group }) => `${group.machine.group} led by ${node} in term ${group.term}`);
  const before = terms();
  world.inject({ kind: "crash", at: 0, node: 4, downMs: 700 });
  world.run(6000);
  const after = terms();
  assertEquals(before.filter((each) => !after.includes(each)), []);
});

Deno.test("a node goes on from its journal, from the shortest one, and from a checkpoint alike", () => {
  const options: DrivenOptions = {
    ranges: evenRanges({ groups: 6, nodes: nodesUpTo(3) }),
    driver: { members: [0, 1, 2], splitBytes: 300 },
  };
  const protocol = driven(options);
  const world = worldOf({
    options,
    nodes: 3,
    workload: workloadOf({ keys: [keyOf(1), keyOf(2), keyOf(103)], each: 40, bytes: 200 }),
  });
  world.run(15_000);
  const state = world.states[0]!;
  const from = (journal: ReturnType<NonNullable<typeof protocol.checkpoint>>) => {
    const s = protocol.start(new StepIo({ self: 0, nodes: 3 }), journal);
    const { term, votedFor, log, snapshot } = s.driver.book!;
    const groups = [...s.replicas].sort(([a], [b]) => a - b)
      .map(([id, { group }]) => [id, group.term, group.votedFor, group.log, group.snapshot.last]);
    return { boot: s.boot, book: { term, votedFor, log, snapshot }, groups };
  };
  const checkpoint = protocol.checkpoint!(state);
  assertEquals(from(protocol.compact!(checkpoint)), from(checkpoint));
  const { book, groups } = from(checkpoint);
  assertEquals(book.term, state.driver.book!.term);
  assertEquals(book.log, state.driver.book!.log);
  assertEquals(groups.length, state.replicas.size);
  assert(groups.length > 6, "a range was split");
});
