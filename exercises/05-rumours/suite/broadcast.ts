import text from "./broadcast.md" with { type: "text" };
import { madeWith } from "hb/grade/members.ts";
import { task } from "hb/grade/part.ts";
import type { Kit, Storm } from "hb/kit/kit.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Random } from "hb/sim/random.ts";
import { weather } from "hb/sim/weather.ts";
import type { Answers } from "../answers.ts";
import type { RunningBroadcast } from "../given.ts";
import { asked } from "./broadcast_asked.ts";
import { burst, savesLittle } from "./broadcast_burst.ts";
import { thrifty } from "./broadcast_bounds.ts";
import { comers } from "./broadcast_comers.ts";
import { many } from "./broadcast_many.ts";
import { atMostOnce, everybody, oneId, onlyAsked } from "./broadcast_rules.ts";
import { smallOnes } from "./broadcast_small.ts";
import { netLabels } from "./broadcast_words.ts";
import {
  type Begin,
  type Cut,
  Membership,
  type Net,
  type Node,
  onNodes,
  ringWith,
  rules,
} from "./net.ts";

const NODES = 7, CLIENTS = 4, TIMES = 5, TROUBLE_MS = 2500;

export const broadcast = task<Answers>(text, ({ broadcast }, grading) => {
  const members = { start: "function", upon: "record", delivered: "function" } as const;
  const bound: Begin = (chosen = rules) =>
    madeWith(
      "broadcast.protocol(…)",
      broadcast.protocol(chosen),
      members,
    ) as unknown as RunningBroadcast;
  smallOnes(bound, grading);
  asked(bound, grading);
  thrifty(bound, grading);
  burst(bound, grading);
  savesLittle(bound, grading);
  comers(bound, grading);
  many(bound, grading);
  for (const [storm, seeds] of [["restarts", 6], ["all", 8]] as const) {
    grading.storm(kit, { storm, seeds, change: bound, shrinkRuns: 60 });
  }
});

function stormOf(words: string, cuts: number): Storm<Node, Tagged, Tagged, unknown, Begin> {
  return {
    words,
    nodes: NODES,
    run({ random, change }) {
      const running = change!(), graph = ringWith(NODES, 3 + random.below(5), random);
      const links = graph.flatMap((peers, node) =>
        peers.filter((peer) => node < peer).map((peer) => [node, peer] as const)
      );
      const broken = Array.from({ length: cuts }, (): Cut => ({
        at: 300 + random.below(TROUBLE_MS - 700),
        forMs: 120 + random.below(300),
        ends: links[random.below(links.length)]!,
      }));
      const scenario = {
        protocol: onNodes(running),
        nodes: NODES,
        network: { latency: uniform(1, 5 + random.below(40)), order: "fifo" as const },
        disk: { fsync: uniform(0, 4) },
        clients: clients(random),
        faults: weather(random, NODES, {
          fromMs: 200,
          untilMs: TROUBLE_MS - 300,
          faults: [2, 8],
          mix: { crash: 3, pause: 1 },
        }),
        invariants: [
          atMostOnce(running),
          oneId(running),
          onlyAsked((payload) => /^([0-9]\.[0-9]|the last)$/.test(payload))(running),
        ],
      };
      return {
        scenario,
        drive: (world) => drive(world, new Membership(world, graph, broken), running),
      };
    },
  };
}

function drive(world: Net, members: Membership, running: RunningBroadcast): void {
  members.run(TROUBLE_MS);
  world.heal();
  members.run(400);
  world.tell(0, { type: "broadcast", payload: "the last" } as Tagged);
  members.run(3000);
  world.require(everybody(running));
  world.require({
    name: "progress",
    words: "what is broadcast when all is well is delivered",
    check: ({ states }) =>
      running.delivered(states[0]?.own).some(({ payload }) => payload === "the last")
        ? undefined
        : { words: "node 0 has not delivered its own last broadcast", nodes: [0] },
  });
  world.require(answered(running));
}

/** Who is answered is told the id under which its broadcast is delivered. */
const answered = (running: RunningBroadcast) => ({
  name: "an answer",
  words: "a broadcast is answered with its id",
  check({ states, history }: Pick<Net, "states" | "history">) {
    const ids = new Map(
      states.flatMap((state) =>
        state === undefined
          ? []
          : running.delivered(state.own).map(({ id, payload }) => [payload, id] as const)
      ),
    );
    for (const { input, outcome, output } of history) {
      const id = ids.get(input as string);
      if (outcome !== "ok" || id === undefined || output === id) continue;
      return {
        words: `"${input}" is delivered as ${id}, and was answered with ${JSON.stringify(output)}`,
        nodes: [],
      };
    }
    return undefined;
  },
});

const clients = (random: Random) => ({
  workload: Array.from(
    { length: CLIENTS },
    (_, client) =>
      Array.from({ length: TIMES }, (_, i) => ({
        input: `${client}.${i}`,
        at: Math.floor((i + random.unit()) * TROUBLE_MS / TIMES),
      })),
  ),
  ask: (payload: unknown) => ({ type: "broadcast", payload }) as Tagged,
  to: ({ client, sequence }: { readonly client: number; readonly sequence: number }) =>
    (client * 2 + sequence) % NODES,
  link: "local" as const,
  timeoutMs: 300,
});

const kit: Kit<Node, Tagged, Tagged, unknown, Begin> = {
  name: "broadcast",
  words: "a broadcast from an empty page",
  labels: netLabels,
  invariants: [],
  bugs: {},
  instances: {},
  storms: {
    restarts: stormOf("nodes crash and come back", 0),
    all: stormOf("nodes crash and come back, and links break", 6),
  },
};
