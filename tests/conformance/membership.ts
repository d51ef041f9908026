/**
 * What memberships promise: each node has a view of who is a member, each member in an incarnation that grows
 * with each of its lives, and whenever it finds itself removed (Das, Gupta and Motivala 2002, SWIM). The
 * first two guarantees are those of failure detectors (Chandra and Toueg 1996), within a bound.
 */

import { encode } from "hb/model/encode.ts";
import { type Invariant, remembering } from "hb/model/invariant.ts";
import type { NodeId } from "hb/model/protocol.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import { weather, type WeatherKind } from "hb/sim/weather.ts";
import { World } from "hb/sim/world.ts";
import {
  type AnyProtocol,
  type AnyWorld,
  firstBreach,
  violationOf,
} from "hb/laboratory/conformance/service.ts";
import type { Suite } from "./suite.ts";

/** A protocol that keeps views of who is there. */
export interface Membership {
  readonly name: string;
  readonly nodes: number;
  readonly protocol: AnyProtocol;
  /** The members that a node sees, itself among them, and the incarnation of each. */
  view(state: unknown): ReadonlyMap<NodeId, number>;
  /** What happens to it, besides messages that are late and lost. */
  readonly endures: readonly WeatherKind[];
  /** Within what time all know who crashed, and all is mended that was wrong, in ms. */
  readonly withinMs: number;
}

const SEEDS = 30;
const TROUBLE_MS = 4000;
const CRASH_MS = 1500;

/** The suite of memberships. */
export const membership: Suite<Membership> = {
  family: "membership",
  guarantees: [
    {
      name: "accuracy: who is up is not removed for ever",
      breach: (subject) =>
        afterStorms(subject, ({ states }) => {
          for (const [node, state] of states.entries()) {
            const view = subject.view(state);
            const gone = states.findIndex((_, other) => !view.has(other));
            if (gone >= 0) {
              return `node ${gone} is up, and node ${node} does not have it in its view`;
            }
          }
          return undefined;
        }),
    },
    {
      name: "completeness: who crashed is removed by all others",
      breach: (subject) =>
        firstBreach(SEEDS, (seed) => {
          const node = seed % subject.nodes;
          const world = worldOf(subject, seed, [{ kind: "crash", at: CRASH_MS, node }]);
          world.run(CRASH_MS + subject.withinMs);
          const knows = world.states.findIndex((state) =>
            state !== undefined && subject.view(state).has(node)
          );
          if (knows < 0) return violationOf(world);
          return `node ${node} crashed, and node ${knows} still has it in its view`;
        }),
    },
    {
      name: "agreement: in the end all views are the same, incarnations and all",
      breach: (subject) =>
        afterStorms(subject, ({ states }) => {
          const views = states.map((state) => encode(new Map(subject.view(state))));
          const other = views.findIndex((view) => view !== views[0]);
          return other < 0 ? undefined : `node 0 sees ${views[0]}, node ${other} ${views[other]}`;
        }),
    },
    {
      name: "no return: who was removed does not come back under an old incarnation",
      breach: (subject) => afterStorms(subject, () => undefined, [noReturn(subject)]),
    },
  ],
};

function worldOf(
  { protocol, nodes }: Membership,
  seed: number,
  faults: Schedule,
  invariants: readonly Invariant<unknown>[] = [],
): AnyWorld {
  return new World({
    protocol,
    nodes,
    network: { latency: uniform(1, 20), loss: 0.02, duplication: 0.02 },
    faults,
    invariants,
    seed,
    trace: "none",
  });
}

/** What is wrong when all has been well for long enough: everybody is up again. */
function afterStorms(
  subject: Membership,
  judge: (world: AnyWorld) => string | undefined,
  invariants: readonly Invariant<unknown>[] = [],
): string | undefined {
  return firstBreach(SEEDS, (seed) => {
    const faults = weather(new Random(seed, "trouble"), subject.nodes, {
      fromMs: 500,
      untilMs: TROUBLE_MS,
      faults: [3, 10],
      mix: Object.fromEntries(subject.endures.map((kind) => [kind, 1])),
    });
    const world = worldOf(subject, seed, faults, invariants);
    world.run(TROUBLE_MS);
    world.heal();
    world.run(subject.withinMs);
    return violationOf(world) ?? judge(world);
  });
}

/** What a node knows in its present life. */
interface Known {
  view: Map<NodeId, number>;
  /** The latest incarnation that it removed of each. */
  removed: Map<NodeId, number>;
}

function noReturn(subject: Membership): Invariant<unknown> {
  return remembering<unknown, Map<NodeId, Known>>({
    name: "no return",
    words: "no node takes back an incarnation that it removed",
    memory: () => new Map(),
    check({ states }, memory) {
      for (const [node, state] of states.entries()) {
        if (state === undefined) {
          memory.delete(node);
          continue;
        }
        const view = new Map(subject.view(state));
        const { view: before, removed } = memory.get(node) ?? { view, removed: new Map() };
        for (const [member, incarnation] of before) {
          if (!view.has(member)) removed.set(member, incarnation);
        }
        for (const [member, incarnation] of view) {
          if (incarnation > (removed.get(member) ?? -Infinity)) continue;
          const words = `node ${node} takes node ${member} back in incarnation ${incarnation}`;
          return { words, nodes: [node, member] };
        }
        memory.set(node, { view, removed });
      }
      return undefined;
    },
  });
}
