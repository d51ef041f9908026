/** How a run of Percolator in a storm goes: trouble, and then everybody looks at all once more. @module */

import type { Storm } from "../../../kit/kit.ts";
import type { Ask } from "../../../model/clients.ts";
import type { Transact } from "../../client.ts";
import { endOf } from "../../client.ts";
import { type Operations, writes } from "../../operation.ts";
import { coordinatorsOf, serviceOf } from "../../places.ts";
import { uniform } from "../../../sim/latency.ts";
import type { NetworkOptions } from "../../../sim/network_options.ts";
import type { Random } from "../../../sim/random.ts";
import { type Weather, weather } from "../../../sim/weather.ts";
import { lastScan, pairWork } from "../../storms/pairs.ts";
import { bankWork, lastLook, listWork, opening } from "../../storms/work.ts";
import { type Change, protocolWith } from "../bugs/change.ts";
import { invariantsOf, livingLeftAlone, type Work } from "../invariants.ts";
import type { Message, Saved, Timer } from "../messages.ts";
import { type Settings, settings as usualSettings } from "../settings.ts";
import type { State } from "../state.ts";

/** How long machines are in trouble, in ms. */
export const TROUBLE_MS = 1500;
/** When everybody looks once more, in ms. */
const QUIET_MS = 3000;
/** How long everybody may then wait, in ms. */
const PATIENCE_MS = 3000;
/** How many transactions an application does. */
const TRANSACTIONS = 8;

/** What is not the same in all storms. */
export interface Trouble {
  /** What happens, in a few words. */
  readonly words: string;
  /** What the network does, until all is well. */
  readonly network: NetworkOptions;
  /** Other settings than the usual ones. */
  readonly settings?: Partial<Settings>;
  /** What machines do; default: nothing. */
  readonly weather?: Omit<Weather, "untilMs">;
  /** Default: lists. */
  readonly work?: Work;
  /** How far the clocks are apart, in ms, where nobody is ever dead; default: not at all. */
  readonly apartMs?: number;
}

function workOf(work: Work, random: Random, client: number): Ask[] {
  switch (work) {
    case "lists":
      return [...listWork(random, client, TRANSACTIONS), lastLook(QUIET_MS)];
    case "bank":
      return [
        ...(client === 0 ? [{ input: opening }] : []),
        ...bankWork(random, TRANSACTIONS),
        lastLook(QUIET_MS),
      ];
    case "pairs":
      return [...pairWork(random, client, TRANSACTIONS), lastScan(QUIET_MS)];
  }
}

/** A storm. */
export function stormOf(trouble: Trouble): Storm<State, Message, Timer, Saved, Change> {
  const { words, network, settings, weather: bad, work = "lists", apartMs } = trouble;
  const { splits = usualSettings.splits } = settings ?? {};
  return {
    words,
    nodes: 3 + serviceOf(splits, 1),
    leastNodes: 1 + serviceOf(splits, 1),
    run({ nodes, random, change }) {
      const at = coordinatorsOf(splits, nodes, 1);
      return {
        scenario: {
          protocol: protocolWith(change, settings),
          nodes,
          network,
          disk: { fsync: uniform(0, 4) },
          clients: {
            workload: [...at, ...at].map((_, client) => workOf(work, random, client)),
            ask: (input): Transact => ({ type: "transact", operations: input as Operations }),
            to: ({ client }) => at[client % at.length]!,
            link: "local",
            outcome: endOf,
            think: uniform(1, 40),
            // Who has asked a node that crashes is never answered.
            ...(bad === undefined ? {} : { timeoutMs: 1000 }),
          },
          invariants: [
            ...invariantsOf[work],
            ...(apartMs === undefined ? [] : [livingLeftAlone]),
          ],
          ...(apartMs === undefined ? {} : { clocks: { maxOffsetMs: apartMs, maxDriftPpm: 100 } }),
          faults: bad === undefined ? [] : weather(random, nodes, { untilMs: TROUBLE_MS, ...bad }),
        },
        drive(world) {
          world.run(QUIET_MS);
          world.requireProgress(
            PATIENCE_MS,
            "what is asked when all is well is answered",
            ({ history }) =>
              !world.clientsBusy &&
              history.every(({ input, invokedAt, outcome }) =>
                invokedAt < QUIET_MS || outcome === "ok" ||
                // Those that still write then may give way to each other.
                (outcome === "fail" && (input as Operations).some(writes))
              ),
          );
        },
      };
    },
  };
}
