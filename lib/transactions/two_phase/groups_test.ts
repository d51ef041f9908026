import { assert, assertEquals } from "@std/assert";
import type { Clients } from "../../model/clients.ts";
import type { Fault } from "../../sim/fault.ts";
import { uniform } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { World } from "../../sim/world.ts";
import type { GroupMessage } from "../../replication/process_group/messages.ts";
import { inGroups } from "../../replication/process_group/process_group.ts";
import type { Snapshot } from "../../model/invariant.ts";
import { isolated, solvent } from "../storms/judge.ts";
import { bankWork, listWork, opening } from "../storms/work.ts";
import type { Message } from "./messages.ts";
import type { State } from "./state.ts";
import { twoPhase } from "./two_phase.ts";

const SEEDS = 12, CLIENTS = 3, SIZE = 3, LAST_MS = 12_000;
const latency = uniform(1, 8);

/** What three applications ask, of a bank or of lists, and nothing in the end. */
function workload(random: Random) {
  const isBank = random.chance(0.5);
  return Array.from({ length: CLIENTS }, (_, client) => [
    ...isBank ? [{ input: opening, at: 600 }] : [],
    ...(isBank ? bankWork(random, 10) : listWork(random, client, 10)).map(({ input }, i) => ({
      input,
      at: 900 + 20 * i,
    })),
    { input: [], at: LAST_MS - 2000 },
  ]);
}

/** How many transactions participants are in doubt about. */
const doubts = (states: readonly (State | undefined)[]) =>
  states.flatMap((s) => [...s?.visits.values() ?? []]).filter(({ promise }) => promise !== null)
    .length;

Deno.test("a coordinator that never comes back leaves participants in doubt for good", () => {
  let blocked = 0;
  for (let seed = 1; seed <= 5 * SEEDS; seed++) {
    const random = new Random(seed);
    const clients: Clients<Message> = {
      workload: workload(random),
      ask: (operations) => ({ type: "transact", operations: operations as never }),
      to: () => 2,
      timeoutMs: 500,
    };
    const faults: Fault[] = [{ kind: "crash", at: 905 + random.below(120), node: 2 }];
    const world = new World({
      protocol: twoPhase(),
      nodes: 3,
      seed,
      network: { latency },
      clients,
      faults,
    });
    world.run(LAST_MS);
    if (doubts(world.states) > 0) blocked++;
  }
  assert(blocked > 2, `${blocked}`);
});

Deno.test("where groups keep coordinator and participants nobody stays in doubt, whichever machines are gone", () => {
  let answered = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = new Random(seed);
    const clients: Clients<GroupMessage<Message>> = {
      workload: workload(random),
      ask: (operations) => ({
        type: "ask",
        message: { type: "transact", operations: operations as never },
      }),
      to: ({ client, attempt }) => 2 * SIZE + (client + attempt) % SIZE,
      timeoutMs: 600,
      retries: 0,
    };
    // One machine of each group, and of the coordinator's in the midst of it.
    const faults: Fault[] = [0, 1, 2].map((process) => ({
      kind: "crash",
      at: 905 + random.below(120),
      node: process * SIZE + random.below(SIZE),
    }));
    const world = new World({
      protocol: inGroups(twoPhase(), { groups: 3, size: SIZE }),
      nodes: 3 * SIZE,
      seed,
      network: { latency },
      clients,
      faults,
    });
    world.run(LAST_MS);
    const running = world.states.map((s) => s?.running?.state);
    assertEquals(running.filter((state) => state !== undefined).length, 3, `seed ${seed}`);
    assertEquals(doubts(running), 0, `seed ${seed}`);
    const snapshot = world as unknown as Snapshot<unknown>;
    assertEquals(solvent.check(snapshot), undefined, `seed ${seed}`);
    assertEquals(isolated("strict serializable").check(snapshot), undefined, `seed ${seed}`);
    answered += world.history.filter(({ outcome }) => outcome === "ok").length;
  }
  assert(answered > SEEDS * CLIENTS * 4, `${answered}`);
});
