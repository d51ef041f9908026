/**
 * Oral messages: the algorithm OM(m) of Lamport, Shostak and Pease (1982, section 3). With 3m + 1 generals or more,
 * of whom m are traitors at most, all loyal lieutenants obey the same order, and the commander's if he is loyal.
 * Nothing is signed; it is enough to know from whom a message comes.
 *
 * The paper tells it recursively: each lieutenant passes on what he was told as the commander of OM(m − 1) among
 * the others, and takes the majority of his own order and of what OM(m − 1) makes of everybody else's. Told round by
 * round (Bar-Noy, Dolev, Dwork and Strong 1987, *exponential information gathering*), each general fills
 * a tree: at the path 0.2.3 stands what 3 says that 2 says that 0 ordered. He takes the majorities from the leaves up.
 *
 * @module
 */

import type { NodeId, Protocol } from "../../model/protocol.ts";
import type { General, Order } from "../generals/general.ts";
import {
  lieutenantsOf,
  orderOf,
  type Settings,
  settingsWith,
  speakersOf,
} from "../generals/settings.ts";
import { type Lockstep, lockstep, type RoundEnds, type Say } from "../rounds/lockstep.ts";
import type { InRounds } from "../rounds/rounds.ts";
import type { Path, Relay } from "./messages.ts";
import { type Rules, rules } from "./rules.ts";

/** A general. */
export interface Tree extends General {
  /** What he obeys. */
  obeys: Order | null;
  /** A lieutenant: what was told along each path, as "0.2.3". */
  readonly heard: Map<string, Order>;
}

/** The state of a node. */
export type State = Lockstep<Tree, Relay>;
/** The message of a node. */
export type Message = Say<Relay>;

/** OM(m) in rounds. */
export function inRounds(
  chosen: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
): InRounds<Tree, Relay> {
  const setting = settingsWith(chosen), rule = { ...rules, ...wrong };
  const { m, commander } = setting, rounds = m + 1;

  /** What OM makes of the order that has come along a path. */
  const valueOf = ({ heard }: Tree, path: Path, others: readonly NodeId[]): Order => {
    const own = heard.get(path.join("."))!;
    if (path.length === rounds) return own;
    const values = others.map((node) =>
      valueOf({ heard } as Tree, [...path, node], others.filter((other) => other !== node))
    );
    return rule.combine(rule.votes(own, values));
  };

  return {
    rounds,
    speakers: (round, nodes) => speakersOf(setting, round, nodes),
    listeners: (_, nodes) => lieutenantsOf(commander, nodes),
    start: (at) => ({ order: orderOf(setting, at), obeys: null, heard: new Map() }),
    say({ order, heard }, round, to, { self, peers }) {
      if (round === 1) return [{ path: [self], order: order! }];
      const others = lieutenantsOf(commander, peers.length).filter((node) => node !== self);
      return pathsOf(commander, others, round - 1).filter((path) => !path.includes(to)).map((
        path,
      ) => ({ path: [...path, self], order: heard.get(path.join("."))! }));
    },
    hear(s, round, told, { self, peers }) {
      if (self === commander) return;
      const others = lieutenantsOf(commander, peers.length).filter((node) => node !== self);
      for (const path of pathsOf(commander, others, round)) {
        s.heard.set(path.join("."), rule.toldAlong(path, told) ?? rule.silence(path, self));
      }
      if (round === rounds) s.obeys = valueOf(s, [commander], others);
    },
  };
}

/** All paths of a length from the commander through different ones of these. */
function pathsOf(commander: NodeId, through: readonly NodeId[], length: number): Path[] {
  let paths: Path[] = [[commander]];
  for (let have = 1; have < length; have++) {
    paths = paths.flatMap((path) =>
      through.filter((node) => !path.includes(node)).map((node) => [...path, node])
    );
  }
  return paths;
}

/** The protocol of each node. */
export function oralMessages(
  chosen: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
): Protocol<State, Message, RoundEnds> {
  const { ends, roundMs } = settingsWith(chosen);
  return lockstep(inRounds(chosen, wrong), { ends, roundMs });
}
