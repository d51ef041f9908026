import { assert, assertEquals } from "@std/assert";
import type { Entry } from "../consensus/multipaxos/log.ts";
import { multiPaxos } from "../consensus/multipaxos/multipaxos.ts";
import type { Options } from "../consensus/multipaxos/settings.ts";
import type { State } from "../consensus/multipaxos/state.ts";
import { display, type Figure } from "../figure/figure.ts";
import { duelTrace } from "../laboratory/paxos/duelling.ts";
import { bare } from "../replicated/requests.ts";
import { listMachine } from "../replicated/state_machine/list.ts";
import { constant } from "../sim/latency.ts";
import { World } from "../sim/world.ts";
import { drawLogs, drawRoles, drawRun } from "./paxos.ts";

const drawn = async (figure: Figure, type: "text/plain" | "image/svg+xml" = "text/plain") =>
  `${(await figure[display]())[type]}`;
const messagesIn = async (figure: Figure) =>
  Number(/(\d+) messages/.exec(await drawn(figure))?.[1]);

Deno.test("a run of one value is drawn in the words of Paxos, with or without what nodes tell themselves", async () => {
  const duel = {
    stand: [0, 5],
    backoff: { kind: "none" },
    latency: constant(5),
    nodes: 3,
  } as const;
  const trace = duelTrace(duel, 30);
  const svg = await drawn(drawRun(trace, "A duel", { from: 0, to: 30 }), "image/svg+xml");
  for (const said of ["prepare: a ballot", "1.1 is higher", "≥ 1.0"]) {
    assert(svg.includes(said), said);
  }
  const all = await messagesIn(drawRun(trace, "A duel"));
  assert(await messagesIn(drawRun(trace, "A duel", { toItself: false })) < all);
});

function logRun() {
  const world = new World({
    protocol: multiPaxos({ machine: listMachine as Options["machine"], whenNotLeading: "forward" }),
    nodes: 3,
    seed: 3,
    states: true,
    network: { latency: constant(5) },
    clients: { workload: [[{ input: "a", at: 400 }]], ask: bare },
  });
  world.run(600);
  return world;
}

Deno.test("a run of Multi-Paxos is drawn without its heartbeats, unless they are asked for", async () => {
  const { trace } = logRun();
  const shown = { protocol: "multipaxos", from: 0 } as const;
  const svg = await drawn(drawRun(trace, "A command", shown), "image/svg+xml");
  for (const said of ["accept: vote for these", "1:a", "voted 1"]) assert(svg.includes(said), said);
  const without = await messagesIn(drawRun(trace, "A command", shown));
  assert(await messagesIn(drawRun(trace, "A command", { ...shown, heartbeats: true })) > without);
});

Deno.test("logs of Multi-Paxos are drawn by ballots, with their gaps, and what waits for one", async () => {
  const entry = (round: number, node: number, command: string, chosen: boolean): Entry => {
    const ballot = { round, node };
    const commands = command === "" ? [] : [{ type: "command" as const, command, stamp: null }];
    return { ballot, value: { origin: ballot, commands }, chosen };
  };
  const [first, second] = logRun().states as [State, State];
  const states = [
    {
      ...first,
      executed: 1,
      log: {
        base: 0,
        entries: new Map([[1, entry(1, 2, "a", true)], [3, entry(1, 2, "c", true)]]),
      },
    },
    { ...second, executed: 1, log: { base: 1, entries: new Map([[2, entry(2, 0, "", false)]]) } },
    undefined,
  ];
  const figure = drawLogs(states, "Logs", { marked: 2, notes: ["is first"] });
  assertEquals(
    await drawn(figure),
    "Logs (logs by ballot of the vote: server 0 [1.2|· 1.2], server 1 […|2.0], server 2 [])",
  );
  const svg = await drawn(figure, "image/svg+xml");
  const said = ["no-op", "is first", "follower", "down", "waits for a slot before it", "red:"];
  for (const words of said) assert(svg.includes(words), words);
});

Deno.test("each role of Paxos is a state machine", async () => {
  const roles = drawRoles();
  const learns = "has learnt when a quorum has voted in one ballot";
  assert((await drawn(roles.learner)).includes(learns));
  for (const role of Object.values(roles)) {
    const svg = await drawn(role, "image/svg+xml");
    assert(!svg.includes("…"), "no text of a state is cut short");
  }
});
