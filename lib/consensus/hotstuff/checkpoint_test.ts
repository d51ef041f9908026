import { assert, assertEquals, assertThrows } from "@std/assert";
import { encode } from "../../model/encode.ts";
import { StepIo } from "../../model/step_io.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { emptyPagedMap, paging, setIn } from "../../replicated/state_machine/paged_map.ts";
import type { Fault } from "../../sim/fault.ts";
import { World } from "../../sim/world.ts";
import { shortDigest } from "./block.ts";
import { isStable } from "./checkpoint.ts";
import { branchOf, guilty } from "./guilt.ts";
import { hotStuff } from "./hotstuff.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { type Options, withDefaults } from "./settings.ts";
import type { Replica, State } from "./state.ts";
import { baseOf, heightOf } from "./tree.ts";

const EVERY = 5, PROXY = 4;

/** Four replicas that are asked something every 10 ms; after 1500 ms they are as they stay. */
function worldWith(options: Partial<Options>, faults: readonly Fault[] = []) {
  const protocol = hotStuff({
    machine: keyValueMachine as Options["machine"],
    replicas: 4,
    checkpointEvery: EVERY,
    ...options,
  });
  const world = new World({
    protocol,
    nodes: PROXY + 1,
    seed: 1,
    faults,
    clients: {
      workload: [Array.from({ length: 100 }, (_, i) => ({
        input: { type: "put", key: `k${i % 3}`, value: `${i}` },
        at: 10 * i,
      }))],
      ask: (command): Message => ({ type: "ask", command }),
      to: () => PROXY,
      link: "local",
    },
  });
  return { protocol, world };
}

const replicasOf = ({ states }: World<State, Message, Timer, Saved>) =>
  states.slice(0, PROXY) as Replica[];

for (const style of ["chained", "basic"] as const) {
  Deno.test(`no replica keeps more than a few blocks, however many are decided (${style})`, () => {
    const { world } = worldWith({ style });
    let most = 0;
    for (let ms = 10; ms <= 1500; ms += 10) {
      world.run(ms);
      for (const { blocks } of replicasOf(world)) most = Math.max(most, blocks.size);
    }
    assert(replicasOf(world).every((s) => heightOf(s) > 10 * EVERY));
    assert(most <= 3 * EVERY, `${most} blocks`);
  });

  Deno.test(`who was away while others forgot what it missed is given a state (${style})`, () => {
    const away: Fault = { kind: "partition", at: 50, forMs: 950, sides: [[3], [0, 1, 2, PROXY]] };
    const { world } = worldWith({ style }, [away]);
    world.run(3000);
    const [one, , , other] = replicasOf(world);
    assertEquals(encode(other!.machine), encode(one!.machine));
    assertEquals([other!.executed, encode([...other!.served])], [100, encode([...one!.served])]);
    const installed = world.trace.filter((event) =>
      event.kind === "deliver" && event.to === 3 && (event.body as Message).type === "page"
    );
    assert(installed.length >= 2);
  });
}

Deno.test("a state that is kept in pages is given page by page", () => {
  const machine = {
    init: emptyPagedMap,
    apply: (map: never, { key, value }: { key: string; value: string }) => setIn(map, key, value),
    paging,
  };
  const away: Fault = { kind: "crash", at: 50, node: 3, downMs: 950 };
  const { world } = worldWith({ machine: machine as unknown as Options["machine"] }, [away]);
  world.run(3000);
  const [one, , , other] = replicasOf(world);
  assertEquals(other!.executed, 100);
  const pagesOf = (s: Replica) => encode(paging.freeze(s.machine as never));
  assertEquals(pagesOf(other!), pagesOf(one!));
});

Deno.test("a journal with checkpoints and its compaction bring back the same replica", () => {
  const away: Fault = { kind: "partition", at: 50, forMs: 950, sides: [[3], [0, 1, 2, PROXY]] };
  const { world, protocol } = worldWith({}, [away]);
  for (let ms = 100; ms <= 1500; ms += 100) {
    world.run(ms);
    for (const node of [0, 3]) {
      const journal = world.trace.flatMap((event) =>
        event.kind === "save" && event.node === node ? [event.record as Saved] : []
      );
      const back = (records: readonly Saved[]) =>
        protocol.start(
          new StepIo<Message, Timer, Saved>({ self: node, nodes: PROXY + 1 }),
          records,
        ) as Replica;
      const short = protocol.compact!(journal), again = back(journal);
      assertEquals(back(short), again, `replica ${node} at ${ms} ms`);
      assertEquals(protocol.compact!(short), short);
      const { committed, executed } = replicasOf(world)[node]!;
      assertEquals([again.committed, again.executed], [committed, executed]);
      assert(short.length <= 6 * EVERY, `${short.length} records`);
    }
  }
});

Deno.test("nobody is judged by a branch whose lower part is forgotten", () => {
  const { world } = worldWith({});
  world.run(100);
  const early = structuredClone(branchOf(replicasOf(world)[0]!));
  world.run(1500);
  const late = replicasOf(world)[1]!;
  assert(baseOf(late) > EVERY);
  assertThrows(
    () => guilty(early, branchOf(late), 3, shortDigest),
    RangeError,
    "Cannot judge a branch because it must reach down to the other's decided block, at height",
  );
});

Deno.test("a checkpoint is stable if a quorum has signed it, of this service", () => {
  const settings = withDefaults({ machine: keyValueMachine as Options["machine"], replicas: 4 });
  const signed = (signers: readonly number[], cluster = settings.cluster) =>
    isStable(settings, { signers, statement: { cluster, height: 5, state: "s" } });
  assert(signed([0, 1, 2]));
  assert(!signed([0, 1]));
  assert(!signed([0, 1, 7]));
  assert(!signed([0, 1, 2], "another"));
});
