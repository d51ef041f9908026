/** What clients' proxies do in PBFT. @module */

import type { ProxySettings } from "../byzantine_client/proxy.ts";
import { replicasOf } from "./messages.ts";
import type { Pbft } from "./settings.ts";
import { primaryOf } from "./state.ts";

/** They ask the primary first, and all for what only reads. */
export function proxySettings(pbft: Pbft): ProxySettings {
  const { cluster, replicas, retryMs, rules, machine } = pbft;
  return {
    cluster,
    replicas: replicasOf(replicas),
    first: (view) => [primaryOf(view, replicas)],
    readsAtOnce: (command) => pbft.readOnly && machine.reads?.(command) === true,
    believes: (readOnly) => rules.believes(replicas, { readOnly, readsAtOnce: pbft.readOnly }),
    retryMs,
    codes: pbft.authentication === "codes",
    saves: (asked) => rules.saves(asked) !== null,
  };
}
