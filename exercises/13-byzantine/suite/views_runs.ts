/** A small PBFT whose changes of views are the reader's, beside liars. @module */

import { type Grading, reach, runFor } from "hb/grade/part.ts";
import type { Invariant } from "hb/model/invariant.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { drawnScript } from "hb/security/adversary/draw.ts";
import { puppet } from "hb/security/adversary/puppet.ts";
import {
  isTraitor,
  type Traitor,
  type Traitors,
  withTraitors,
} from "hb/security/adversary/traitors.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import type { NewViews } from "../given.ts";
import { sizesOf } from "./did.ts";
import type { Message, Replica } from "./views_messages.ts";
import { smallPbft } from "./views_subject.ts";

type State = Replica | Traitor;
type Timer = { readonly type: "late" };

const TYPES = ["prePrepare", "prepare", "commit", "viewChange", "newView"];
const ASKED = ["a", "b", "c"];

function loyal(states: readonly (Readonly<State> | undefined)[]): (readonly [NodeId, Replica])[] {
  return states.flatMap((s, node) =>
    s === undefined || isTraitor(s) ? [] : [[node, s as Replica] as const]
  );
}

/** Whatever the view: what is committed at a number is committed there for ever, and everywhere. */
const agreement = (): Invariant<State> => ({
  name: "one batch is committed",
  words:
    "no two loyal replicas commit different requests for one number, in whatever views, and none changes its mind",
  memory: () => new Map<number, readonly [NodeId, string]>(),
  check({ states }, memory) {
    const first = memory as Map<number, readonly [NodeId, string]>;
    for (const [node, { committed, view }] of loyal(states)) {
      for (const [sequence, digest] of committed) {
        const [other, was] = first.get(sequence) ?? [node, digest];
        first.set(sequence, [other, was]);
        if (was === digest) continue;
        const words =
          `at number ${sequence} replica ${other} has committed ${was}, and replica ${node} commits ${digest} in view ${view}`;
        return { words, nodes: [other, node] };
      }
    }
    return undefined;
  },
});

/** Storms of liars whom nobody has thought of, the first primaries among them. */
export function runs(views: NewViews, grading: Grading): void {
  grading.busyWith(() => "PBFT with these changes of views, beside liars");
  for (const replicas of [4, 7]) {
    for (let nth = 0; nth < 6; nth++) storm(views, replicas, nth, grading);
  }
}

function storm(views: NewViews, replicas: number, nth: number, grading: Grading): void {
  const protocol = smallPbft(views, replicas), { faults, weak } = sizesOf(replicas);
  const random = new Random(100 * replicas + nth, "views");
  const liars: Record<NodeId, Traitors<Message>[NodeId]> = {};
  for (let left = faults; left > 0; left--) {
    const self = left === 1 && nth % 3 > 0 ? 0 : 1 + random.below(replicas - 1);
    const listeners = [...Array(replicas).keys()].filter((node) => node !== self);
    const script = drawnScript((n) => random.below(n), { listeners, types: TYPES, maxDeceits: 6 });
    liars[self] = puppet(protocol, script) as Traitors<Message>[NodeId];
  }
  const few = (states: readonly (Readonly<State> | undefined)[]) =>
    ASKED.filter((digest) =>
      loyal(states).filter(([, { committed }]) => [...committed.values()].includes(digest)).length <
        weak
    );
  grading.sweep<State, Message, Timer, never>({
    protocol: withTraitors(protocol, liars) as never,
    nodes: replicas,
    // Slower than the replicas are patient: views end while some have committed and others have not.
    network: { latency: uniform(1, nth % 2 === 0 ? 30 : 250), duplication: 0.1 },
    clients: {
      // Each hears of them in another order, and would propose them so.
      workload: ASKED.flatMap((_, i) =>
        [...Array(replicas).keys()].map((node) => [{
          input: ASKED[(i + node) % ASKED.length]!,
          at: 60 * i,
        }])
      ),
      ask: (digest) => ({ type: "ask", digest: digest as string }) as const,
      to: ({ client }) => client % replicas,
      link: "local",
    },
    invariants: [agreement()],
  }, {
    seeds: 2,
    shrinkRuns: 30,
    drive(world) {
      runFor(world, 500);
      reach(world, [
        20_000,
        "whoever lies, what is asked for is committed by f + 1 loyal replicas: views change until there is a primary who leads",
        ({ states }) => few(states).length === 0,
        ({ states }) =>
          `${few(states).join(", ")} ${few(states).length === 1 ? "is" : "are"} not\n${
            loyal(states).map(([node, { view, changing, committed }]) =>
              `  replica ${node} ${changing ? "wants" : "is in"} view ${view}, and has committed ${
                [...committed].map(([at, digest]) => `${at}:${digest}`).join(", ") || "nothing"
              }`
            ).join("\n")
          }`,
      ]);
    },
  });
}
