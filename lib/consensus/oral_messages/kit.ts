/** All that belongs to oral messages. @module */

import type { Kit } from "../../kit/kit.ts";
import { amongLoyal, besideTraitors } from "../../security/adversary/loyal.ts";
import type { Traitor } from "../../security/adversary/traitors.ts";
import { consistency } from "../generals/general.ts";
import { labelsOf } from "../generals/labels.ts";
import type { RoundEnds } from "../rounds/lockstep.ts";
import { bugs, type Change } from "./bugs.ts";
import { instances } from "./instances.ts";
import type { Relay } from "./messages.ts";
import type { Message, State, Tree } from "./oral_messages.ts";
import { storms } from "./storms.ts";

/** OM(m). */
export const kit: Kit<State | Traitor, Message, RoundEnds, never, Change> = {
  name: "oral-messages",
  words:
    "lieutenants obey one order, though a third of the generals, not counting one, are traitors",
  source: "Lamport, Shostak and Pease 1982, The Byzantine generals problem, section 3",
  labels: besideTraitors(
    labelsOf<Tree, Relay>(({ path, order }) => `${order} by ${path.join(".")}`),
  ),
  invariants: amongLoyal<State>(consistency),
  bugs,
  storms,
  instances,
};
