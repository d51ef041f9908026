/** The liars that a reader may choose. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { Script } from "../../../security/adversary/deceit.ts";
import { puppet } from "../../../security/adversary/puppet.ts";
import { twisted } from "../../../security/adversary/twisted.ts";
import type { Treason } from "../../../security/adversary/traitors.ts";
import type { Lies } from "../../playground/liars.ts";
import {
  backwardRules,
  grafter,
  hider,
  reviver,
  silentLeader,
  type Surroundings,
  withholder,
} from "../adversaries.ts";
import { protocolWith } from "../bugs.ts";
import { hotStuff } from "../hotstuff.ts";
import type { Message } from "../messages.ts";
import type { Options } from "../settings.ts";

/** What it is called that nobody lies. */
export const NOBODY = "nobody";

/** Who it is, and how it lies among these. */
type Way = readonly [NodeId, (around: Surroundings, options: Options) => Treason<Message>];

/** Whom the first leader shows what it shows nobody else. */
const VICTIM = 1;
/** The view whose certificate a leader goes back behind, and from when on it does. */
const BEHIND = 2, SINCE = 4;

function following(script: (around: Surroundings) => Script): Way[1] {
  return (around, options) => puppet(hotStuff(options), script(around));
}

/** Node 1 is shown a block, node 2 one with nothing in it, and node 3 both. */
function twoBlocks(options: Options): Treason<Message> {
  return twisted(hotStuff(options), {
    memory: () => null,
    say(to, message) {
      if (message.type !== "proposal" || message.block.batch.length === 0) return [message];
      const empty = { ...message, block: { ...message.block, batch: [] } };
      return to === 1 ? [message] : to === 2 ? [empty] : [message, empty];
    },
  });
}

// Links name them by their place.
const all: Readonly<Record<string, Way>> = {
  "node 0, a leader that is silent": [0, following(silentLeader)],
  "node 0, a leader of two blocks a view": [0, (_, options) => twoBlocks(options)],
  "node 0, a leader that goes back": [
    0,
    (around, options) => {
      const backward = protocolWith({ rules: backwardRules(BEHIND, SINCE) }, options);
      return reviver(backward, around, VICTIM, BEHIND);
    },
  ],
  "node 0, a leader that grafts": [0, (around, options) => grafter(hotStuff(options), around)],
  "node 0, a leader that hides": [0, following((around) => hider(around, VICTIM, 0))],
  "node 3, votes for nothing": [3, following(withholder)],
};

/** What they are called. */
export const ways: readonly string[] = Object.keys(all);

/** Each of them in a cluster of so many nodes that is set like this. */
export function liesOf(options: Options, nodes: number): Lies<Message> {
  const everybody = Array.from({ length: nodes }, (_, node) => node);
  return Object.fromEntries(
    Object.entries(all).map(([name, [node, treason]]) => {
      const others = everybody.filter((other) => other !== node && other < options.replicas);
      const proxies = everybody.filter((other) => other >= options.replicas);
      return [name, { node, treason: treason({ others, proxies }, options) }];
    }),
  );
}
