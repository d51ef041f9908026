/** Who lies in a storm, and how. @module */

import type { NodeId, Protocol } from "../../../model/protocol.ts";
import type { Script } from "../../../security/adversary/deceit.ts";
import { drawnScript } from "../../../security/adversary/draw.ts";
import { puppet } from "../../../security/adversary/puppet.ts";
import { type Traitor, type Treason, withTraitors } from "../../../security/adversary/traitors.ts";
import type { Random } from "../../../sim/random.ts";
import { quorum } from "../../byzantine_quorum.ts";
import {
  backwardRules,
  basicReviver,
  equivocator,
  forger,
  grafter,
  hider,
  REPLICA_TYPES,
  reviver,
  silentLeader,
  withholder,
} from "../adversaries.ts";
import { emptier, miser } from "../adversaries/states.ts";
import { hidingLeader, VICTIM } from "../adversaries/hiding.ts";
import { weaver } from "../adversaries/weaver.ts";
import { type Change, protocolWith } from "../bugs.ts";
import type { Message, Saved, Timer } from "../messages.ts";
import { rulesOf } from "../rules.ts";
import type { Options } from "../settings.ts";
import type { State } from "../state.ts";

/** What a node is in a storm. */
export type Anybody = State | Traitor;

/** Who lies: nobody, somebody without a plan, somebody with one of several, with this one, or a node that is there twice. */
export type Lying =
  | "nobody"
  | "by chance"
  | "knowingly"
  | "weaving"
  | "hiding"
  | "reviving"
  | "falsely"
  | "twins";

/** The protocol, in which some lie. */
export function withLiars(
  protocol: Protocol<State, Message, Timer, Saved>,
  liars: readonly NodeId[],
  { lying, nodes, replicas, random, options, change }: {
    readonly lying: Lying;
    readonly nodes: number;
    readonly replicas: number;
    readonly random: Random;
    readonly options: Options;
    readonly change: Change | undefined;
  },
): Protocol<Anybody, Message, Timer, Saved> {
  const treasonOf = (liar: NodeId): Treason<Message> => {
    const all = Array.from({ length: nodes }, (_, node) => node).filter((node) => node !== liar);
    const following = (script: Script) => puppet(protocol, script, liars);
    if (lying === "by chance") {
      const may = { listeners: all, types: REPLICA_TYPES };
      return following(drawnScript((n) => random.below(n), may));
    }
    const others = all.filter((node) => node < replicas);
    if (lying === "hiding") return hidingLeader(protocol, all);
    if (lying === "weaving") return weaver("hotstuff", others, quorum(replicas));
    const around = { others, proxies: all.filter((node) => node >= replicas) };
    if (lying === "falsely") {
      return random.chance(0.2) ? miser(protocol, around) : emptier(protocol, around, options);
    }
    switch (lying === "reviving" ? 5 : random.below(7)) {
      case 0:
        return following(silentLeader(around));
      case 1:
        return following(withholder(around));
      case 2:
        return following(equivocator(around, 1 + random.below(others.length - 1)));
      case 3:
        return forger(protocol, around, quorum(replicas));
      case 4:
        return grafter(protocol, around);
      case 5: {
        const isBasic = options.style === "basic",
          victim = lying === "reviving" ? VICTIM : others[random.below(others.length)]!;
        const view = isBasic ? 1 : 1 + random.below(5);
        const backward = backwardRules(view, isBasic ? 2 : view + 2);
        const rules = { ...change?.rules, ...backward };
        const backwards = protocolWith({ ...change, rules }, options);
        const phases = rulesOf[options.variant!].chainLength;
        return isBasic
          ? basicReviver(backwards, around, victim, phases)
          : reviver(backwards, around, victim, view);
      }
      default:
        return following(
          hider(around, others[random.below(others.length)]!, random.below(4 * nodes)),
        );
    }
  };
  return withTraitors(protocol, Object.fromEntries(liars.map((liar) => [liar, treasonOf(liar)])));
}
