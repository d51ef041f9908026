/** Storms in which a HotStuff must stay right, and get on when they are over. @module */

import { type Grading, reach, runFor } from "hb/grade/part.ts";
import type { History } from "hb/model/history.ts";
import type { Invariant } from "hb/model/invariant.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import { drawnScript } from "hb/security/adversary/draw.ts";
import { puppet } from "hb/security/adversary/puppet.ts";
import { type Traitors, withTraitors } from "hb/security/adversary/traitors.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { constant, uniform } from "hb/sim/latency.ts";
import type { NetworkOptions } from "hb/sim/network_options.ts";
import { Random } from "hb/sim/random.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import { weather } from "hb/sim/weather.ts";
import type { World } from "hb/sim/world.ts";
import type { WholeHotStuff } from "../given.ts";
import { sizesOf } from "./did.ts";
import * as liars from "./whole_liars.ts";
import { invariantsOf, onlyAsked } from "./whole_rules.ts";
import { loyalNode, type Message, type State, type Subject, subjectOf } from "./whole_subject.ts";

/** What is not the same in all storms. */
interface Storm {
  readonly words: string;
  readonly replicas: number;
  readonly seeds: number;
  readonly clients?: number;
  readonly asks?: number;
  readonly viewMs?: number;
  readonly network?: NetworkOptions;
  readonly faults?: (random: Random) => Schedule;
  readonly traitors?: (subject: Subject, random: Random) => Traitors<Message>;
  readonly twins?: readonly NodeId[];
  readonly troubleMs?: number;
  readonly patienceMs?: number;
  readonly fsyncMs?: number;
}

const LINK: NetworkOptions = { latency: uniform(1, 20) };
const TYPES = ["proposal", "vote", "wish", "certified", "block", "reply"];

const one =
  (node: NodeId, liar: typeof liars.equivocates) => (subject: Subject): Traitors<Message> => ({
    [node]: liar(subject.bare),
  });

/** Liars whom nobody has thought of, f of them. */
function strangers(subject: Subject, random: Random): Traitors<Message> {
  const { replicas } = subject, names: NodeId[] = [];
  while (names.length < sizesOf(replicas).faults) {
    const node = random.below(replicas);
    if (!names.includes(node)) names.push(node);
  }
  return Object.fromEntries(names.map((name) => {
    const listeners = [...Array(replicas + 2).keys()].filter((node) => node !== name);
    const script = drawnScript((n) => random.below(n), { listeners, types: TYPES });
    return [name, puppet(subject.bare, script, names)];
  }));
}

const trouble = (
  replicas: number,
  mix: { crash?: number; partition?: number; pause?: number },
  count: readonly [number, number],
) =>
(random: Random) =>
  weather(random, replicas, { fromMs: 50, untilMs: 1800, faults: count, spanMs: [20, 500], mix });

