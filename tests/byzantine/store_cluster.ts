/** A store on PBFT, as processes run it: its replicas and the proxies of its clients. */

import { createHash } from "node:crypto";
import type { Message, Timer } from "hb/consensus/pbft/messages.ts";
import type { Saved } from "hb/consensus/pbft/journal.ts";
import { pbft } from "hb/consensus/pbft/pbft.ts";
import type { Options } from "hb/consensus/pbft/settings.ts";
import { anyMessage } from "hb/consensus/pbft/schema.ts";
import type { State } from "hb/consensus/pbft/state.ts";
import { encode } from "hb/model/encode.ts";
import type { Protocol } from "hb/model/protocol.ts";
import { keyValueMachine } from "hb/replicated/state_machine/key_value.ts";

/** Where somebody looks for two batches with one digest, it has to be a cryptographic one. */
export function sha256(value: unknown): string {
  return createHash("sha256").update(encode(value)).digest("hex");
}

/** What loyal nodes run. */
export const protocol: Protocol<State, Message, Timer, Saved> = pbft({
  machine: keyValueMachine as unknown as Options["machine"],
  replicas: 4,
  cluster: "store",
  checkpointEvery: 4,
  digest: sha256,
}) as Protocol<State, Message, Timer, Saved>;

/** How proxies and replicas are started. */
export const store = {
  entry: "replica.ts",
  protocol,
  requests: ["ask"],
  schema: anyMessage,
} as const;
