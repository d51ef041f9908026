/**
 * Small systems of which every order of events is explored. There is no time in them, so that a timer may run out at any
 * moment: whatever holds here does not depend on how long anybody waits.
 *
 * @module
 */

import type { ProtocolSystem } from "../../../check/explore/protocol_system.ts";
import { changed } from "../../../kit/change.ts";
import type { Instance } from "../../../kit/kit.ts";
import { fixed } from "../estimators/fixed.ts";
import { type Change, protocolWith } from "./bugs.ts";
import type { Message, Saved, State, Timer } from "./messages.ts";

/** Heartbeats to explore. */
export type HeartbeatSystem = ProtocolSystem<State, Message, Timer, Saved>;

/** Nodes that fall silent after so many heartbeats in a life, so that there is an end to what may happen. */
function silentAfter(beats: number, change: Change | undefined): HeartbeatSystem["protocol"] {
  const protocol = protocolWith(change, { estimator: fixed(250) });
  return changed(protocol, {
    after: {
      beat(s, timer, io) {
        if (s.sequence < beats) protocol.after!.beat(s, timer, io);
      },
    },
  });
}

/** An instance, but for its protocol. */
interface Small extends Omit<HeartbeatSystem, "name" | "protocol"> {
  readonly words: string;
  readonly states: number;
  readonly beats: number;
}

function instanceOf(
  { words, states, beats, ...more }: Small,
): Instance<State, Message, Timer, Saved, Change> {
  return {
    words,
    states,
    system: (change) => ({
      name: "heartbeat",
      protocol: silentAfter(beats, change),
      sometimes: {
        "somebody is suspected": ({ states }) => states.some((s) => s?.suspected.size),
        "somebody trusts all, and has heard them": ({ states }) =>
          states.some((s) =>
            s?.suspected.size === 0 &&
            [...s.watched.values()].every(({ last }) => last.sequence > 0)
          ),
      },
      ...more,
    }),
  };
}

/** The instances. */
export const instances: Readonly<Record<string, Instance<State, Message, Timer, Saved, Change>>> = {
  "two nodes": instanceOf({
    words:
      "two nodes beat twice in each life; one of them crashes, and heartbeats come again at any time",
    states: 1_916,
    beats: 2,
    nodes: 2,
    network: "duplicating",
    crashes: 1,
  }),
  "a death": instanceOf({
    words: "of two nodes one crashes for good at any moment; heartbeats may be lost",
    states: 1_764,
    beats: 2,
    nodes: 2,
    crashes: 1,
    restarts: false,
    lossy: true,
    leadsTo: {
      "a crash is suspected": {
        from: ({ states }) => states.includes(undefined),
        to: ({ states }) =>
          states.every((s) => s === undefined || s.suspected.size === s.watched.size),
      },
    },
  }),
};
