/**
 * How the cost of a decision, and of a change of leader, grows with the number of replicas (Yin et al. 2019, section 2
 * and table 1, count *authenticators*: signatures and certificates that are sent, where one threshold signature counts once).
 *
 * @module
 */

import { assertKinds, code, listOf, numberAbove } from "../../model/kinds.ts";
import type { Tagged } from "../../model/protocol.ts";
import { log } from "../../model/real/log.ts";
import { claimsIn } from "../../security/identity/proofs.ts";
import type { Fault } from "../../sim/fault.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { assertWhole } from "../asked.ts";
import { type Chosen, serviceOf, type Way } from "./services.ts";

/** What passed between replicas. */
export interface Traffic {
  /** How many messages. */
  readonly messages: number;
  /** How many signatures in them, where a certificate is the list of its signatures. */
  readonly signatures: number;
  /** The same, where a certificate is one threshold signature. */
  readonly authenticators: number;
}

/** When the second request is made, in ms. */
const SECOND_MS = 500;
/** How long a message takes, in ms. */
const MESSAGE_MS = 10;

/** What is counted: the messages of these types, from this moment on. */
interface Counted {
  readonly types: (type: string) => boolean;
  readonly fromMs: number;
  readonly forMs: number;
  readonly faults?: readonly Fault[];
  readonly chosen?: Chosen;
}

/**
 * What it takes to decide one request, while nobody lies or crashes. In chained HotStuff, where a block is decided by those
 * above it, the blocks that have nothing else to do count as well.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decisionTraffic } from "hb/laboratory/byzantine/growth.ts";
 *
 * assertEquals(decisionTraffic("pbft", 4).messages, 3 + 3 * 3 + 4 * 3);
 * assertEquals(decisionTraffic("hotstuff-basic", 4).messages, 3 * 2 * 3 + 3 + 3);
 * ```
 */
export function decisionTraffic(way: Way, replicas: number): Traffic {
  return count(way, replicas, {
    types: (type) => !["request", "reply", "status", "answer"].includes(type),
    fromMs: SECOND_MS,
    forMs: 2 * SECOND_MS,
  });
}

/**
 * What it takes that another replica leads, when the first has crashed: what is said of views from then on, until the next request is
 * answered. One request was decided before, and is what there is to tell.
 */
export function viewChangeTraffic(way: Way, replicas: number): Traffic {
  return count(way, replicas, {
    types: (type) => type === "viewChange" || type === "newView",
    fromMs: SECOND_MS,
    forMs: 2 * SECOND_MS,
    faults: [{ kind: "crash", at: SECOND_MS - 1, node: leaderOf(way) }],
  });
}

/** What it takes in basic HotStuff that the next replica leads when nothing is wrong: all tell it what they know. */
export function handoverTraffic(replicas: number): Traffic {
  return count("hotstuff-basic", replicas, {
    types: (type) => type === "newView",
    fromMs: SECOND_MS,
    forMs: 2 * SECOND_MS,
  });
}

/** Who leads when the second request comes. */
function leaderOf(way: Way): number {
  return way === "pbft" ? 0 : way === "hotstuff-basic" ? 2 : 1;
}

function count(
  way: Way,
  replicas: number,
  { types, fromMs, forMs, faults = [], chosen = {} }: Counted,
): Traffic {
  assertWhole("count what replicas say", { replicas }, 4, 64);
  const { protocol, ask } = serviceOf(way, replicas, {
    patienceMs: 100,
    ...chosen,
    pbft: { statusMs: Infinity, ...chosen.pbft },
  });
  let messages = 0, signatures = 0, authenticators = 0;
  const world = new World<unknown, Tagged, Tagged, unknown>({
    protocol,
    nodes: replicas + 1,
    seed: 1,
    trace: "none",
    strict: false,
    network: { latency: constant(MESSAGE_MS) },
    faults,
    clients: {
      workload: [[{ input: "a" }, { input: "b", at: fromMs }]],
      ask,
      link: "local",
      to: () => replicas,
    },
    tap({ from, to, body }) {
      const { type } = body as Tagged;
      if (from === to || from >= replicas || to >= replicas || !types(type)) return;
      if (world.now < fromMs) return;
      messages++;
      for (const claim of claimsIn(body)) {
        signatures += claim.kind === "certificate" ? claim.signers.length : 1;
        authenticators++;
      }
    },
  });
  world.run(forMs);
  const done = world.history.filter(({ outcome }) => outcome === "ok").length;
  if (done < 2) {
    throw new Error(`Cannot count what replicas say because both requests must be done: ${done}`);
  }
  return { messages, signatures, authenticators };
}

/** The exponents of n with which traffic grows from 16 to 31 replicas. */
export function exponentsOf(measure: (replicas: number) => Traffic): Traffic {
  assertKinds("tell exponents", { measure }, { measure: code });
  const [few, many] = [16, 31] as const, less = measure(few), more = measure(many);
  const of = (what: keyof Traffic) => exponentOf([[few, less[what]], [many, more[what]]]);
  return {
    messages: of("messages"),
    signatures: of("signatures"),
    authenticators: of("authenticators"),
  };
}

/**
 * The exponent k with which y grows like xᵏ between the first point and the last: the slope of the line between them
 * where both axes are logarithmic.
 */
export function exponentOf(points: readonly (readonly [x: number, y: number])[]): number {
  assertKinds("tell an exponent", { points }, { points: listOf(listOf(numberAbove(0))) });
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || !(last[0] > first[0] && first[0] > 0)) {
    throw new RangeError(
      `Cannot tell an exponent because it takes two points or more, in ascending order: given ${points.length}`,
    );
  }
  return (log(last[1]) - log(first[1])) / (log(last[0]) - log(first[0]));
}
