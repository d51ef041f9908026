/** Many broadcasts, of texts that come again, at nodes with neighbours. @module */

import { type Grading, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import { told } from "hb/grade/told.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import { World } from "hb/sim/world.ts";
import type { Delivered, RunningBroadcast } from "../given.ts";
import { deliveredAt } from "./broadcast_rules.ts";
import { type Begin, graphOf, Membership, type Net, onNodes, ringWith } from "./net.ts";

/** Who is asked, and how often. */
interface Plan {
  readonly nodes: number;
  readonly asked: readonly (readonly [node: NodeId, times: number])[];
  /** Whether node 1 then crashes, comes back, and is asked three times more. */
  readonly crashes: boolean;
}

const PLANS: readonly Plan[] = [
  { nodes: 2, asked: [[0, 3]], crashes: false },
  { nodes: 12, asked: [[1, 112], [2, 14], [11, 14]], crashes: true },
];
const BACK_MS = 4000, END_MS = 6000, AGAIN = 3;

/** What the `i`-th text of a client is. */
const textOf = (client: number, i: number) =>
  ["the same", "", "the same", `${client}.${i}`, "the same again"][i % 5]!;

function inWords({ nodes, asked, crashes }: Plan): string {
  const all = asked.map(([node, times]) => `node ${node} is asked ${times} times`).join(", ");
  return `${nodes} nodes, all joined by links; ${all} to broadcast, some texts several times, and "" ` +
    `among them${
      crashes ? `; node 1 then crashes, comes back, and is asked ${AGAIN} times more` : ""
    }`;
}

/** Requires that each of many broadcasts is one of its own, however often its text has come. */
export function many(begin: Begin, grading: Grading): void {
  for (const plan of PLANS) {
    const words = inWords(plan), running = begin({ timeoutMs: 200, retryMs: 50, most: 200 });
    const world = happened(running, plan), { error } = world.violation ?? {};
    if (error !== undefined) {
      grading.asked(() => {
        throw error;
      }, () => `asked: ${words}\n  came`);
    }
    const wrong: Complain = (came, must, why) => {
      throw new Wrong(said({ asked: words, came, must, why }));
    };
    const at = world.states.map((state) => deliveredAt(running, state));
    allAnswered(world, plan, wrong);
    for (const [node, list] of at.entries()) {
      if (node !== 1 || !plan.crashes) allThere(world, node, list, wrong);
    }
    answeredOnce(world, plan, at[0]!, wrong);
  }
}

type Complain = (came: string, must: string, why: string) => never;

function happened(running: RunningBroadcast, { nodes, asked, crashes }: Plan): Net {
  const graph = nodes < 3 ? graphOf(nodes, [[0, 1]]) : ringWith(nodes, 4, new Random(3, "many"));
  const world: Net = new World({
    protocol: onNodes(running),
    nodes,
    network: { latency: uniform(1, 10), order: "fifo" },
    clients: {
      workload: asked.map(([node, times], client) =>
        Array.from({ length: times + (crashes && node === 1 ? AGAIN : 0) }, (_, i) => ({
          input: textOf(client, i),
          at: i < times ? 120 + 10 * i : BACK_MS + 100 * (i - times),
        }))
      ),
      ask: (payload) => ({ type: "broadcast", payload }) as Tagged,
      to: ({ client }) => asked[client]![0],
      link: "network",
      timeoutMs: 300,
    },
    seed: 1,
    trace: "full",
  });
  const members = new Membership(world, graph);
  members.run(3000);
  if (!crashes) return world;
  world.inject({ kind: "crash", at: 0, node: 1 });
  members.run(300);
  world.restart(1);
  members.run(END_MS - 3300);
  return world;
}

const ALSO = "who has neighbours answers, too, and each time";

function allAnswered({ history }: Net, { asked }: Plan, wrong: Complain): void {
  const at = history.findIndex(({ outcome }) => outcome !== "ok");
  if (at < 0) return;
  const { input, process } = history[at]!, [node] = asked[process % asked.length]!;
  const before = history.slice(0, at).filter((each) => each.process === process).length;
  wrong(
    `node ${node}, asked for ${told(input)} after ${before} others, does not answer`,
    "it answers with the id",
    ALSO,
  );
}

/** As often as it was broadcast each text is delivered, and each time under an id of its own. */
function allThere(
  { history }: Net,
  node: NodeId,
  list: readonly Delivered[],
  wrong: Complain,
): void {
  const ids = new Set(list.map(({ id }) => id));
  for (
    const text of new Set([
      ...history.map(({ input }) => input),
      ...list.map(({ payload }) => payload),
    ])
  ) {
    const asked = history.filter(({ input }) => input === text).length;
    const came = list.filter(({ payload }) => payload === text).length;
    if (came === asked) continue;
    wrong(
      `node ${node} has delivered ${told(text)} ${times(came)}`,
      times(asked),
      "that a text was broadcast before does not make it old: it is ids that tell broadcasts apart",
    );
  }
  if (ids.size === list.length) return;
  const id = list.find((each, i) => list.findIndex(({ id }) => id === each.id) < i)!.id;
  wrong(`node ${node} has delivered two broadcasts as ${told(id)}`, "each has its own id", ONE_ID);
}

/** Whoever asks is answered once, with an id under which just what it asked for is delivered. */
function answeredOnce(
  { history, trace }: Net,
  { asked, nodes }: Plan,
  list: readonly Delivered[],
  wrong: Complain,
): void {
  const texts = new Map<unknown, string>(list.map(({ id, payload }) => [id, payload]));
  const before = new Set<unknown>();
  for (const { input, output, process } of history) {
    const isRight = texts.get(output) === input && !before.has(output);
    before.add(output);
    if (isRight) continue;
    const [node] = asked[process % asked.length]!;
    wrong(
      `node ${node}, asked for ${told(input)}, answers ${told(output)}`,
      "it answers with the id under which that is delivered",
      ONE_ID,
    );
  }
  const answers = trace.filter((each) =>
    each.kind === "deliver" && !(each.to >= 0 && each.to < nodes)
  );
  if (answers.length === history.length) return;
  wrong(`there are ${answers.length} answers`, `${history.length}: one to each who asks`, ALSO);
}

const ONE_ID = "no two broadcasts have the same id";
const times = (count: number) => count === 1 ? "once" : `${count} times`;
