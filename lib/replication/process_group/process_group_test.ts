import { assert, assertEquals, assertThrows } from "@std/assert";
import { linearizable } from "../../check/linearizable/check.ts";
import { keyValue, type KeyValueInput, type Stored } from "../../check/spec/key_value.ts";
import type { Operation } from "../../model/history.ts";
import type { Protocol } from "../../model/protocol.ts";
import type { Schedule } from "../../sim/fault.ts";
import { uniform } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { weather } from "../../sim/weather.ts";
import { World } from "../../sim/world.ts";
import type { GroupMessage } from "./messages.ts";
import { layoutOf, machinesOf, processesOn, processOf } from "./layout.ts";
import { inGroups } from "./process_group.ts";
import type { Rules } from "./rules.ts";

type Key = string | number;

/** What a keeper is asked. */
type Message = { readonly type: "do"; readonly input: KeyValueInput };

/** A process that keeps texts, and saves what is written. */
const keeper: Protocol<Map<Key, Stored>, Message, never, readonly [Key, Stored]> = {
  start: (_, journal) => new Map(journal),
  upon: {
    do(s, { input, from }, io) {
      const held = s.get(input.key) ?? "";
      if (input.type === "get") return io.answer(from, held);
      const value = input.type === "put" ? input.value : `${held}${input.value}`;
      s.set(input.key, value);
      io.save([input.key, value]);
      io.answer(from, "");
    },
  },
  compact: (journal) => [...new Map(journal)],
};

const SIZE = 3, CLIENTS = 3, TROUBLE_MS = 2500;

/** What is not the same in all storms: the faults, and which machines are asked. */
interface Trouble {
  readonly faults: (random: Random) => Schedule;
  readonly asked: readonly number[];
}

const anything: Trouble = {
  faults: (random) =>
    weather(random, SIZE, {
      fromMs: 300,
      untilMs: TROUBLE_MS,
      faults: [4, 12],
      mix: { crash: 2, partition: 4, pause: 1 },
    }),
  asked: [0, 1, 2],
};

/** Machines 0 and 1 are cut off in turn, and nobody asks them, so that nothing reminds them that they lead no more. */
const inTurn: Trouble = {
  faults: () =>
    [0, 1, 0, 1].map((node, i) => ({
      kind: "partition",
      at: 400 + 550 * i,
      forMs: 500,
      sides: [[node], [1 - node, 2]],
    })),
  asked: [2],
};

/** A keeper that three machines keep, in trouble; and whether it is well in the end. */
function storm(seed: number, rules: Partial<Rules> = {}, { faults, asked }: Trouble = anything) {
  const random = new Random(seed);
  const protocol = inGroups(keeper, { groups: 1, size: SIZE, rules });
  const asks = (client: number) =>
    Array.from({ length: 14 }, (_, i) => {
      const key = "xy"[random.below(2)]!, value = `${client}.${i};`;
      const input = random.chance(0.5) ? { type: "get", key } : { type: "append", key, value };
      return { input: input as KeyValueInput, at: 300 + 200 * i + random.below(150) };
    });
  const workload = Array.from({ length: CLIENTS }, (_, client) => [
    ...asks(client),
    { input: { type: "get", key: "x" } as KeyValueInput, at: TROUBLE_MS + 2500 },
  ]);
  const world = new World({
    protocol,
    nodes: SIZE,
    seed,
    network: { latency: uniform(1, 20), loss: 0.02 },
    disk: { fsync: uniform(0, 4) },
    faults: faults(random),
    clients: {
      workload,
      ask: (input): GroupMessage<Message> => ({
        type: "ask",
        message: { type: "do", input: input as KeyValueInput },
      }),
      to: ({ client }) => asked[client % asked.length]!,
      timeoutMs: 250,
    },
  });
  world.run(TROUBLE_MS + 2000);
  world.run(5000, () => !world.clientsBusy);
  const history = world.history as readonly Operation<KeyValueInput, string>[];
  const { verdict } = linearizable(history, keyValue(), { steps: 2_000_000 });
  const last = history.filter(({ invokedAt }) => invokedAt >= TROUBLE_MS + 2500);
  return { verdict, wellInTheEnd: last.some(({ outcome }) => outcome === "ok"), world };
}

