/** A whole EPaxos that is right in another way than the solution. */

import { nested, wrapped } from "hb/model/nested.ts";
import type { WholeEPaxos } from "../../exercises/12-leaderless/given.ts";
import { epaxos } from "../../solutions/12-leaderless/whole.ts";

// deno-lint-ignore no-explicit-any -- what is sent is the solution's own affair
type Any = any;

/** It waits half as long again, sends to the last replica first, and counts what it saves. */
export const patient: WholeEPaxos = (setting) => {
  const own = epaxos({
    ...setting,
    ...(setting.checkpointEvery === undefined
      ? {}
      : { checkpointEvery: setting.checkpointEvery + 1 }),
  });
  const inWorld = (io: Any) =>
    nested(io, {
      peers: io.peers.toReversed(),
      wait: (delayMs: number, timer: Any) =>
        io.wait(timer.type === "retry" ? delayMs * 1.5 : delayMs, timer),
    });
  return { ...wrapped(own, inWorld as never), view: own.view } as ReturnType<WholeEPaxos>;
};
