/**
 * A store that PBFT keeps on sockets and disks of this machine: four replicas, of which one answers every client with a lie and
 * one is stopped and started again, and the proxies of two clients. All that is said carries signatures of Ed25519, and
 * batches are named by SHA-256.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { linearizable } from "../../check/linearizable/check.ts";
import { keyValue, type KeyValueInput } from "../../check/spec/key_value.ts";
import { liesToClients } from "../../consensus/pbft/adversaries/replicas.ts";
import type { Message } from "../../consensus/pbft/messages.ts";
import { pbft } from "../../consensus/pbft/pbft.ts";
import type { Options } from "../../consensus/pbft/settings.ts";
import { encode } from "../../model/encode.ts";
import type { Operation } from "../../model/history.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { assertWhole } from "../asked.ts";
import { hosted } from "./hosted.ts";

/** What is run. */
export interface HostedStore {
  /** How often each of the two clients writes a key and reads it; default 5. */
  readonly rounds?: number;
  /** The time, in ms since 1970. */
  readonly now: number;
}

/** What was seen. */
export interface StoreSeen {
  /** How many operations there were. */
  readonly operations: number;
  /** How many of them were answered. */
  readonly answered: number;
  /** Whether their answers are those of a single copy: "ok", "violation" or "unknown". */
  readonly linearizable: string;
  /** How many answers were the liar's. */
  readonly lies: number;
  /** How many messages were dropped because of their signatures, at all nodes together. */
  readonly unproven: number;
}

/** What the liar says, whatever it is asked. */
const LIE = "a lie";

/** Runs it, and takes everything away again. */
export async function hostedStore({ rounds = 5, now }: HostedStore): Promise<StoreSeen> {
  assertWhole("host a store", { rounds }, 1, 100);
  const protocol = pbft({
    machine: keyValueMachine as unknown as Options["machine"],
    replicas: 4,
    checkpointEvery: 8,
    digest: (value) => createHash("sha256").update(encode(value)).digest("hex"),
  });
  const asks = (client: number) =>
    Array.from({ length: rounds }, (_, i) => i).flatMap((i): Message[] =>
      [{ type: "put", key: "x", value: `${client}.${i}` }, { type: "get", key: "x" }]
        .map((command) => ({ type: "ask", command }))
    );
  const { history, unproven } = await hosted({
    protocol,
    nodes: 6,
    traitors: { 3: liesToClients(protocol as never, LIE) },
    requests: ["ask"],
    clients: [0, 1].map((client) => ({ at: 4 + client, asks: asks(client) })),
    restarts: 1,
    now,
  });
  const told = history.map(inWords);
  return {
    operations: told.length,
    answered: told.filter(({ outcome }) => outcome === "ok").length,
    linearizable: linearizable(told, keyValue()).verdict,
    lies: told.filter(({ output }) => output === LIE).length,
    unproven: unproven.reduce((sum, each) => sum + each, 0),
  };
}

/** What was asked of the store, and what it said. */
function inWords(operation: Operation<Message, unknown>): Operation<KeyValueInput, string> {
  const { input, output, ...rest } = operation as Operation<
    Message & { readonly type: "ask" },
    { readonly result: string }
  >;
  const command = input.command as KeyValueInput;
  return output === undefined
    ? { ...rest, input: command }
    : { ...rest, input: command, output: output.result };
}
