/** What a group with views is tried in: clients multicast and members come and go, in whatever weather. @module */

import type { Storm, StormRun } from "../../kit/kit.ts";
import type { Clients } from "../../model/clients.ts";
import type { Snapshot } from "../../model/invariant.ts";
import type { Schedule } from "../../sim/fault.ts";
import { uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Random } from "../../sim/random.ts";
import { type Weather, weather } from "../../sim/weather.ts";
import { type Change, protocolWith } from "./bugs.ts";
import type { Diary } from "./diary.ts";
import { NOT_A_MEMBER } from "./in_views.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";
import { nodesOf, viewLabel } from "./view.ts";

/** What a group with views is tried in. */
export type ViewStorm = Storm<State<Diary, string>, Message<string>, Timer, Saved<string>, Change>;
type ViewRun = StormRun<State<Diary, string>, Message<string>, Timer, Saved<string>>;

/** How long there is trouble, in ms. */
const TROUBLE_MS = 1500;
/** How long after that the group may take to be one again, in ms. */
const PATIENCE_MS = 8000;

/** When clients ask once more, in ms: each of them is answered the last time. */
const LATE_MS = [800, 1500, 2200].map((after) => TROUBLE_MS + after);

/** How clients ask to leave and to enter. */
const operations = ["leave", "enter"];

/** One client beside each node: it multicasts again and again; one of them leaves for a while. */
function clientsOf(random: Random, nodes: number, leaves: boolean): Clients<Message<string>> {
  const leaver = leaves ? 1 + random.below(nodes - 1) : -1;
  const leavesAt = 300 + random.below(500);
  return {
    workload: Array.from({ length: nodes }, (_, client) => {
      const times = Array.from({ length: 8 }, () => 100 + random.below(TROUBLE_MS - 200));
      const texts = times.sort((a, b) => a - b).map((at, n) => ({ input: textOf(client, n), at }));
      const comes = { input: "enter", at: leavesAt + 400 };
      const asks = client === leaver
        ? [...texts.slice(0, 3), { input: "leave", at: leavesAt }, comes, ...texts.slice(3)]
        : texts;
      // Nobody asks for the same again, so that what comes twice is a mistake of the group.
      return [
        ...asks,
        ...LATE_MS.flatMap((at, n) => [
          // Its node was down perhaps when it was asked to come back.
          ...client === leaver ? [{ input: "enter", at: at - 300 }] : [],
          { input: textOf(client, 90 + n), at },
        ]),
      ];
    }),
    ask: (input) =>
      operations.includes(String(input))
        ? { type: input as "leave" | "enter" }
        : { type: "ask", input },
    link: "local",
    timeoutMs: 400,
    outcome: (result) => result === NOT_A_MEMBER ? "fail" : "ok",
  };
}

/** What client `client` asks as its number `n`. */
function textOf(client: number, n: number): string {
  return `${client < 8 ? "abcdefgh"[client] : `n${client}-`}${n}`;
}

/** How the last texts end. */
const LAST = String(90 + LATE_MS.length - 1);

/** All nodes are in one view, have the same messages, and keep none of them. */
export function isOne(
  { states, history }: Snapshot<State<Diary, string>>,
): boolean {
  const [first] = states;
  if (first === undefined) return false;
  const known = first.app.known.join(" ");
  const last = history.filter(({ input }) => String(input).endsWith(LAST));
  return last.length >= states.length && last.every(({ outcome }) => outcome === "ok") &&
    states.every((s) =>
      s?.phase === "member" && !s.closed && s.view.number === first.view.number &&
      nodesOf(s.view).length === states.length && s.app.known.join(" ") === known &&
      [...s.channels.values()].every(({ kept }) => kept.length === 0) && s.opening === null
    ) && last.every(({ input }) => first.app.known.includes(String(input)));
}

/** What is not so. */
function missing({ states }: Snapshot<State<Diary, string>>): string {
  return states.map((s, node) =>
    s === undefined
      ? `${node} is down`
      : `${node} is ${s.phase} ${s.closed ? "in the closed view" : "in view"} ${
        viewLabel(s.view)
      }, ` +
        `knows ${s.app.known.length}`
  ).join("; ");
}

/** What is not the same in all storms. */
interface Trouble {
  readonly words: string;
  readonly network: NetworkOptions;
  /** Default 5. */
  readonly nodes?: number;
  readonly settings?: Partial<Settings>;
  readonly weather?: Omit<Weather, "untilMs">;
  readonly leaves?: boolean;
  /** What goes wrong besides. */
  readonly faults?: (random: Random, nodes: number) => Schedule;
}

function stormOf(
  { words, network, nodes = 5, settings = {}, weather: bad, leaves = false, faults }: Trouble,
): ViewStorm {
  return {
    words,
    nodes,
    leastNodes: 3,
    mostNodes: 12,
    run: ({ nodes, random, change }): ViewRun => ({
      scenario: {
        protocol: protocolWith(change, settings),
        nodes,
        network,
        clients: clientsOf(random, nodes, leaves),
        faults: [
          ...bad === undefined
            ? []
            : weather(random, nodes, { fromMs: 200, untilMs: TROUBLE_MS, ...bad }),
          ...faults?.(random, nodes) ?? [],
        ],
      },
      drive(world) {
        world.run(TROUBLE_MS);
        world.requireProgress(
          PATIENCE_MS,
          "all are in one view, and what is multicast then arrives everywhere",
          isOne,
          missing,
        );
      },
    }),
  };
}

/** One node crashes, and when the others have gone on without it, another one. */
function oneByOne(random: Random, nodes: number): Schedule {
  return [0, 1].map((nth) => ({
    kind: "crash",
    at: 200 + 800 * nth + random.below(200),
    node: random.below(nodes),
    downMs: 20 + random.below(500),
  }));
}

/** The storms. */
export const storms: Readonly<Record<string, ViewStorm>> = {
  calm: stormOf({
    words: "messages take 1 to 10 ms and overtake each other; a member leaves and joins again",
    network: { latency: uniform(1, 10) },
    leaves: true,
  }),
  crashes: stormOf({
    words:
      "one member after the other crashes and comes back as a newcomer; one message in twenty is lost",
    network: { latency: uniform(1, 10), loss: 0.05, duplication: 0.05 },
    faults: oneByOne,
  }),
  rain: stormOf({
    words:
      "one founder, whom all others join; one message in ten is lost, one in ten comes twice, and a member leaves",
    network: { latency: uniform(1, 30), loss: 0.1, duplication: 0.1 },
    settings: { founders: [0] },
    leaves: true,
  }),
  partitions: stormOf({
    words: "links break, one way or both, nodes pause, and copies come late; nobody crashes",
    network: { latency: uniform(1, 10), loss: 0.02, duplication: 0.05 },
    weather: { faults: [3, 10], mix: { partition: 3, pause: 1, slow: 1, late: 1 } },
  }),
  storm: stormOf({
    words: "besides all that, members crash, as many as one likes, and come back as who they were",
    network: { latency: uniform(1, 20), loss: 0.05, duplication: 0.05 },
    settings: { durable: true },
    weather: {
      faults: [5, 20],
      mix: { crash: 3, partition: 2, pause: 1, clock: 1, late: 1 },
    },
    leaves: true,
  }),
};
