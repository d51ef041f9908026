/** What causal broadcast is tried in. @module */

import type { Storm } from "../../kit/kit.ts";
import type { Clients } from "../../model/clients.ts";
import { uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Random } from "../../sim/random.ts";
import { type Weather, weather } from "../../sim/weather.ts";
import type { World } from "../../sim/world.ts";
import { diary, type Entry } from "./application.ts";
import { causalBroadcast } from "./causal_broadcast.ts";
import { takesPart } from "./membership.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { State } from "./state.ts";

type BroadcastStorm = Storm<
  State<Entry[], unknown>,
  Message<unknown>,
  Timer,
  Saved<Entry[], unknown>,
  Partial<Rules>
>;

/** How long things are said, and there is trouble, in ms. */
const RUN_MS = 2000;
/** How late a copy comes at most, in ms. */
const LATE_MS = 2000;
/** How long after it all must have everything, in ms. */
const PATIENCE_MS = 5000;

/** Requires that nobody sends once what is under way has arrived, and may have been answered. */
function requireQuiet(
  world: World<
    State<Entry[], unknown>,
    Message<unknown>,
    Timer,
    Saved<Entry[], unknown>
  >,
): void {
  world.run(LATE_MS + 500);
  const sent = world.messages;
  world.run(1000);
  world.require({
    name: "quiet",
    words: "when all have everything, and all know, nobody sends",
    check: () =>
      world.messages === sent
        ? undefined
        : { words: `${world.messages - sent} messages were sent for nothing`, nodes: [] },
  });
}

/** Clients that sit at nodes which are drawn, and have each say something a few times. */
function talk(random: Random, nodes: number): Clients<Message<unknown>> {
  const said = Array.from({ length: 4 }, (_, client) =>
    Array.from({ length: 5 }, (_, i) => ({
      input: `${client}.${i}`,
      at: random.below(RUN_MS),
      node: random.below(nodes),
    })).sort((a, b) => a.at - b.at));
  return {
    workload: said,
    ask: (input) => ({ type: "ask", input }),
    to: ({ client, sequence }) => said[client]![sequence]!.node,
    timeoutMs: 300,
  };
}

function stormOf(
  words: string,
  network: NetworkOptions,
  trouble?: Omit<Weather, "untilMs">,
  beatMs = 50,
): BroadcastStorm {
  return {
    words,
    nodes: 4,
    leastNodes: 2,
    mostNodes: 20,
    run: ({ nodes, random, change }) => ({
      scenario: {
        protocol: causalBroadcast(diary, { beatMs }, change),
        nodes,
        network,
        clients: talk(random, nodes),
        ...(trouble && {
          disk: { fsync: uniform(0, 5) },
          faults: weather(random, nodes, { untilMs: RUN_MS, lateMs: LATE_MS, ...trouble }),
        }),
      },
      drive(world) {
        world.run(RUN_MS);
        world.heal();
        world.run(500);
        world.requireProgress(
          PATIENCE_MS,
          "all have delivered the same, and all of it is stable everywhere",
          ({ states }) => {
            const all = states[0]?.delivered.join();
            return states.every((s) => s?.delivered.join() === all && s?.stable.join() === all);
          },
        );
        requireQuiet(world);
      },
    }),
  };
}

/** The first node says something, and is gone before it can say it again. */
const theOriginIsGone: BroadcastStorm = {
  words: "two messages in five are lost, and the only node that says anything crashes for good",
  nodes: 4,
  leastNodes: 3,
  mostNodes: 20,
  run: ({ nodes, change }) => ({
    scenario: {
      protocol: causalBroadcast(diary, {}, change),
      nodes,
      network: { latency: uniform(1, 20), loss: 0.4 },
    },
    drive(world) {
      for (const input of ["first", "second", "third"]) world.tell(0, { type: "ask", input });
      world.run(25);
      world.inject({ kind: "crash", at: 0, node: 0 });
      world.reshape({ latency: uniform(1, 20) });
      world.run(1000);
      world.require({
        name: "all or none",
        words: "what one node that is up has delivered, all others have",
        check({ states }) {
          const seen = new Set(states.slice(1).map((s) => s!.delivered.join()));
          if (seen.size === 1) return undefined;
          return { words: `they have ${[...seen].join(" and ")}`, nodes: [1, 2, 3] };
        },
      });
    },
  }),
};

/** Of six nodes four are members at first; two are let in, each by another one, and two leave. */
const comeAndGo: BroadcastStorm = {
  words:
    "messages are lost and come twice, nodes crash and links break, while two nodes join and two others leave",
  nodes: 6,
  leastNodes: 6,
  mostNodes: 6,
  run: ({ nodes, random, change }) => ({
    scenario: {
      protocol: causalBroadcast(diary, { members: nodes - 2 }, change),
      nodes,
      network: {
        latency: uniform(1, 40),
        loss: 0.2,
        duplication: 0.2,
        copyLatency: uniform(1, 100),
      },
      disk: { fsync: uniform(0, 5) },
      faults: weather(random, nodes, {
        untilMs: RUN_MS,
        faults: [2, 6],
        mix: { crash: 2, partition: 2, pause: 1 },
      }),
      clients: talk(random, nodes),
    },
    drive(world) {
      const step = RUN_MS / 5;
      const turns: readonly (readonly [node: number, message: Message<unknown>])[] = [
        [4, { type: "join", via: 1 }],
        [0, { type: "leave" }],
        [5, { type: "join", via: 2 }],
        [1, { type: "leave" }],
      ];
      const statuses = ["left", "left", "in", "in", "in", "in"];
      const isDone = (node: number) => {
        const status = world.states[node]?.membership.status;
        return status === statuses[node] || status === "joining" || status === "leaving";
      };
      for (const [node, message] of turns) {
        world.run(step);
        if (world.states[node] !== undefined) world.tell(node, message);
      }
      world.run(step);
      world.heal();
      // Who was down when it was told so is told again, and who was refused asks another one.
      for (let round = 0; round < 4; round++) {
        world.run(500);
        for (const [node, { type }] of turns) {
          if (isDone(node)) continue;
          world.tell(node, type === "join" ? { type, via: 3 } : { type: "leave" });
        }
      }
      world.requireProgress(
        PATIENCE_MS,
        "who was to be let in is, who was to leave has, and all members have the same, and all of it is stable",
        ({ states }) => {
          if (states.some((s, node) => s?.membership.status !== statuses[node])) return false;
          const members = states.filter((s) => s !== undefined && takesPart(s.membership));
          const all = members[0]!.delivered.join();
          return members.every((s) => s!.delivered.join() === all && s!.stable.join() === all);
        },
      );
      requireQuiet(world);
    },
  }),
};

/** The storms. */
export const storms = {
  calm: stormOf("messages take 1 to 30 ms and overtake each other", { latency: uniform(1, 30) }),
  rain: stormOf("one message in five is lost, and one in five comes twice, up to 100 ms late", {
    latency: uniform(1, 40),
    loss: 0.2,
    duplication: 0.2,
    copyLatency: uniform(1, 100),
  }),
  storm: stormOf(
    "besides, nodes crash and pause, links break one way or both, and copies come late",
    { latency: uniform(1, 40), loss: 0.1, duplication: 0.1 },
    { faults: [5, 15], mix: { crash: 3, partition: 2, pause: 1, slow: 1, late: 1 } },
  ),
  "the origin is gone": theOriginIsGone,
  "members come and go": comeAndGo,
};
