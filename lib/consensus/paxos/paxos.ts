/**
 * Single-decree Paxos (Lamport 2001, *Paxos made simple*, section 2): nodes decide one value, though messages
 * are lost and doubled and nodes crash and come back. Proposers ask acceptors to promise a ballot, and hear what
 * may have been decided before; acceptors vote; whoever has heard the votes of a quorum has learnt the value.
 * Nothing else is ever decided afterwards, whatever happens; that something is decided takes a proposer who is
 * left alone for long enough.
 *
 * Each node plays all three roles, as the paper suggests. Which acceptors are a quorum, in either phase, is an
 * argument (Howard, Malkhi and Spiegelman 2016, *Flexible Paxos*).
 *
 * @module
 */

import type { Protocol } from "../../model/protocol.ts";
import { acceptor } from "./acceptor.ts";
import { learner } from "./learner.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { proposer } from "./proposer.ts";
import { type Rules, rules } from "./rules.ts";
import { type Settings, settings } from "./settings.ts";
import { born, type State } from "./state.ts";

/** The protocol of each node. */
export function paxos(
  chosen: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
): Protocol<State, Message, Timer, Saved> {
  const setting = { ...settings, ...chosen }, rule = { ...rules, ...wrong };
  const { upon, after } = proposer(setting, rule);
  return {
    start: (_, journal) => born(journal.at(-1)),
    upon: { ...upon, ...acceptor(setting, rule), ...learner(setting, rule) },
    after,
  };
}