const all: readonly Storm[] = [
  {
    words: "nobody lies, and nothing is lost",
    replicas: 4,
    seeds: 2,
    network: { latency: constant(5) },
  },
  {
    words: "nobody lies; messages overtake each other and come twice",
    replicas: 7,
    seeds: 2,
    network: { latency: uniform(1, 30), duplication: 0.2 },
  },
  {
    words: "the first leader is silent",
    replicas: 4,
    seeds: 2,
    traitors: one(0, liars.fallsSilent),
  },
  {
    words: "a leader proposes one block to the one half, and another to the other",
    replicas: 4,
    seeds: 3,
    traitors: one(0, liars.equivocates),
  },
  {
    words: "a leader proposes two blocks in each view",
    replicas: 4,
    seeds: 2,
    traitors: one(1, liars.proposesTwice),
  },
  { words: "a leader leaves one out", replicas: 4, seeds: 2, traitors: one(0, liars.leavesOut) },
  {
    words: "a leader proposes what nobody has asked for",
    replicas: 4,
    seeds: 2,
    traitors: one(0, liars.invents),
  },
  {
    words: "a replica lies to clients",
    replicas: 4,
    seeds: 2,
    traitors: one(2, liars.liesToClients),
  },
  {
    words: "a replica wants another leader all the time",
    replicas: 4,
    seeds: 2,
    traitors: one(3, liars.restless),
  },
  {
    words: "a replica sends wrong blocks to those who missed some",
    replicas: 4,
    seeds: 2,
    traitors: one(3, liars.wrongBlocks),
    network: { latency: uniform(1, 20), loss: 0.1 },
  },
  {
    words: "messages take five times as long as a view may",
    replicas: 4,
    seeds: 2,
    viewMs: 40,
    network: { latency: uniform(150, 200) },
    asks: 2,
    patienceMs: 25_000,
  },
  {
    words: "links lose a fifth",
    replicas: 4,
    seeds: 3,
    network: { latency: uniform(1, 20), loss: 0.2, duplication: 0.1 },
  },
  {
    words: "links break",
    replicas: 4,
    seeds: 4,
    faults: trouble(4, { partition: 2, pause: 1 }, [4, 8]),
  },
  {
    words: "replicas crash and come back",
    replicas: 4,
    seeds: 4,
    faults: trouble(4, { crash: 1 }, [6, 12]),
    fsyncMs: 5,
  },
  {
    words: "a leader equivocates while replicas crash and come back",
    replicas: 4,
    seeds: 3,
    traitors: one(0, liars.proposesTwice),
    faults: trouble(4, { crash: 2, partition: 1 }, [5, 10]),
    fsyncMs: 5,
  },
  {
    words: "a replica runs twice, and links break",
    replicas: 4,
    seeds: 4,
    twins: [0],
    faults: trouble(5, { partition: 3 }, [5, 10]),
  },
  {
    words: "one of four does what nobody has thought of",
    replicas: 4,
    seeds: 10,
    traitors: strangers,
  },
  {
    words: "two of seven do what nobody has thought of",
    replicas: 7,
    seeds: 3,
    traitors: strangers,
  },
];

/** All of them. */
export function storms(whole: WholeHotStuff, grading: Grading): void {
  for (const [nth, storm] of all.entries()) {
    const { words, seeds, replicas } = storm;
    grading.busyWith(() => words);
    const rounds = storm.traitors === undefined && storm.faults === undefined ? 1 : seeds;
    // What is drawn is another each time; with each of them a seed or more.
    for (let round = 0; round < rounds; round++) {
      const subject = subjectOf(whole, replicas, storm.viewMs);
      const random = new Random(100 * nth + round, "13-byzantine");
      blow(subject, storm, random, Math.ceil(seeds / rounds), grading);
    }
  }
}

function blow(
  subject: Subject,
  storm: Storm,
  random: Random,
  seeds: number,
  grading: Grading,
): void {
  const {
    words,
    replicas,
    clients = 2,
    asks = 6,
    network = LINK,
    twins = [],
    troubleMs = 2000,
    patienceMs = 8000,
    fsyncMs,
  } = storm;
  const traitors = storm.traitors?.(subject, random) ?? {}, silent = [...twins];
  const commands = new Map(
    Array.from({ length: clients }, (_, i) => [
      replicas + i,
      Array.from({ length: asks }, (_, nth) => `${"abc"[i]}${nth + 1}`),
    ]),
  );
  const rule = (invariant: Invariant<State>): Invariant<State> => ({
    ...invariant,
    words: `${invariant.words} (${words})`,
  });
  const scenario: Scenario<State, Message, Tagged, unknown> = {
    protocol: withTraitors(subject.protocol, traitors),
    nodes: replicas + clients,
    ...(twins.length === 0 ? {} : { twins }),
    network,
    ...(fsyncMs === undefined ? {} : { disk: { fsync: uniform(0, fsyncMs) } }),
    faults: storm.faults?.(random) ?? [],
    clients: {
      // The last is asked for when the trouble is over: with it all come to know what they have missed.
      workload: [...commands.values()].map((own, client) =>
        own.map((input, i) => ({
          input,
          at: client === 0 && i === asks - 1 ? troubleMs + 500 : i * 100,
        }))
      ),
      ask: (input) => ({ type: "ask", command: input as string }),
      to: ({ client }) => replicas + client,
      link: "local",
    },
    invariants: [
      ...invariantsOf(subject, silent) as Invariant<State>[],
      onlyAsked(subject, commands, silent) as Invariant<State>,
      results(subject, silent),
    ].map(rule),
  };
  grading.sweep(scenario, {
    seeds,
    seedBase: 1 + random.below(1000),
    shrinkRuns: 40,
    drive(world) {
      runFor(world, troubleMs, MOST_EVENTS);
      world.reshape(storm.viewMs === undefined ? LINK : network);
      reach(world, [
        patienceMs,
        `when the trouble is over, all that clients ask for is executed, and answered (${words})`,
        () => !world.clientsBusy,
        (world) => `${waiting(world.history)}\n${standing(subject, world, silent)}`,
      ], MOST_EVENTS);
      runFor(world, 3000, MOST_EVENTS);
      reach(world, [
        6000,
        `when all is done, all loyal replicas come to know it, and nobody waits for anything (${words})`,
        () => isQuiet(subject, world.states, silent, world.history.length),
        (world) => `in the end\n${standing(subject, world, silent)}`,
      ], MOST_EVENTS);
      if (storm.traitors === undefined && twins.length === 0) idles(world, words);
    },
  });
}

