/** SWIM for the suite of memberships: quick, and with a change if one is asked for. */

import type { Membership } from "hb/laboratory/conformance/membership.ts";
import type { AnyProtocol } from "hb/laboratory/conformance/service.ts";
import { type Change, protocolWith } from "hb/membership/swim/bugs/change.ts";
import { kit } from "hb/membership/swim/kit.ts";
import type { Settings } from "hb/membership/swim/settings.ts";
import { type State, viewOf } from "hb/membership/swim/state.ts";

/** Ten times as quick as usual, for a network that is: messages take up to 20 ms. */
const quick: Partial<Settings> = { periodMs: 200, timeoutMs: 80, syncMs: 1500 };

/** SWIM with these settings, and with a change. */
export function swimAs(
  name: string,
  settings: Partial<Settings> = {},
  change: Change = {},
): Membership {
  return {
    name,
    nodes: 5,
    protocol: (members) =>
      protocolWith(change, { ...quick, ...settings, members }) as unknown as AnyProtocol,
    view: (state) => viewOf(state as State),
    join: (contacts) => ({ type: "join", contacts } as { type: "join" }),
    leave: () => ({ type: "leave" }),
    endures: ["crash", "partition", "pause", "slow", "late"],
    withinMs: 8000,
  };
}

/** SWIM with a bug of its kit. */
export function swimWith(bug: string, settings: Partial<Settings> = {}): Membership {
  return swimAs(`SWIM: ${bug}`, settings, kit.bugs[bug]!.change);
}
