/**
 * `deno task traitors`: a store that PBFT keeps on sockets and disks of this machine, though one of its four replicas lies.
 * `--help` says what it can do.
 *
 * @module
 */

import { hostedStore, type StoreSeen } from "hb/laboratory/byzantine/hosted_store.ts";
import { parseCommandLine } from "./command/command_line.ts";
import { helps } from "./command/help.ts";
import { defaulting, flag, wholeNumber } from "./command/option.ts";
import { typed } from "./command/typed.ts";
import { exitWith } from "./command/usage_error.ts";

const usual = { rounds: 20 }, most = { rounds: 100 };

const help = `${typed("traitors")} [options]

Starts four replicas of a store on this machine, and the proxies of two clients; each has a host, a disk and keys of
its own, and all that they say is signed (Ed25519, over TLS). One replica answers every client with a lie, and another one is
stopped and started again. Each client writes a key and reads it, again and again. Then what they were told is looked
at: is it what a single copy could have said? Nothing stays: the data lie in a temporary folder.

  --rounds N   how often each client writes and reads, 1 to ${most.rounds} (${usual.rounds})
  --json       print what was seen as JSON
  --help       this text`;

const options = {
  rounds: defaulting(wholeNumber(1, most.rounds), usual.rounds),
  json: flag(),
};

/** Runs the command, and returns the exit code: 0 if the store was a single copy, for all that clients could tell. */
export async function main(args: readonly string[]): Promise<number> {
  if (helps(args, help)) return 0;
  const purpose = "run a store among traitors";
  const { values: { rounds, json } } = parseCommandLine({ purpose, options, words: false }, args);
  const seen = await hostedStore({ rounds, now: Date.now() });
  console.log(json ? JSON.stringify(seen) : inWords(seen));
  return seen.linearizable === "ok" && seen.lies === 0 ? 0 : 1;
}

function inWords({ operations, answered, linearizable, lies, unproven }: StoreSeen): string {
  return `${operations} operations, of which ${answered} were answered, ${lies} with the lie; ` +
    `linearizable: ${linearizable}; ${unproven} messages dropped for want of a signature`;
}

if (import.meta.main) await exitWith(() => main(Deno.args));
