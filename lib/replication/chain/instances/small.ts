/**
 * Small systems, as the explorer takes them. There is no time in them: whoever is suspected may be well, and goes on. Links
 * keep order, as the paper's do, unless something else is said.
 *
 * @module
 */

import type { ProtocolSystem } from "../../../check/explore/protocol_system.ts";
import { linearizable } from "../../../check/linearizable/check.ts";
import { keyValue, type KeyValueInput } from "../../../check/spec/key_value.ts";
import type { Instance } from "../../../kit/kit.ts";
import type { History, Operation } from "../../../model/history.ts";
import { type Invariant, whenOneEnds } from "../../../model/invariant.ts";
import { nested, wrapped } from "../../../model/nested.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Answer } from "../../../replicated/requests.ts";
import {
  chain,
  type Change,
  type Node,
  type NodeMessage,
  type NodeSaved,
  type NodeTimer,
} from "../chain.ts";
import { asRequest } from "../messages.ts";
import { invariants, isQuery, latestIn } from "../invariants.ts";
import type { Settings } from "../settings.ts";

/** A chain as the explorer takes it. */
export type System = ProtocolSystem<Node, NodeMessage, NodeTimer, NodeSaved>;
/** An instance of a chain. */
export type ChainInstance = Instance<Node, NodeMessage, NodeTimer, NodeSaved, Change>;

/** What a client asks, and of which server; and of which one if it is not answered. */
export type Work = readonly (readonly [command: KeyValueInput, to: NodeId, then?: NodeId])[];

/** What is not the same in all instances. */
export interface Small {
  /** What happens in it. */
  readonly words: string;
  /** How many states it has. */
  readonly states?: number;
  /** Whether it is explored at night only. */
  readonly nightly?: boolean;
  /** How many nodes there are; node 0 is the master. */
  readonly nodes: number;
  /** The chain. */
  readonly settings: Partial<Settings>;
  /** What each client asks. */
  readonly clients: readonly Work[];
  /** The last epoch that is looked at. */
  readonly epochs?: number;
  /** Servers that are never taken for failed. */
  readonly trusted?: readonly NodeId[];
  /** How often a client asks again that is not answered; default: it waits for ever. */
  readonly retries?: number;
  /** What else there is to say of the system. */
  readonly more?: Partial<System>;
}

/** Adds a text to an object: done twice, it shows. */
export const append = (value: string, key = "x"): KeyValueInput => ({ type: "append", key, value });
/** Asks what an object holds. */
export const get = (key = "x"): KeyValueInput => ({ type: "get", key });

/** No clocks, no losses: nothing is said twice. */
const timeless: Partial<Settings> = { beatMs: Infinity, resendMs: Infinity, timeoutMs: 1 };

/** Histories of this store that no single copy has, as soon as an operation has ended. */
export const linearizability: Invariant<Node> = whenOneEnds({
  name: "linearizability",
  words: "every operation takes effect at one moment between its call and its answer",
  check({ history }) {
    const { verdict } = linearizable(commandsOf(history), keyValue());
    return verdict === "ok" ? undefined : { words: "the history has no order", nodes: [] };
  },
});

function commandsOf(history: History): Operation<KeyValueInput, string>[] {
  return history.map((operation) => {
    const { output, ...rest } = operation as Operation<KeyValueInput, Answer>;
    return output?.ok ? { ...rest, output: output.result as string } : rest;
  });
}

/** The instance, with a change or without. */
export function instanceOf(small: Small): ChainInstance {
  const { words, states, nightly = false } = small;
  return {
    words,
    nightly,
    ...(states === undefined ? {} : { states }),
    system: (change = {}) => systemOf(small, change),
  };
}

function systemOf(small: Small, { settings, rules }: Change): System {
  const { nodes, clients, epochs = 2, trusted = [], retries, more } = small;
  const protocol = chain({ ...timeless, ...small.settings, ...settings }, rules);
  return {
    name: "chain",
    protocol: wrapped(protocol, (io) =>
      nested(io, {
        wait(delayMs, timer) {
          if (timer.type !== "silent" || !trusted.includes(timer.key)) io.wait(delayMs, timer);
        },
      })),
    nodes,
    network: "ordered",
    asking: "at once",
    clients: {
      workload: clients.map((work) => work.map(([input]) => ({ input }))),
      ask: asRequest,
      to({ client, sequence, attempt }) {
        const [, to, then = to] = clients[client]![sequence]!;
        return attempt === 0 ? to : then;
      },
      ...(retries === undefined ? {} : { timeoutMs: 1, retries }),
    },
    boundary: ({ states }) => (latestIn(states)?.epoch ?? 1) <= epochs,
    invariants: [...invariants, linearizability],
    ...more,
  };
}

/** Everything that is asked is answered in the end. */
export const answered: NonNullable<System["leadsTo"]> = {
  progress: { to: ({ history }) => history.every(({ outcome }) => outcome === "ok") },
};

/** Every update is answered in the end; a query may be handed to and fro, and be lost, while servers know different chains. */
export const updated: NonNullable<System["leadsTo"]> = {
  progress: {
    to: ({ history }) =>
      history.every((operation) => isQuery(operation) || operation.outcome === "ok"),
  },
};

/** Every update is answered in the end, and the chain has two servers. */
export const grown: NonNullable<System["leadsTo"]> = {
  progress: {
    to: ({ history, states }) =>
      latestIn(states)?.chain.length === 2 &&
      history.every((operation) => isQuery(operation) || operation.outcome === "ok"),
  },
};
