/** Many broadcasts, of texts that come again, at nodes with neighbours. @module */

import { type Grading, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import { told } from "hb/grade/told.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import { World } from "hb/sim/world.ts";
import type { Delivered } from "../given.ts";
import { deliveredAt } from "./broadcast_rules.ts";
import { type Begin, Membership, type Net, onNodes, ringWith } from "./net.ts";

const NODES = 12, BACK_MS = 4000, END_MS = 6000;
/** Who is asked, and how often; node 1 then crashes, comes back, and is asked three times more. */
const ASKED: readonly (readonly [node: NodeId, times: number])[] = [[1, 112], [2, 14], [11, 14]];
const AGAIN = 3;
const WORDS =
  `${NODES} nodes, of which ${
    ASKED.map(([node, times]) => `node ${node} is asked ${times} times`).join(", ")
  } to broadcast, some texts several times, and "" among them; node 1 then crashes and comes back, ` +
  `and is asked ${AGAIN} times more`;

/** What the `i`-th text of a client is. */
const textOf = (client: number, i: number) =>
  ["the same", `${client}.${i}`, "", "the same again", `${client}.${i}`][i % 5]!;

/** Requires that each of many broadcasts is one of its own, however often its text has come. */
export function many(begin: Begin, grading: Grading): void {
  const running = begin({ timeoutMs: 200, retryMs: 50, most: 200 });
  const graph = ringWith(NODES, 4, new Random(3, "many"));
  const world: Net = new World({
    protocol: onNodes(running),
    nodes: NODES,
    network: { latency: uniform(1, 10), order: "fifo" },
    clients: {
      workload: ASKED.map(([node, times], client) =>
        Array.from({ length: times + (node === 1 ? AGAIN : 0) }, (_, i) => ({
          input: textOf(client, i),
          at: i < times ? 120 + 10 * i : BACK_MS + 100 * (i - times),
        }))
      ),
      ask: (payload) => ({ type: "broadcast", payload }) as Tagged,
      to: ({ client }) => ASKED[client]![0],
      link: "network",
      timeoutMs: 300,
    },
    seed: 1,
    trace: "full",
  });
  const members = new Membership(world, graph);
  members.run(3000);
  world.inject({ kind: "crash", at: 0, node: 1 });
  members.run(300);
  world.restart(1);
  members.run(END_MS - 3300);
  const { error } = world.violation ?? {};
  if (error !== undefined) {
    grading.asked(() => {
      throw error;
    }, () => `asked: ${WORDS}\n  came`);
  }
  const at = world.states.map((state) => deliveredAt(running, state));
  for (const [node, list] of at.entries()) if (node !== 1) allThere(world, node, list);
  answeredOnce(world, at[0]!);
}

/** As often as it was broadcast each text is delivered, and each time under an id of its own. */
function allThere({ history }: Net, node: NodeId, list: readonly Delivered[]): void {
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
  wrong(`node ${node} has delivered two broadcasts as ${told(id)}`, "each has its own id", "");
}

/** Whoever asks is answered once, with an id under which just what it asked for is delivered. */
function answeredOnce({ history, trace }: Net, list: readonly Delivered[]): void {
  const texts = new Map(list.map(({ id, payload }) => [id, payload]));
  const before = new Set<unknown>();
  for (const { input, outcome, output, process } of history) {
    const node = ASKED[process % ASKED.length]![0],
      isRight = outcome === "ok" && texts.get(output as string) === input;
    if (isRight && !before.has(output)) {
      before.add(output);
      continue;
    }
    wrong(
      `node ${node}, asked for ${told(input)}, ${
        outcome === "ok" ? `answers ${told(output)}` : "does not answer"
      }`,
      "it answers with the id under which that is delivered",
      "who has neighbours answers, too, and in each of its broadcasts",
    );
  }
  const count = trace.filter((each) =>
    each.kind === "deliver" && !(each.to >= 0 && each.to < NODES)
  );
  if (count.length === history.length) return;
  wrong(`there are ${count.length} answers`, `${history.length}: one to each who asks`, "");
}

const times = (count: number) => count === 1 ? "once" : `${count} times`;

function wrong(came: string, must: string, why: string): never {
  throw new Wrong(
    said({ asked: WORDS, came, must, why: why || "no two broadcasts have the same id" }),
  );
}
