/** Whether members do as was chosen, where that is otherwise; and whose suspicions have a time. @module */

import { type Grading, runFor, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import type { Fault } from "hb/sim/fault.ts";
import { World } from "hb/sim/world.ts";
import type { NodeId, RunningSwim, SwimMessage, SwimOptions } from "../given.ts";
import { crash } from "./swim_befalls.ts";
import { unbroken } from "./swim_sent.ts";
import { isIn } from "./swim_world.ts";
import { asProtocol, type Begin, latency, NODES, options, type SwimWorld } from "./swim_world.ts";

const OTHER: SwimOptions = {
  ...options,
  periodMs: 400,
  timeoutMs: 10,
  helpers: 3,
  syncMs: 4000,
};

/** Requires that periods, timeouts, helpers and whole views are as chosen. */
export function asChosen(begin: Begin, grading: Grading): void {
  const { periodMs, timeoutMs, helpers, syncMs } = OTHER, forMs = 16_000;
  const asked = `${NODES} nodes; nothing happens for ${forMs} ms; a period of ${periodMs} ms, a ` +
    `timeout of ${timeoutMs} ms, which is less than most answers take, ${helpers} helpers, and a ` +
    `sync in ${syncMs} ms`;
  const sent: { readonly from: NodeId; readonly body: SwimMessage }[] = [];
  const world: SwimWorld = new World({
    protocol: asProtocol(begin(OTHER)),
    nodes: NODES,
    network: { latency },
    seed: 1,
    trace: "none",
    tap: ({ from, body }) => void sent.push({ from, body: body as SwimMessage }),
  });
  runFor(world, forMs);
  unbroken(world, asked, grading);
  const of = (type: string) => sent.filter(({ body }) => body.type === type);
  const most = (list: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const each of list) counts.set(each, (counts.get(each) ?? 0) + 1);
    return Math.max(0, ...counts.values());
  };
  const own = of("ping").filter(({ body }) => body.type === "ping" && body.relay === null);
  const pings = most(own.map(({ from }) => `${from}`)),
    syncs = most(of("sync").map(({ from }) => `${from}`));
  const asks = most(
    of("ping-req").map(({ from, body }) =>
      `${from}/${body.type === "ping-req" ? body.sequence : 0}`
    ),
  );
  const mostPings = Math.ceil(forMs / periodMs) + 1, mostSyncs = Math.ceil(forMs / syncMs) + 1;
  const require = (isRight: boolean, came: string, must: string) => {
    if (isRight) return;
    throw new Wrong(said({ asked, came, must, why: "what is chosen is obeyed, whatever it is" }));
  };
  require(pings <= mostPings, `one sends ${pings} pings`, `${mostPings} at most`);
  require(syncs <= mostSyncs, `one sends ${syncs} syncs`, `${mostSyncs} at most`);
  const isLate = of("ping-req").length >= 10;
  require(isLate, `there are ${of("ping-req").length} ping-reqs`, "some for most probes");
  require(asks === helpers, `for no probe are more than ${asks} asked for help`, `${helpers}`);
}

const SPARSE: SwimOptions = { ...options, syncMs: 100_000 };

/** Requires that a suspicion ends also where who was the first to say so crashes. */
export function endsForAll(begin: Begin, grading: Grading): void {
  for (const seed of grading.seeds(4)) {
    const accused: Fault[] = [crash(1500, 2)];
    const found = accuser(begin, accused, seed, grading);
    if (found === undefined) continue;
    const { first, at } = found, faults = [...accused, crash(at, first)];
    const asked =
      `${NODES} nodes; node 2 crashes at 1500 ms, node ${first} is the first to suspect ` +
      `it, and crashes at ${at} ms, when all do; whole views are rare`;
    const running = begin(SPARSE), world = worldOf(running, faults, seed);
    runFor(world, 14_000);
    unbroken(world, asked, grading);
    for (const [node, s] of world.states.entries()) {
      const held = s === undefined ? undefined : running.of(s, 2);
      if (s === undefined || !isIn(held)) continue;
      const came = `at 14000 ms node ${node} holds that node 2 is ${held!.status}`;
      const why = "whoever holds that one is suspect ends that after its time (SWIM, section 4.2)";
      throw new Wrong(said({ asked, came, must: "node 2 is dead to all", why }));
    }
  }
}

const worldOf = (running: RunningSwim, faults: readonly Fault[], seed: number): SwimWorld =>
  new World({
    protocol: asProtocol(running),
    nodes: NODES,
    network: { latency },
    faults,
    seed,
    trace: "none",
  });

/** Who was alone in suspecting node 2 first, and when all suspect it. */
function accuser(begin: Begin, faults: readonly Fault[], seed: number, grading: Grading) {
  const running = begin(SPARSE), world = worldOf(running, faults, seed);
  let first: NodeId | undefined;
  while (world.now < 5000) {
    runFor(world, 5);
    unbroken(world, `${NODES} nodes; node 2 crashes at 1500 ms`, grading);
    const all = world.states.flatMap((s, node) =>
      s !== undefined && running.of(s, 2)?.status === "suspect" ? [node] : []
    );
    if (first === undefined && all.length > 0) first = all[0];
    if (all.length === NODES - 1) return { first: first!, at: Math.round(world.now) + 1 };
  }
  return undefined;
}
