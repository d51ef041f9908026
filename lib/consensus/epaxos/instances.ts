/** Small systems of which every order of events is explored. @module */

import { changed } from "../../kit/change.ts";
import type { Instance } from "../../kit/kit.ts";
import { bare } from "../../replicated/requests.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { type Change, protocolWith } from "./bugs.ts";
import { invariants } from "./invariants.ts";
import { idOf } from "./instance.ts";
import { whereSomeAreGone } from "./instances/gone.ts";
import { whereTwoAreGone } from "./instances/two_gone.ts";
import type { Saved } from "./journal.ts";
import { instanceAt } from "./log.ts";
import type { Message, Timer } from "./messages.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";

/** A small system of EPaxos. */
export type EPaxosInstance = Instance<State, Message, Timer, Saved, Change>;

/** What is not the same in all of them. */
interface Small {
  readonly words: string;
  readonly states?: number;
  /** How many steps are looked at; default: all. */
  readonly depth?: number;
  readonly nodes: number;
  /** How many clients ask, each for one command, at nodes 0, 1 … */
  readonly clients: number;
  /** The highest round that is looked at. */
  readonly rounds: number;
  /** Which replicas may take instances over; default: all. */
  readonly recovers?: readonly number[];
  /** Replicas that may be down; default: none, and nobody crashes. */
  readonly fragile?: readonly number[];
  readonly crashes?: number;
  readonly restarts?: boolean;
  readonly options?: Partial<Options>;
  readonly nightly?: boolean;
}

function instanceOf(
  {
    words,
    states,
    depth,
    nodes,
    clients,
    rounds,
    recovers,
    fragile = [],
    crashes = 0,
    restarts,
    options,
    nightly = false,
  }: Small,
): EPaxosInstance {
  return {
    words,
    ...(states === undefined ? {} : { states }),
    ...(depth === undefined ? {} : { depth }),
    nightly,
    system: (change) => ({
      name: "epaxos",
      protocol: patient(
        protocolWith(change, {
          machine: listMachine as Options["machine"],
          // There is no time, and so nothing to choose.
          recoverMs: [1, 1],
          statusMs: Infinity,
          ...options,
        }),
        recovers,
        rounds,
      ),
      nodes,
      clients: {
        workload: Array.from({ length: clients }, (_, i) => [{ input: "ab"[i] }]),
        ask: bare,
        to: ({ client }) => client,
        link: "local",
      },
      history: false,
      crashes,
      ...(restarts === undefined ? {} : { restarts }),
      invariants,
      sometimes: {
        "a command is executed": ({ states }) => states.some((s) => (s?.executed.size ?? 0) > 0),
      },
      boundary: ({ states }) =>
        states.every((s, node) => s !== undefined || fragile.includes(node)),
    }),
  };
}

/**
 * The same protocol, where replicas ask for what cannot be lost only once, and take no more over than is looked at: a
 * timer that would do that runs on.
 */
function patient(
  protocol: ReturnType<typeof protocolWith>,
  recovers: readonly number[] | undefined,
  rounds: number,
): ReturnType<typeof protocolWith> {
  return changed(protocol, {
    after: {
      retry(s, timer, io) {
        const attempt = s.attempts.get(timer.key), { promised } = instanceAt(s, idOf(timer.key));
        const leads = attempt?.step === "accept" ||
          attempt?.step === "pre-accept" && attempt.replies.size === 0;
        const may = (recovers?.includes(io.self) ?? true) && promised.round < rounds;
        if (leads || attempt?.step !== "pre-accept" && !may) io.wait(1, timer);
        else protocol.after!.retry(s, timer, io);
      },
    },
  });
}

/** The instances. */
export const instances: Readonly<Record<string, EPaxosInstance>> = {
  "two at once": instanceOf({
    words: "three replicas and two commands that interfere; nobody recovers",
    states: 54_633,
    nodes: 3,
    clients: 2,
    rounds: 0,
  }),
  "one recovers": instanceOf({
    words: "three replicas and one command; replica 1 may take it over once",
    states: 2743,
    nodes: 3,
    clients: 1,
    rounds: 1,
    recovers: [1],
  }),
  "one comes back": instanceOf({
    words:
      "three replicas and one command, whose coordinator crashes once; replica 1 may take it over once",
    states: 40_799,
    nodes: 3,
    clients: 1,
    rounds: 1,
    recovers: [1],
    fragile: [0],
    crashes: 1,
  }),
  "two, and one is gone": whereSomeAreGone({
    words:
      "three replicas and two commands that interfere; replica 0 may crash for good, and then replica 2 takes over",
    states: 143_420,
    nodes: 3,
    asked: [0, 1],
    gone: [0],
    recovers: { 2: ["0.1"] },
  }),
  "two take over": whereSomeAreGone({
    words:
      "three replicas and two commands that interfere; replica 0 may crash for good, and then both others take over, in " +
      "two ballots; all comes to an end",
    states: 632_228,
    nodes: 3,
    asked: [0, 1],
    gone: [0],
    recovers: { 1: ["0.1"], 2: ["0.1"] },
    ends: true,
    nightly: true,
  }),
  "the other one is gone": whereSomeAreGone({
    words:
      "three replicas and two commands that interfere; replica 1 may crash for good, and then both others take over, in " +
      "two ballots",
    states: 632_564,
    nodes: 3,
    asked: [0, 1],
    gone: [1],
    recovers: { 0: ["1.1"], 2: ["1.1"] },
    nightly: true,
  }),
  "all must agree": whereSomeAreGone({
    words:
      "three replicas, all of which must agree on the fast path, and two commands that interfere; replica 0 may crash " +
      "for good, and then replica 1 takes over; 12 steps",
    depth: 12,
    nodes: 3,
    asked: [0, 1],
    gone: [0],
    recovers: { 1: ["0.1"] },
    options: { sizes: { failures: 1, fastFailures: 0 } },
  }),
  "two of five ask": whereSomeAreGone({
    words:
      "five replicas and two commands that interfere; nobody crashes, and nobody takes over; 7 steps",
    depth: 7,
    nodes: 5,
    asked: [0, 1],
    gone: [],
    recovers: {},
  }),
  "two of five are gone": whereTwoAreGone({
    words:
      "five replicas; two commands that interfere have reached one replica each when those who asked are gone, and " +
      "these two replicas take over at once; 24 steps",
    depth: 24,
    recovers: { 2: ["0.1"], 3: ["1.1"] },
    reaches: [[2], [3]],
    nightly: true,
  }),
  "a third recovers": instanceOf({
    words:
      "three replicas and two commands that interfere; replica 2 may take over each of them once; 11 steps",
    depth: 11,
    nodes: 3,
    clients: 2,
    rounds: 1,
    recovers: [2],
    nightly: true,
  }),
};
