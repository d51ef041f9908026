/** All that belongs to signed messages. @module */

import type { Kit } from "../../kit/kit.ts";
import { amongLoyal, besideTraitors } from "../../security/adversary/loyal.ts";
import type { Traitor } from "../../security/adversary/traitors.ts";
import { consistency } from "../generals/general.ts";
import { labelsOf } from "../generals/labels.ts";
import type { RoundEnds } from "../rounds/lockstep.ts";
import { bugs, type Change } from "./bugs.ts";
import { type Chain, readChain } from "./chain.ts";
import { instances } from "./instances.ts";
import type { Message, Signatory, State } from "./signed_messages.ts";
import { storms } from "./storms.ts";

/** SM(m). */
export const kit: Kit<State | Traitor, Message, RoundEnds, never, Change> = {
  name: "signed-messages",
  words: "lieutenants obey one order, however many generals are traitors, as orders are signed",
  source: "Lamport, Shostak and Pease 1982, The Byzantine generals problem, section 4",
  labels: besideTraitors(labelsOf<Signatory, Chain>(chainLabel)),
  invariants: amongLoyal<State>(consistency),
  bugs,
  storms,
  instances,
};

/** As in the paper: "attack:0:2". */
function chainLabel(chain: Chain): string {
  const read = readChain(chain);
  return read === undefined ? "nonsense" : `${read.order}:${read.signers.join(":")}`;
}
