/** Settings that are none, of all that is made with some. */

import { assertThrows } from "@std/assert";
import { flowUpdating } from "hb/membership/aggregate/flow_updating/flow_updating.ts";
import { pushSum } from "hb/membership/aggregate/push_sum/push_sum.ts";
import { antiEntropy } from "hb/membership/anti_entropy/anti_entropy.ts";
import { broadcast } from "hb/membership/broadcast/broadcast.ts";
import { heartbeat } from "hb/membership/detector/heartbeat/heartbeat.ts";
import { certificates } from "hb/membership/gossip/certificates/certificates.ts";
import { gossip } from "hb/membership/gossip/gossip.ts";
import { hyparview } from "hb/membership/hyparview/hyparview.ts";
import { fixed } from "hb/membership/plumtree/overlay.ts";
import { plumtree } from "hb/membership/plumtree/plumtree.ts";
import { swarm } from "hb/membership/swarm/swarm.ts";
import { swim } from "hb/membership/swim/swim.ts";
import { settingsWith as viewSettings } from "hb/membership/view/settings.ts";

const makers: Readonly<Record<string, (settings: never) => unknown>> = {
  flowUpdating,
  pushSum,
  antiEntropy,
  broadcast,
  heartbeat,
  certificates,
  gossip,
  hyparview,
  plumtree: (settings) => plumtree(fixed(() => []), settings),
  swarm,
  swim,
  view: viewSettings,
};

for (const [name, make] of Object.entries(makers)) {
  Deno.test(`${name}: settings that are no record are refused, and what was given is told`, () => {
    for (const [given, told] of [[null, "null"], [5, "5"], ["all", '"all"'], [[], "[]"]] as const) {
      const { message } = assertThrows(() => make(given as never), RangeError);
      const form = /^Cannot .+ because (its settings|its options) must be a record: given /;
      if (!form.test(message) || !message.endsWith(`given ${told}`)) throw new Error(message);
    }
  });
}

Deno.test("view: founders that are no list are refused", () => {
  assertThrows(() => viewSettings({ founders: null as never }), RangeError, "given null");
});
