/** The command line of `deno task swarm`. @module */

import { parseCommandLine } from "../command/command_line.ts";
import { defaulting, flag, wholeNumber } from "../command/option.ts";
import { typed } from "../command/typed.ts";
import { refuse } from "../command/usage_error.ts";

/** What was asked for. */
export interface SwarmArguments {
  /** How many processes there are. */
  readonly nodes: number;
  /** How many of them are killed. */
  readonly kill: number;
  /** SWIM's protocol period, in ms. */
  readonly periodMs: number;
  /** Decides who is killed, and who tells. */
  readonly seed: number;
  /** How long each step may take, in ms. */
  readonly patienceMs: number;
  /** Whether what was measured is printed as JSON. */
  readonly json: boolean;
}

const usual = { nodes: 50, kill: 10, periodMs: 500, seed: 1, patienceS: 120 };
const most = { nodes: 100, periodMs: 60_000, patienceS: 3600, seed: 2 ** 31 - 1 };

/** What `--help` prints. */
export const swarmHelp = `${typed("swarm")} [options]

Starts ${usual.nodes} processes on this machine. They join a group through the first of them by SWIM, and one of
them tells a word to all, by Plumtree. Then some are killed, with kill -9, and another tells a word at once; a third
one does when all that are left have noticed who is gone. Those that were killed start again, and join again. What
is printed was measured on this machine. Nothing stays: the data lie in a temporary folder.

  --nodes N       how many processes, 3 to ${most.nodes} (${usual.nodes}); each takes about 60 MB
  --kill K        how many of them are killed, 0 to N - 2 (${usual.kill}, or what N allows)
  --period-ms T   how often each probes another, 50 to ${most.periodMs} (${usual.periodMs})
  --seed S        decides who is killed and who tells (${usual.seed})
  --patience S    give up when a step takes longer, in seconds (${usual.patienceS})
  --json          print what was measured as JSON
  --help          this text`;

const purpose = "run a swarm";

const options = {
  nodes: defaulting(wholeNumber(3, most.nodes), usual.nodes),
  kill: defaulting(wholeNumber(0, most.nodes - 2), -1),
  "period-ms": defaulting(wholeNumber(50, most.periodMs), usual.periodMs),
  seed: defaulting(wholeNumber(0, most.seed), usual.seed),
  patience: defaulting(wholeNumber(1, most.patienceS), usual.patienceS),
  json: flag(),
};

/** Reads the command line; throws a `UsageError` where it makes no sense. */
export function parseSwarm(args: readonly string[]): SwarmArguments {
  const { values } = parseCommandLine({ purpose, options, words: false }, args);
  const { nodes, seed, json, "period-ms": periodMs } = values;
  const kill = values.kill < 0 ? Math.min(usual.kill, nodes - 2) : values.kill;
  if (kill > nodes - 2) {
    refuse(purpose, `--kill must be a whole number from 0 to ${nodes - 2}`, `"${kill}"`);
  }
  return { nodes, kill, periodMs, seed, json, patienceMs: values.patience * 1000 };
}
