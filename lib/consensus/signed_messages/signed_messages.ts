/**
 * Signed messages: the algorithm SM(m) of Lamport, Shostak and Pease (1982, section 4). Where orders are signed, and
 * nobody can change or make up what a loyal general has signed, any number of generals cope with m traitors.
 *
 * The commander signs his order. Each lieutenant who hears an order for the first time adds his signature and passes
 * it on to all who have not signed it. In the end all loyal ones have heard the same orders: one, if the commander is
 * loyal. If they have heard more than one, they hold in their hands that he is not.
 *
 * What is taken in round k has k signatures (section 5: a message must come by a time that grows with them). So an
 * order that is new in the last round has been signed by m + 1 generals, one of whom is loyal and has told all.
 *
 * @module
 */

import { assertKinds, record, whole } from "../../model/kinds.ts";
import type { Protocol } from "../../model/protocol.ts";
import type { General, Order } from "../generals/general.ts";
import {
  lieutenantsOf,
  orderOf,
  type Settings as Usual,
  settingsWith as usualWith,
  speakersOf,
} from "../generals/settings.ts";
import { type Lockstep, lockstep, type RoundEnds, type Say } from "../rounds/lockstep.ts";
import type { InRounds } from "../rounds/rounds.ts";
import { sign } from "../../security/identity/signed.ts";
import { type Chain, readChain } from "./chain.ts";
import { type Rules, rules } from "./rules.ts";

/** The settings. */
export interface Settings extends Usual {
  /** Which battle it is: part of what is signed, so that no order is good for another one. */
  readonly battle: number;
}

/** A general. */
export interface Signatory extends General {
  /** What he obeys. */
  obeys: Order | null;
  /** A lieutenant: the orders that he has heard, in that order. The paper's V. */
  readonly orders: Order[];
  /** A lieutenant: what is to be passed on in the next round. */
  news: Chain[];
}

/** The state of a node. */
export type State = Lockstep<Signatory, Chain>;
/** The message of a node. */
export type Message = Say<Chain>;

/** SM(m) in rounds. */
export function inRounds(
  chosen: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
): InRounds<Signatory, Chain> {
  assertKinds("send orders", { chosen }, { chosen: record });
  const { battle = 1, ...usual } = chosen;
  assertKinds("send orders", { battle }, { battle: whole });
  const setting = usualWith(usual), rule = { ...rules, ...wrong };
  const { m, commander } = setting, rounds = m + 1;
  return {
    rounds,
    speakers: (round, nodes) => speakersOf(setting, round, nodes),
    listeners: (_, nodes) => lieutenantsOf(commander, nodes),
    start: (at) => ({ order: orderOf(setting, at), obeys: null, orders: [], news: [] }),
    say({ order, news }, round, to, at) {
      if (round === 1) return [sign(at, { battle, order: order! })];
      return news.filter((chain) => !readChain(chain)!.signers.includes(to))
        .map((chain) => rule.passedOn(chain, at));
    },
    hear(s, round, told, { self, peers }) {
      s.news = [];
      if (self === commander) return;
      for (const node of peers) {
        for (const chain of told.get(node) ?? []) {
          const read = readChain(chain);
          if (read === undefined) continue;
          const { order, signers } = read;
          if (!signers.every((signer) => peers.includes(signer))) continue;
          if (!rule.isOf(read, battle, commander)) continue;
          if (!rule.areDistinct(signers) || !rule.isInTime(signers.length, round)) continue;
          if (s.orders.includes(order)) continue;
          s.orders.push(order);
          if (rule.isNews(s.orders)) s.news.push(chain);
        }
      }
      if (round === rounds) s.obeys = rule.choice(s.orders);
    },
  };
}

/** The protocol of each node. */
export function signedMessages(
  chosen: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
): Protocol<State, Message, RoundEnds> {
  const rounds = inRounds(chosen, wrong), { battle: _, ...usual } = chosen;
  const { ends, roundMs } = usualWith(usual);
  return lockstep(rounds, { ends, roundMs });
}
