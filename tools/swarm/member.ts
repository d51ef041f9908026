/**
 * One process of a swarm. It says what it sees and what it is told, a line each, until its input ends.
 *
 * @module
 */

import type { Address } from "hb/host/address.ts";
import { startHost } from "hb/host/host.ts";
import { shapes, type State, swarm } from "hb/membership/swarm/swarm.ts";
import { viewOf } from "hb/membership/swim/state.ts";

/** What the process is told, as its only argument, in JSON. */
export interface Told {
  /** Which it is. */
  readonly self: number;
  /** The name of the group. */
  readonly cluster: string;
  /** Where all listen. */
  readonly addresses: readonly Address[];
  /** The folder of its journal. */
  readonly folder: string;
  /** Whether it has run before. */
  readonly begun: boolean;
  /** SWIM's protocol period, in ms. */
  readonly periodMs: number;
}

/** What it says. Times are those of the machine's clock, which all share, in ms. */
export type Said =
  /** It listens. */
  | { readonly type: "listens"; readonly at: number }
  /** Its view is another: the members by number. */
  | { readonly type: "sees"; readonly at: number; readonly members: readonly number[] }
  /** A word has come, over so many hops. */
  | {
    readonly type: "hears";
    readonly at: number;
    readonly word: string;
    readonly hops: number;
  };

/** How often a view is looked at, in ms: what is measured of views is as fine as this. */
export const LOOK_MS = 20;

const say = (said: Said) => console.log(JSON.stringify(said));
const now = () => performance.timeOrigin + performance.now();

/** Runs the node until the input ends or something fails; returns the exit code. */
export async function runMember({ periodMs, addresses, ...told }: Told): Promise<number> {
  const settings = { periodMs, timeoutMs: periodMs / 2, syncMs: 10 * periodMs };
  const host = startHost({
    ...told,
    addresses,
    protocol: swarm(
      settings,
      (_, { payload, round }) =>
        say({ type: "hears", at: now(), word: String(payload), hops: round }),
    ),
    requests: ["broadcast"],
    schema: shapes(addresses.length),
  });
  say({ type: "listens", at: now() });
  let seen = "";
  const look = setInterval(() => {
    const state = host.state as State | undefined;
    if (state === undefined) return;
    const members = [...viewOf(state.overlay).keys()], text = members.join();
    if (text !== seen) say({ type: "sees", at: now(), members });
    seen = text;
  }, LOOK_MS);
  void inputEnds().then(() => host.stop());
  const error = await host.ended;
  clearInterval(look);
  if (error !== undefined) console.error(error.message);
  return error === undefined ? 0 : 1;
}

async function inputEnds(): Promise<void> {
  for await (const _ of Deno.stdin.readable);
}

if (import.meta.main) Deno.exit(await runMember(JSON.parse(Deno.args[0]!)));
