/** Liars by chance: honest copies in the hands of scripts that are drawn. @module */

import type { NodeId } from "../../../model/protocol.ts";
import { drawnScript } from "../../../security/adversary/draw.ts";
import { puppet } from "../../../security/adversary/puppet.ts";
import type { Traitors } from "../../../security/adversary/traitors.ts";
import type { Random } from "../../../sim/random.ts";
import { faults } from "../../byzantine_quorum.ts";
import { type Message, replicasOf } from "../messages.ts";
import { pbft } from "../pbft.ts";
import type { Options } from "../settings.ts";
import { CLIENTS } from "./run.ts";

/** As many liars as may be, each with a script of its own, who sign for each other. */
export function puppets(random: Random, usual: Options): Traitors<Message> {
  const { replicas } = usual, all = replicasOf(replicas);
  const liars = drawn(random, all, faults(replicas));
  const listeners = replicasOf(replicas + CLIENTS);
  const scripted = (self: NodeId) => {
    const script = drawnScript((n) => random.below(n), { listeners, types, maxDelayMs: 500 });
    return puppet(pbft(usual), script, liars.filter((other) => other !== self));
  };
  return Object.fromEntries(liars.map((self) => [self, scripted(self)]));
}

/** So many of these. */
function drawn(random: Random, from: readonly NodeId[], count: number): NodeId[] {
  const left = [...from];
  return Array.from({ length: count }, () => left.splice(random.below(left.length), 1)[0]!);
}

/** What liars may lie with. */
const types = [
  "request",
  "prePrepare",
  "prepare",
  "commit",
  "reply",
  "checkpoint",
  "viewChange",
  "newView",
  "status",
  "decided",
  "stable",
  "batch",
  "pages",
  "page",
];
