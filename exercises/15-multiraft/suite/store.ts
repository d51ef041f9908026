import text from "./store.md" with { type: "text" };
import { madeWith } from "hb/grade/members.ts";
import { reach, runFor, task } from "hb/grade/part.ts";
import type { Kit, Storm } from "hb/kit/kit.ts";
import type { Ask } from "hb/model/clients.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Random } from "hb/sim/random.ts";
import { weather } from "hb/sim/weather.ts";
import type { World } from "hb/sim/world.ts";
import type { Answers } from "../answers.ts";
import type { Operation, RunningStore } from "../given.ts";
import { forgetful, givesUp, sparing } from "./store_bounds.ts";
import { linearizableKeys, served } from "./store_rules.ts";
import { told } from "./store_told.ts";
import { storeLabels } from "./store_words.ts";
import { type Begin, everybodyHas, NODES, options, worldOf } from "./store_world.ts";

const CLIENTS = 4, LAST = 2, OPERATIONS = 16;
const KEYS = ["b", "f", "k", "p", "t", "x"];
/** Where ranges are split: before a key, and at one. */
const PLACES = ["d", "f", "k", "m", "p", "r", "t", "v"];
/** When the last fault sets in, and when all is well, in ms. */
const TROUBLE_MS = 3000, WELL_MS = 5500;

export const store = task<Answers>(text, ({ store }, grading) => {
  const members = { start: "function", upon: "record", ranges: "function" } as const;
  const bound = (chosen = options): RunningStore =>
    madeWith("store.protocol(…)", store.protocol(chosen), members) as unknown as RunningStore;
  sparing(bound, grading);
  told(bound, grading);
  forgetful(bound, grading);
  givesUp(bound, grading);
  for (const [storm, seeds] of [["restarts", 3], ["all", 6]] as const) {
    grading.storm(kit, { storm, seeds, change: bound, shrinkRuns: 60 });
  }
});

interface Weather {
  readonly loss: number;
  readonly crashesOnly: boolean;
  readonly splits: number;
}

function stormOf(
  words: string,
  { loss, crashesOnly, splits }: Weather,
): Storm<unknown, Tagged, Tagged, unknown, Begin> {
  return {
    words,
    nodes: NODES,
    run({ random, change }) {
      const store = change!();
      const scenario = {
        ...worldOf(store, [
          ...Array.from({ length: CLIENTS }, (_, client) => clientWork(random, client)),
          adminWork(random, splits),
        ]),
        network: {
          latency: uniform(1, 1 + random.below(30)),
          loss: loss * random.below(3),
          duplication: loss * random.below(3),
        },
        disk: { fsync: uniform(0, 4) },
        faults: weather(random, NODES, {
          fromMs: 300,
          untilMs: TROUBLE_MS,
          faults: [4, 14],
          mix: crashesOnly ? { crash: 1 } : { crash: 3, partition: 4, pause: 2, late: 1 },
        }),
      };
      return { scenario, drive: drive(store) };
    },
  };
}

const drive = (store: RunningStore) => (world: World<unknown, Tagged, Tagged, unknown>): void => {
  runFor(world, TROUBLE_MS, 100_000);
  reach(world, [12_000, "all clients have their answers", () => !world.clientsBusy], 100_000);
  world.require(linearizableKeys);
  world.require(served(CLIENTS, LAST));
  everybodyHas(store, world);
};

function clientWork(random: Random, client: number): Ask[] {
  return Array.from({ length: OPERATIONS }, (_, i) => {
    const input = anOperation(random, `${client}.${i}`);
    return i < OPERATIONS - LAST ? { input } : { input, at: WELL_MS };
  });
}

function anOperation(random: Random, value: string): Operation {
  const key = KEYS[random.below(KEYS.length)]!;
  const which = random.below(10);
  if (which === 0) return { type: "delete", key };
  if (which < 3) return { type: "cas", key, expected: null, value };
  return which < 6 ? { type: "put", key, value } : { type: "get", key };
}

function adminWork(random: Random, splits: number): Ask[] {
  return Array.from({ length: splits }, (_, i) => ({
    at: 500 + random.below(TROUBLE_MS - 500),
    input: { type: "askSplit", at: PLACES[random.below(PLACES.length)]!, child: 10 + i },
  })).sort((a, b) => a.at - b.at);
}

const kit: Kit<unknown, Tagged, Tagged, unknown, Begin> = {
  name: "store",
  words: "a store of ranges from an empty page",
  labels: storeLabels,
  invariants: [],
  bugs: {},
  instances: {},
  storms: {
    restarts: stormOf("nodes crash and come back", {
      loss: 0.02,
      crashesOnly: true,
      splits: 5,
    }),
    all: stormOf("nodes crash, links break, and ranges are split all the time", {
      loss: 0.03,
      crashesOnly: false,
      splits: 8,
    }),
  },
};
