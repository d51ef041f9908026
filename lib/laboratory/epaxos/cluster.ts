/** A few replicas of EPaxos and a few commands, as small as a drawing. @module */

import { epaxos } from "../../consensus/epaxos/epaxos.ts";
import type { Saved } from "../../consensus/epaxos/journal.ts";
import type { Message, Timer } from "../../consensus/epaxos/messages.ts";
import type { Options } from "../../consensus/epaxos/settings.ts";
import type { State } from "../../consensus/epaxos/state.ts";
import type { NodeId } from "../../model/protocol.ts";
import { bare } from "../../replicated/requests.ts";
import {
  type KeyValueCommand,
  keyValueMachine,
  type KeyValueState,
} from "../../replicated/state_machine/key_value.ts";
import type { Schedule } from "../../sim/fault.ts";
import { constant } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import { World } from "../../sim/world.ts";

/** What a client asks. */
export interface Asked {
  /** The replica that it asks. */
  readonly node: NodeId;
  /** When, in ms. */
  readonly at: number;
  /** A write, "x←1", or a read, "x?"; names and values are of letters and digits. */
  readonly command: string;
}

/** A small cluster. */
export interface Small {
  /** What is asked; each by a client of its own, who sits at the replica that it asks. */
  readonly asks: readonly Asked[];
  /** How many replicas there are; default 3. */
  readonly nodes?: number;
  /** Default: every message takes 10 ms. */
  readonly network?: NetworkOptions;
  /** What goes wrong; default: nothing. */
  readonly faults?: Schedule;
  /** What decides its chances; default 1. */
  readonly seed?: number;
  /** How long it runs, in ms; default 200. */
  readonly forMs?: number;
  /** Settings of EPaxos; none are needed. */
  readonly options?: Partial<Options>;
}

/** A world of stores. */
export type SmallWorld = World<State<KeyValueState>, Message, Timer, Saved>;

/** Runs it. */
export function smallCluster(
  {
    asks,
    nodes = 3,
    network = { latency: constant(10) },
    faults = [],
    seed = 1,
    forMs = 200,
    options,
  }: Small,
): SmallWorld {
  const commands = asks.map(({ command }) => commandOf(command));
  const world: SmallWorld = new World<State<KeyValueState>, Message, Timer, Saved>({
    protocol: epaxos({ ...options, machine: keyValueMachine }),
    nodes,
    seed,
    network,
    faults,
    clients: {
      workload: asks.map(({ at }, client) => [{ at, input: commands[client] }]),
      ask: bare,
      to: ({ client }) => asks[client]!.node,
      link: "local",
    },
    states: true,
  });
  world.run(forMs);
  return world;
}

/** The command that is written like that. */
export function commandOf(words: string): KeyValueCommand {
  const [, written, value] = /^([a-z0-9]+)←([a-z0-9]+)$/.exec(words) ?? [];
  if (written !== undefined) return { type: "put", key: written, value: value! };
  const [, read] = /^([a-z0-9]+)\?$/.exec(words) ?? [];
  if (read !== undefined) return { type: "get", key: read };
  throw new RangeError(`Cannot ask because it must be as x←1 or as x?: given "${words}"`);
}
