/** What storms are made of. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { Traitors, Treason } from "../../../security/adversary/traitors.ts";
import { uniform } from "../../../sim/latency.ts";
import type { NetworkOptions } from "../../../sim/network_options.ts";
import type { Random } from "../../../sim/random.ts";
import type { Falsehood } from "../adversaries/changes.ts";
import type { Honest } from "../adversaries/honest.ts";
import type { Message } from "../messages.ts";
import { pbft } from "../pbft.ts";
import type { Options } from "../settings.ts";

/** Makes one liar of these. */
export type Liar = (honest: Honest, usual: Options, random: Random) => Treason<Message>;

/** One node that lies like this. */
export function one(
  node: NodeId,
  liar: Liar,
): (random: Random, usual: Options) => Traitors<Message> {
  return (random, usual) => ({
    [node]: liar(pbft(usual), usual, random),
  });
}

/** Much is late, lost or doubled. */
export const rain: NetworkOptions = { latency: uniform(1, 30), loss: 0.1, duplication: 0.1 };
/** What befalls machines and links. */
export const bad = { faults: [3, 12], mix: { crash: 3, partition: 3, pause: 1, late: 1 } } as const;
/** All that can be shown falsely. */
export const falsehoods: readonly Falsehood[] = ["hides", "invents", "swaps", "recalls"];
