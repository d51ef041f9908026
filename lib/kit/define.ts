/**
 * A kit for a small protocol: it says what the protocol is and what must hold, and gets usual weather and a
 * small instance with it. Protocols with ideas of their own about storms write their kit out.
 *
 * @module
 */

import type { ProtocolSystem } from "../check/explore/protocol_system.ts";
import type { Invariant } from "../model/invariant.ts";
import { type Labels, withAnswers } from "../model/labels.ts";
import type { Protocol, Tagged } from "../model/protocol.ts";
import type { Clients } from "../model/clients.ts";
import { uniform } from "../sim/latency.ts";
import type { NetworkOptions } from "../sim/network_options.ts";
import type { Random } from "../sim/random.ts";
import { weather } from "../sim/weather.ts";
import type { World } from "../sim/world.ts";
import { changed, type ProtocolChange } from "./change.ts";
import type { Bug, Instance, Kit, Storm } from "./kit.ts";

/** What is to come about when the trouble is over. */
export interface Progress<S, M extends Tagged, T extends Tagged, R> {
  /** What should have come about, as a sentence that is told when it has not. */
  readonly words: string;
  /** How long it may take, in ms; default 10,000. */
  readonly withinMs?: number;
  /** Whether it has. */
  holds(world: World<S, M, T, R>): boolean;
}

/** What a small protocol says of itself; all but the first four have defaults. */
export interface SmallProtocol<S, M extends Tagged, T extends Tagged = never, R = never> {
  /** What commands call it. */
  readonly name: string;
  /** What it does, in a line. */
  readonly words: string;
  /** What every node runs. */
  readonly protocol: Protocol<S, M, T, R>;
  /** What must hold after every step. */
  readonly invariants: readonly Invariant<S>[];
  /** Where it is published. */
  readonly source?: string;
  /** How many nodes there are; default 3. */
  readonly nodes?: number;
  /** How it is told in diagrams. */
  readonly labels?: Labels<S, M, T, R>;
  /** Who asks what, drawn for each run; default: nobody. */
  clients?(random: Random, nodes: number): Clients<M>;
  /** What comes about in the end, in calm weather. */
  readonly promise?: Progress<S, M, T, R>;
  /** How bad it gets: the storms that the protocol is made for; default: calm alone. */
  readonly weathers?: readonly ("calm" | "rain" | "storm")[];
  /** What is explored: everything but the protocol and its invariants; default: nothing. */
  readonly small?: Omit<ProtocolSystem<S, M, T, R>, "name" | "protocol" | "invariants">;
  /** How many states that has; a test pins it. */
  readonly states?: number;
  /** Wrong handlers, by what is wrong. */
  readonly bugs?: Readonly<Record<string, Bug<ProtocolChange<S, M, T, R>>>>;
}

/** How long there is trouble, in ms. */
const TROUBLE_MS = 2000;

/** Each weather is that of the one before, and worse. */
const weathers = {
  calm: { words: "messages take 1 to 10 ms and may overtake each other", latencyMs: 10, loss: 0 },
  rain: {
    words: "messages are late, one in ten is lost, one in ten comes twice",
    latencyMs: 40,
    loss: 0.1,
  },
  storm: {
    words: "besides rain, nodes crash and pause, links break one way or both, clocks jump",
    latencyMs: 40,
    loss: 0.05,
  },
} as const;

/**
 * The kit of a small protocol.
 *
 * @example A counter that somebody forgets
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { defineKit } from "hb/kit/define.ts";
 * import { simulate } from "hb/kit/simulate.ts";
 * import type { Protocol } from "hb/model/protocol.ts";
 *
 * type Message = { type: "add" }; // every node → node 0, once
 * const protocol: Protocol<{ sum: number }, Message> = {
 *   start(io) {
 *     io.send(0, { type: "add" });
 *     return { sum: 0 };
 *   },
 *   upon: { add: (s) => void s.sum++ },
 * };
 * const kit = defineKit({
 *   name: "count",
 *   words: "node 0 counts the nodes",
 *   protocol,
 *   invariants: [{
 *     name: "no more than there are",
 *     words: "node 0 counts no node twice",
 *     check({ states }) {
 *       const sum = states[0]?.sum ?? 0;
 *       if (sum > states.length) return { words: `it counts ${sum}`, nodes: [0] };
 *     },
 *   }],
 *   weathers: ["calm", "rain"],
 * });
 * assertEquals(simulate(kit, { storm: "calm", seeds: 20 }).failure, undefined);
 * assertEquals(simulate(kit, { storm: "rain", seeds: 20 }).failure?.violation.words, "it counts 4");
 * ```
 */
export function defineKit<S, M extends Tagged, T extends Tagged = never, R = never>(
  small: SmallProtocol<S, M, T, R>,
): Kit<S, M, T, R, ProtocolChange<S, M, T, R>> {
  const { name, words, source, labels = {}, invariants, bugs = {} } = small;
  const kinds = small.weathers ?? ["calm"];
  return {
    name,
    words,
    ...(source === undefined ? {} : { source }),
    labels: withAnswers(labels),
    invariants,
    bugs,
    storms: Object.fromEntries(kinds.map((kind) => [kind, stormOf(small, kind)])),
    instances: small.small === undefined ? {} : { small: instanceOf(small, small.small) },
  };
}

type Change<S, M extends Tagged, T extends Tagged, R> = ProtocolChange<S, M, T, R>;

function stormOf<S, M extends Tagged, T extends Tagged, R>(
  small: SmallProtocol<S, M, T, R>,
  kind: keyof typeof weathers,
): Storm<S, M, T, R, Change<S, M, T, R>> {
  const { words, latencyMs, loss } = weathers[kind];
  const network: NetworkOptions = { latency: uniform(1, latencyMs), loss, duplication: loss };
  return {
    words,
    nodes: small.nodes ?? 3,
    run: ({ nodes, random, change }) => ({
      scenario: {
        protocol: changed(small.protocol, change),
        nodes,
        network,
        ...(kind === "storm" ? troubleFor(random, nodes) : {}),
        ...(small.clients === undefined ? {} : { clients: small.clients(random, nodes) }),
      },
      drive(world) {
        world.run(TROUBLE_MS);
        const { promise } = small;
        if (promise === undefined) return void world.run(TROUBLE_MS);
        world.requireProgress(
          promise.withinMs ?? 10_000,
          promise.words,
          () => promise.holds(world),
        );
      },
    }),
  };
}

function troubleFor(random: Random, nodes: number) {
  return {
    disk: { fsync: uniform(0, 5) },
    clocks: { maxOffsetMs: 1000, maxDriftPpm: 20_000 },
    faults: weather(random, nodes, { untilMs: TROUBLE_MS, faults: [3, 15] }),
  };
}

function instanceOf<S, M extends Tagged, T extends Tagged, R>(
  { name, protocol, words, states }: SmallProtocol<S, M, T, R>,
  system: NonNullable<SmallProtocol<S, M, T, R>["small"]>,
): Instance<S, M, T, R, Change<S, M, T, R>> {
  return {
    words,
    ...(states === undefined ? {} : { states }),
    system: (change) => ({ ...system, name, protocol: changed(protocol, change) }),
  };
}