Deno.test("a process that a group keeps is one process, whatever becomes of its machines", () => {
  let lives = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const { verdict, wellInTheEnd, world } = storm(seed);
    assertEquals(verdict, "ok", `seed ${seed}`);
    assert(wellInTheEnd, `seed ${seed}`);
    lives += Math.max(...world.states.map((s) => s?.seat?.machine.lives ?? 0));
  }
  assert(lives > 60, `it began ${lives} times only`);
});

const breaks = (rules: Partial<Rules>, trouble?: Trouble) =>
  Array.from({ length: 40 }, (_, i) => storm(i + 1, rules, trouble).verdict).includes("violation");

Deno.test("answers that do not wait tell of writes that are lost, and of an earlier time", () => {
  assert(breaks({ waits: () => false }), "nothing waits");
  assert(breaks({ waits: (saved) => saved > 0 }), "what saves nothing does not wait");
});

Deno.test("who begins from a journal that may be short, or goes on after another has begun, is found", () => {
  assert(breaks({ begins: false }), "begins at once");
  assert(breaks({ drops: false }, inTurn), "goes on with what it knew when it leads again");
  assert(!breaks({}, inTurn), "the right rules");
});

Deno.test("machines and processes: groups first, then who has a machine of its own", () => {
  const layout = { groups: 2, size: 3 };
  assertEquals([0, 2, 3, 5, 6, 8].map((machine) => processOf(layout, machine)), [0, 0, 1, 1, 2, 4]);
  assertEquals([0, 1, 2, 4].map((process) => machinesOf(layout, process)), [
    [0, 1, 2],
    [
      3,
      4,
      5,
    ],
    [6],
    [8],
  ]);
  assertEquals(processesOn(layout, 9), 5);
  assertThrows(() => layoutOf({ groups: 0, size: 3 }), RangeError, "Cannot keep processes");
});

/** Process 2 asks the others, one after the other, to count; each answers how far it has come. */
type Count = { readonly type: "count" | "go" } | { readonly type: "counted"; readonly to: number };
const counting: Protocol<{ n: number; heard: number[] }, Count, { readonly type: "again" }, 1> = {
  start(io, journal) {
    if (io.self === 2) io.wait(40, { type: "again" });
    return { n: journal.length, heard: [0, 0] };
  },
  upon: {
    go() {},
    count(s, { from }, io) {
      s.n++;
      io.save(1);
      io.send(from, { type: "counted", to: s.n });
    },
    counted(s, { from, to }) {
      s.heard[from] = Math.max(s.heard[from]!, to);
    },
  },
  after: {
    again(s, _, io) {
      const total = s.heard[0]! + s.heard[1]!;
      io.send(total % 2, { type: "count" });
      io.wait(40, { type: "again" });
    },
  },
};

Deno.test("processes speak to each other whoever runs them just then, and none counts back", () => {
  for (let seed = 1; seed <= 4; seed++) {
    const random = new Random(seed);
    const world = new World({
      protocol: inGroups(counting, { groups: 2, size: 3 }),
      nodes: 7,
      seed,
      network: { latency: uniform(1, 20), loss: 0.05 },
      faults: weather(random, 6, {
        fromMs: 300,
        untilMs: 4000,
        faults: [6, 12],
        spanMs: [100, 400],
        mix: { crash: 1 },
      }),
    });
    let before = [0, 0];
    for (let ms = 200; ms <= 6000; ms += 200) {
      world.run(ms);
      const { heard } = world.states[6]!.running!.state;
      assert(heard.every((n, i) => n >= before[i]!), `seed ${seed}: ${before} → ${heard}`);
      before = [...heard];
    }
    assert(Math.min(...before) > 10, `seed ${seed}: ${before}`);
  }
});
