/** How much a store of ranges may say, ask and remember. @module */

import { type Grading, runFor, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import type { Ask } from "hb/model/clients.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { constant } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import { World } from "hb/sim/world.ts";
import type { Operation, StoreOptions } from "../given.ts";
import { isReplica, raftGroups } from "./raft_groups.ts";
import { storeLabels } from "./store_words.ts";
import { type Begin, NODES, worldOf } from "./store_world.ts";

type StoreScenario = Scenario<unknown, Tagged, Tagged, unknown>;
type StoreWorld = World<unknown, Tagged, Tagged, unknown>;

const KEYS = ["b", "f", "k", "p", "t", "x"];
/** When clients begin to ask, in ms: groups have leaders by then. */
const BEGIN_MS = 1500;
const MANY_EVENTS = 60_000;
/** What was asked twice is answered twice, in less than this. */
const UNDER_WAY_MS = 100;

/** Where all is well, little is said. */
export function sparing(store: Begin, grading: Grading): void {
  const work = KEYS.map((key): Operation => ({ type: "put", key, value: `of ${key}` }));
  const asks = [...work, ...work.map(({ key }): Operation => ({ type: "get", key }))];
  const scenario = worldOf(store(), [
    asks.map((input, i): Ask => ({ input, at: BEGIN_MS + 100 * i })),
  ]);
  const asked =
    `all is well; a client puts ${KEYS.length} keys and gets them, one after the other, each at another node`;
  const world = worldIn(scenario);
  runFor(world, BEGIN_MS + 100 * asks.length + 500, MANY_EVENTS);
  goesWell(world, asks, asked, grading);
  runFor(world, UNDER_WAY_MS + 300, MANY_EVENTS);
  const own = ownIn(world), early = own.filter(({ at }) => at < BEGIN_MS - 100).length;
  if (early > 0) {
    throw new Wrong(said({
      asked: `all is well, and nobody asks anything for ${BEGIN_MS - 100} ms`,
      came: `${early} messages that are not of groups`,
      must: "none",
      why: SPARING,
    }));
  }
  const lastMs = Math.max(...world.history.map(({ endedAt }) => endedAt));
  const late = own.filter(({ at }) => at > lastMs + UNDER_WAY_MS).length;
  if (own.length <= 8 * asks.length && late === 0) return;
  const came = late > 0
    ? `${late} messages when all was answered`
    : `${own.length} messages that are not of groups`;
  const must = `${8 * asks.length} at most, and none when all was answered`;
  throw new Wrong(said({ asked, came, must, why: SPARING }));
}

/** After so many, each key has been written in each way at each node. */
const ROUND = 60;

/** What is over is forgotten: where the same is asked again and again, no more is kept. */
export function forgetful(store: Begin, grading: Grading): void {
  const asks = Array.from({ length: 2 * ROUND }, (_, i) => mixed(i % ROUND));
  const scenario = worldOf(store(), [asks.map((input): Ask => ({ input, at: BEGIN_MS }))]);
  const world = worldIn({ ...scenario, clients: { ...scenario.clients!, think: constant(1) } });
  const asked = `all is well; a client puts, gets, and deletes ${KEYS.length} keys, ${ROUND} ` +
    "times, each time at another node; and then once more the same";
  const [first = 0, second = 0] = [ROUND, 2 * ROUND].map((count) => {
    const isDone = () => world.history[count - 1]?.outcome === "ok";
    world.run(BEGIN_MS + 100 * ROUND, () => isDone() || world.events > 2 * MANY_EVENTS);
    goesWell(world, asks.slice(0, count), asked, grading);
    return valuesIn(world.states);
  });
  // An answer may be kept until its gateway asks again; if each was, they would be more.
  if (second <= first + ROUND / 4) return;
  throw new Wrong(said({
    asked,
    came: `nodes and their machines hold ${first} values after the first time, ${second} after ` +
      "the second (logs of groups are not counted)",
    must: "about as many: no key is new, and nothing is under way",
    why: "what is over is forgotten; what a gateway cannot ask again need not be remembered " +
      "(section 15.3)",
  }));
}

/** What is asked as `i`th of a round. */
function mixed(i: number): Operation {
  const key = KEYS[i % KEYS.length]!, value = `${i}`;
  switch (i % 4) {
    case 0:
      return { type: "put", key, value };
    case 1:
      return { type: "get", key };
    case 2:
      return { type: "delete", key };
    default:
      return { type: "cas", key, expected: null, value };
  }
}

/** How many values there are in something; of replicas those of their machines. */
function valuesIn(there: unknown): number {
  if (typeof there !== "object" || there === null) return 1;
  if (isReplica(there)) return valuesIn(there.machine.state);
  const parts = there instanceof Map
    ? [...there].flat()
    : there instanceof Set
    ? [...there]
    : Object.values(there);
  return parts.reduce((sum: number, each) => sum + valuesIn(each), 0);
}

/** One range on three nodes; gateways ask more often than in other runs. */
const small: StoreOptions = {
  ranges: [{ group: 7, start: "", end: null, members: [3, 1, 2] }],
  retryMs: 40,
  groups: raftGroups,
};
const TRIES = 100, GATEWAY = 4, CLIENTS = 8;

/** Where nobody answers, a gateway asks a hundred times. */
export function givesUp(store: Begin, grading: Grading): void {
  const { retryMs } = small;
  const input = (client: number): unknown =>
    client === 0 ? { type: "askSplit", at: "f", child: 8 } : { type: "get", key: "b" };
  const workload = Array.from(
    { length: CLIENTS },
    (_, client): Ask[] => [{ input: input(client), at: BEGIN_MS }],
  );
  const scenario = worldOf(store(small), workload, small);
  const others = Array.from({ length: NODES }, (_, node) => node).filter((n) => n !== GATEWAY);
  const world = worldIn({
    ...scenario,
    faults: others.map((node) => ({ kind: "crash", at: BEGIN_MS - 50, node })),
    clients: { ...scenario.clients!, to: () => GATEWAY },
  });
  const asked = `the range has its replicas on ${small.ranges[0]!.members.join(", ")}; all nodes ` +
    `but ${GATEWAY} die for good; then ${CLIENTS} clients at node ${GATEWAY} ask (one of them for a split)`;
  const why = `a gateway asks again, each ${retryMs} ms here, until it is answered or has asked ` +
    `${TRIES} times; then it is over, and forgotten (section 15.3)`;
  runFor(world, BEGIN_MS - 10, MANY_EVENTS);
  const before = valuesIn(world.states);
  runFor(world, 2 * TRIES * retryMs, MANY_EVENTS);
  unbroken(world, asked, grading);
  const tries = Math.round(((ownIn(world).at(-1)?.at ?? BEGIN_MS) - BEGIN_MS) / retryMs);
  if (Math.abs(tries - TRIES) > 3) {
    const came = tries > 1.9 * TRIES
      ? `it still asks ${2 * TRIES * retryMs} ms later`
      : `it asks for the last time ${tries * retryMs} ms later`;
    throw new Wrong(said({ asked, came, must: `it asks for ${(TRIES - 1) * retryMs} ms`, why }));
  }
  const after = valuesIn(world.states);
  if (after < before + CLIENTS) return;
  const came = `node ${GATEWAY} holds ${before} values before, and ${after} when it has given up`;
  throw new Wrong(said({ asked, came, must: "about as many", why }));
}

const worldIn = (scenario: StoreScenario): StoreWorld =>
  new World({ ...scenario, seed: 1, trace: "full" });

/** What nodes say that is not of groups. */
const ownIn = ({ trace }: StoreWorld) =>
  trace.filter((each) => each.kind === "send" && (each.body as Tagged).type !== "group");

/** All that was asked is answered, and no rule is broken. */
function goesWell(
  world: StoreWorld,
  asks: readonly Operation[],
  asked: string,
  grading: Grading,
): void {
  unbroken(world, asked, grading);
  const { history, now } = world;
  const at = asks.findIndex((_, i) => history[i]?.outcome !== "ok");
  if (at < 0) return;
  const ms = Math.round(now - (history[at]?.invokedAt ?? BEGIN_MS));
  const came = `no answer to ${storeLabels.request!(asks[at]!)} within ${ms} ms`;
  throw new Wrong(said({ asked, came, must: "an answer to each", why: ANSWERED }));
}

function unbroken({ violation }: StoreWorld, asked: string, grading: Grading): void {
  if (violation === undefined) return;
  if (violation.error !== undefined) {
    grading.asked(() => {
      throw violation.error;
    }, () => `asked: ${asked}\n  came`);
  }
  throw new Wrong(
    said({ asked, came: violation.words, must: violation.invariant, why: ANSWERED }),
  );
}

const ANSWERED = "a node asks whoever has the key, and again, until it can answer (section 15.3)";
const SPARING =
  "what is learned of ranges is remembered, and what is over is over: an operation takes a " +
  "question and an answer, and a few more where the leader is not known yet (section 15.3)";
