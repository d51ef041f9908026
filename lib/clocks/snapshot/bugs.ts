/** Mistakes in snapshots. @module */

import { changed, type ProtocolChange } from "../../kit/change.ts";
import type { Bug } from "../../kit/kit.ts";
import { nested } from "../../model/nested.ts";
import type { NodeId, Protocol } from "../../model/protocol.ts";
import {
  type Message,
  record,
  settings,
  snapshot,
  type SnapshotIo,
  type State,
  type Timer,
} from "./snapshot.ts";

/** What may be done wrong: in the protocol, and in what it is run on. */
export interface Change {
  /** Other handlers. */
  readonly protocol?: ProtocolChange<State, Message, Timer>;
  /** "any": channels on which messages overtake each other. */
  readonly order?: "any";
}

/** The protocol with what is done wrong. */
export function protocolWith(
  change: Change | undefined,
  chosen = settings,
): Protocol<State, Message, Timer> {
  return changed(snapshot(chosen), change?.protocol);
}

const right = snapshot();
/** A step that sends nothing. */
const silent = (io: SnapshotIo): SnapshotIo => nested(io, { send: () => {} });
/** A payment comes in, and nothing is written down of it. */
function take(s: State, amount: number, from: NodeId): void {
  s.money += amount;
  s.received[from]!++;
}
const calm = (seed: number) => ({ by: "storm", storm: "calm", seed }) as const;

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "channels that do not keep order": {
    words:
      "A marker overtakes a payment that was sent before it: recorded as sent, and nowhere else.",
    change: { order: "any" },
    breaks: "channels complete",
    foundBy: { by: "instance", instance: "two nodes" },
  },
  "the marker leaves late": {
    words: "A node records, and sends its markers only after its next payment.",
    change: {
      protocol: {
        upon: {
          marker: (s, marker, io) => right.upon.marker(s, marker, silent(io)),
        },
        after: {
          begin: (s, _, io) => record(s, silent(io)),
          spend(s, timer, io) {
            const owes = s.recorded !== null && s.recorded.sent.join() === s.sent.join();
            right.after!.spend(s, timer, io);
            if (!owes) return;
            for (const to of io.peers) if (to !== io.self) io.send(to, { type: "marker" });
          },
        },
      },
    },
    breaks: "consistent cut",
    foundBy: calm(1),
  },
  "waits for all markers": {
    words: "A node passes the first marker on, and records its own state when all have come.",
    change: {
      protocol: {
        upon: {
          marker(s, { from }, io) {
            record(s, io);
            const { open } = s.recorded!;
            const left = open.filter((other) => other !== from);
            const { money, sent, received } = structuredClone(s);
            s.recorded = {
              ...s.recorded!,
              ...(left.length === 0 ? { money, sent, received } : {}),
              open: left,
            };
          },
        },
      },
    },
    breaks: "consistent cut",
    foundBy: calm(1),
  },
  "does not write down what is on its way": {
    words: "Only what nodes have is recorded: money that is on its way is in nobody's record.",
    change: {
      protocol: {
        upon: {
          pay: (s, { amount, from }) => take(s, amount, from),
        },
      },
    },
    breaks: "channels complete",
    foundBy: calm(1),
  },
  "writes down what comes after the marker": {
    words: "A node records all that comes in until the last marker has come, on every channel.",
    change: {
      protocol: {
        upon: {
          pay(s, { amount, from }) {
            take(s, amount, from);
            if ((s.recorded?.open.length ?? 0) > 0) s.recorded!.channels[from]!.push(amount);
          },
        },
      },
    },
    breaks: "channels complete",
    foundBy: calm(1),
  },
  "each marker is a new beginning": {
    words: "A node records its state again at each marker: it has received what nobody had sent.",
    change: {
      protocol: {
        upon: {
          marker(s, { from }, io) {
            right.upon.marker(s, { type: "marker", from }, io);
            const { money, sent, received } = structuredClone(s);
            s.recorded = { ...s.recorded!, money, sent, received };
          },
        },
      },
    },
    breaks: "consistent cut",
    foundBy: calm(3),
  },
  "pays what it does not have": {
    words: "A node pays without looking whether it has so much: in the end it owes money.",
    change: {
      protocol: {
        after: {
          spend(s, timer, io) {
            const debt = Math.max(0, 100 - s.money);
            s.money += debt;
            right.after!.spend(s, timer, io);
            s.money -= debt;
          },
        },
      },
    },
    breaks: "no debt",
    foundBy: { by: "instance", instance: "two nodes" },
  },
  "tells nobody": {
    words:
      "A node that hears a marker records, and passes none on: others wait for its marker forever.",
    change: {
      protocol: {
        upon: {
          marker: (s, marker, io) => right.upon.marker(s, marker, silent(io)),
        },
      },
    },
    breaks: "progress",
    foundBy: calm(1),
  },
};
