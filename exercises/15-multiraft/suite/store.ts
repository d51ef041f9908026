import text from "./store.md" with { type: "text" };
import { allBound } from "hb/grade/members.ts";
import { type Grading, reach, runFor, task, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import type { Kit, Storm } from "hb/kit/kit.ts";
import type { Ask } from "hb/model/clients.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Random } from "hb/sim/random.ts";
import { weather } from "hb/sim/weather.ts";
import { World } from "hb/sim/world.ts";
import type { Answers } from "../answers.ts";
import type { Operation, RunningStore } from "../given.ts";
import { linearizableKeys, served } from "./store_rules.ts";
import { told } from "./store_stories.ts";
import { storeLabels } from "./store_words.ts";
import { type Begin, everybodyHas, NODES, options, worldOf } from "./store_world.ts";

const CLIENTS = 4, LAST = 2, OPERATIONS = 16;
const KEYS = ["b", "f", "k", "p", "t", "x"];
/** Where ranges are split: before a key, and at one. */
const PLACES = ["d", "f", "k", "m", "p", "r", "t", "v"];
/** When the last fault sets in, and when all is well, in ms. */
const TROUBLE_MS = 3000, WELL_MS = 5500;

export const store = task<Answers>(text, ({ store }, grading) => {
  const bound = (): RunningStore => allBound(store.protocol(options)) as unknown as RunningStore;
  sparing(bound, grading);
  told(bound, grading);
  for (const [storm, seeds] of [["restarts", 3], ["all", 6]] as const) {
    grading.storm(kit, { storm, seeds, change: bound, shrinkRuns: 60 });
  }
});

/** Where all is well, little is said. */
function sparing(store: Begin, grading: Grading): void {
  const work = KEYS.map((key): Operation => ({ type: "put", key, value: `of ${key}` }));
  const asks = [...work, ...work.map(({ key }): Operation => ({ type: "get", key }))];
  const world = new World({
    ...worldOf(store(), [asks.map((input, i): Ask => ({ input, at: 1500 + 100 * i }))]),
    seed: 1,
    trace: "full",
  });
  runFor(world, 1400 + 100 * asks.length + 600, 60_000);
  const { violation } = world;
  const asked =
    `all is well; a client at node 0 puts ${KEYS.length} keys and gets them, one after the other`;
  if (violation !== undefined) {
    if (violation.error !== undefined) {
      grading.asked(() => {
        throw violation.error;
      }, () => `asked: ${asked}\n  came`);
    }
    throw new Wrong(
      said({ asked, came: violation.words, must: violation.invariant, why: ANSWERED }),
    );
  }
  const undone = world.history.find(({ outcome }) => outcome !== "ok");
  if (undone !== undefined || world.history.length < asks.length) {
    const { input } = undone ?? { input: asks[0] };
    const came = `no answer to ${storeLabels.request!(input)} within ${world.now - 1500} ms`;
    throw new Wrong(said({ asked, came, must: "an answer to each", why: ANSWERED }));
  }
  const own = world.trace.filter((each) =>
    each.kind === "send" && (each.body as Tagged).type !== "group"
  );
  const early = own.filter(({ at }) => at < 1400).length;
  if (early > 0) {
    throw new Wrong(said({
      asked: "all is well, and nobody asks anything for 1,400 ms",
      came: `${early} messages that are not of groups`,
      must: "none",
      why: SPARING,
    }));
  }
  const late = own.filter(({ at }) => at > 1500 + 100 * asks.length + 300).length;
  if (own.length > 8 * asks.length || late > 0) {
    const came = late > 0
      ? `${late} messages when all was answered`
      : `${own.length} messages that are not of groups`;
    throw new Wrong(
      said({
        asked,
        came,
        must: `${8 * asks.length} at most, and none when all was answered`,
        why: SPARING,
      }),
    );
  }
}

const ANSWERED = "a node asks whoever has the key, and again, until it can answer (section 15.3)";
const SPARING =
  "what is learned of ranges is remembered, and what is over is over: an operation takes a " +
  "question and an answer, and a few more where the leader is not known yet (section 15.3)";

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