/** More events than this, and a run does not come to rest. */
const MOST_EVENTS = 150_000;

function waiting(history: History): string {
  const done = history.filter(({ outcome }) => outcome === "ok").length;
  return `${history.length - done} of ${history.length} commands are not answered`;
}

/** Where each loyal replica stands: its view, what it has executed, and until when it waits. */
function standing(
  subject: Subject,
  { now, states }: {
    readonly now: number;
    readonly states: readonly (Readonly<State> | undefined)[];
  },
  silent: readonly NodeId[],
): string {
  const shown = subject.shown(states, silent);
  return shown.flatMap((view, node) => {
    if (view === undefined) return [];
    const due = [...loyalNode(states[node])?.due ?? []].map(([type, { at, ms }]) =>
      `"${type}", set for ${Math.round(ms)} ms, due in ${Math.round(at - now)}`
    );
    const voted = view.voted === null
      ? "has not voted"
      : `has last voted in view ${view.voted.view}`;
    return [
      `  replica ${node} is in view ${view.view}, ${voted}, has executed ${view.executed.length}, and ` +
      `waits for ${due.join(" and ") || "nothing: no timer of its own runs"}`,
    ];
  }).join("\n");
}

/** When nothing is asked for, nothing happens. */
function idles(world: World<State, Message, Tagged, unknown>, words: string): void {
  // Whoever has waited for long may wait once more for what it was not sent.
  runFor(world, 30_000, MOST_EVENTS);
  const before = world.events;
  runFor(world, 3000, MOST_EVENTS);
  const more = world.events - before;
  world.require({
    name: "rest",
    words: `while nothing is asked for that is not executed, nobody waits for anything (${words})`,
    check: () =>
      more === 0
        ? undefined
        : { words: `in 3000 ms in which nobody asks, ${more} things happen`, nodes: [] },
  });
}

function isQuiet(
  subject: Subject,
  states: readonly (Readonly<State> | undefined)[],
  silent: readonly NodeId[],
  count: number,
): boolean {
  return subject.shown(states, silent).every((shown) =>
    shown === undefined || shown.executed.length === count
  );
}

/** What clients are told came of their commands is where these stand. */
function results(subject: Subject, silent: readonly NodeId[]): Invariant<State> {
  return {
    name: "results",
    words: "what a client is told is how many commands have been executed with its own",
    check({ states, history }) {
      const longest = subject.shown(states, silent).map((shown) => shown?.executed ?? [])
        .reduce((a, b) => b.length > a.length ? b : a, []);
      for (const { outcome, output, input } of history) {
        if (outcome !== "ok") continue;
        const place = longest.findIndex(({ command }) => command === input) + 1;
        if (place === output || place === 0 && (output as number) > longest.length) continue;
        return {
          words: `${input} is answered ${output}, and is number ${
            place || "none"
          } of those that are executed`,
          nodes: [],
        };
      }
      return undefined;
    },
  };
}
