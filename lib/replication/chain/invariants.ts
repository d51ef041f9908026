/** What a chain promises of every state (van Renesse and Schneider, OSDI 2004, section 3). @module */

import { equal } from "../../model/compare.ts";
import type { Operation } from "../../model/history.ts";
import {
  type Invariant,
  type InvariantViolation,
  remembering,
  type Snapshot,
} from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Answer } from "../../replicated/requests.ts";
import type { Node } from "./chain.ts";
import type { Configuration } from "./configuration.ts";
import { had, type State } from "./state.ts";

/** A server and its number. */
export type Server = readonly [node: NodeId, s: Readonly<State>];

/** The servers that are up. */
export function serversOf(states: Snapshot<Node>["states"]): Server[] {
  return states.flatMap((state, node): Server[] =>
    state?.role === "server" ? [[node, state.server]] : []
  );
}

/** The latest chain that anybody goes by. */
export function latestIn(states: Snapshot<Node>["states"]): Configuration | undefined {
  const known = states.flatMap((state) =>
    state === undefined
      ? []
      : state.role === "master"
      ? [state.master.inForce]
      : [state.server.attendance.configuration]
  );
  return known.toSorted((a, b) => b.epoch - a.epoch)[0];
}

/** Whether an operation only looks. */
export function isQuery({ input }: Operation): boolean {
  return (Object(input) as { type?: string }).type === "get";
}

/** How much of the history the answer to an operation rests on; 0 of what has not ended well. */
function indexOf({ outcome, output }: Operation): number {
  const answer = output as Answer | undefined;
  return outcome === "ok" && answer?.ok ? answer.index : 0;
}

/** Pairs of neighbours that go by the same chain, the successor not lacking anything that it should have. */
function neighbours(states: Snapshot<Node>["states"]): (readonly [Server, Server])[] {
  const servers = serversOf(states);
  return servers.flatMap(([node, s]) => {
    const { chain, epoch } = s.attendance.configuration, at = chain.indexOf(node);
    const next = at < 0 ? undefined : servers.find(([other]) => other === chain[at + 1]);
    const isPair = next !== undefined && next[1].attendance.configuration.epoch === epoch &&
      s.ready && next[1].ready;
    return isPair ? [[[node, s], next] as const] : [];
  });
}

/** Hist of a successor is a prefix of that of its predecessor. */
export const updatePropagation: Invariant<Node> = {
  name: "update propagation",
  words: "the history of a server is a prefix of that of its predecessor",
  check({ states }) {
    for (const [[node, s], [next, t]] of neighbours(states)) {
      const wrong = (words: string) => ({ words, nodes: [node, next] });
      if (had(t) > had(s)) {
        return wrong(`server ${next} has had ${had(t)} updates, and ${node} before it ${had(s)}`);
      }
      for (const { sequence, id } of t.log) {
        const other = s.log[sequence - s.base - 1];
        if (other === undefined || equal(other.id, id)) continue;
        return wrong(`servers ${node} and ${next} have different updates as number ${sequence}`);
      }
    }
    return undefined;
  },
};

/** What a server holds for decided, and what is in its Sent, is its history: the tail has the first. */
export const inProcess: Invariant<Node> = {
  name: "in-process requests",
  words:
    "what a server has and does not hold in Sent, because it takes it for decided, its successor has, too",
  check({ states }) {
    for (const [[node, s], [next, t]] of neighbours(states)) {
      if (s.decided <= had(t)) continue;
      const words = `server ${node} takes ${s.decided} updates for decided, and ${next} has ${
        had(t)
      }`;
      return { words, nodes: [node, next] };
    }
    return undefined;
  },
};

/** A history that was decided. */
interface Decided {
  /** Its fingerprint. */
  readonly print: number;
  /** The server and its life, where that was a whole chain by itself; null when others have it, too. */
  readonly alone: { readonly node: NodeId; readonly life: number } | null;
}

/**
 * Servers decide the same updates in the same order. A server that is alone decides in the step in which it saves: if it
 * crashes before that is durable, no answer has left either, and in its next life it may decide something else.
 */
export const oneHistory: Invariant<Node> = remembering<Node, { known: Map<number, Decided> }>({
  name: "one history",
  words: "the first n updates that are decided are the same at all servers, for good",
  memory: () => ({ known: new Map() }),
  check({ states }, { known }) {
    for (const [node, { decided, print, attendance }] of serversOf(states)) {
      if (decided === 0) continue;
      const { configuration: { chain }, life } = attendance, before = known.get(decided);
      const isAlone = chain.length === 1 && chain[0] === node;
      const gone = before?.alone?.node === node && before.alone.life < life;
      if (before !== undefined && before.print !== print && !gone) {
        return { words: `server ${node} has decided another history of ${decided}`, nodes: [node] };
      }
      const stays = before?.print === print && (before.alone === null || !isAlone);
      const alone = isAlone && !stays ? { node, life } : null;
      known.set(decided, { print, alone });
    }
    return undefined;
  },
});

/** Whatever a client was told to be done is in the history of the tail. */
export const nothingLost: Invariant<Node> = {
  name: "no acknowledged update is lost",
  words: "the tail has every update that a client was told to be done",
  check({ states, history }) {
    const latest = latestIn(states), tail = latest?.chain.at(-1);
    const state = tail === undefined ? undefined : states[tail];
    if (state?.role !== "server") return undefined;
    const { ready, attendance } = state.server;
    if (!ready || attendance.configuration.epoch !== latest!.epoch) return undefined;
    const has = had(state.server);
    const lost = history.find((operation) => !isQuery(operation) && indexOf(operation) > has);
    if (lost === undefined) return undefined;
    return {
      words: `a client was told that update ${indexOf(lost)} is done; the tail has had ${has}`,
      nodes: [tail!],
    };
  },
};

/** What is answered is decided. */
export const cleanAnswers: Invariant<Node> = remembering<Node, { decided: number }>({
  name: "no dirty answer",
  words: "a query is answered with what the tail has",
  memory: () => ({ decided: 0 }),
  check({ states, history }, memory): InvariantViolation | undefined {
    for (const [node, s] of serversOf(states)) {
      const { chain } = s.attendance.configuration;
      const has = chain.at(-1) === node && s.ready ? had(s) : s.decided;
      memory.decided = Math.max(memory.decided, has);
    }
    const dirty = history.find((operation) =>
      isQuery(operation) && indexOf(operation) > memory.decided
    );
    if (dirty === undefined) return undefined;
    const words = `a client was answered with update ${indexOf(dirty)}, which no tail has had`;
    return { words, nodes: [] };
  },
});

/** Whoever goes by an epoch goes by the same chain. */
export const oneChain: Invariant<Node> = {
  name: "one chain in an epoch",
  words: "all who go by an epoch go by the same chain",
  check({ states }) {
    const chains = new Map<number, Configuration>();
    for (const [node, { attendance: { configuration } }] of serversOf(states)) {
      const { epoch } = configuration, known = chains.get(epoch);
      if (known === undefined) chains.set(epoch, configuration);
      else if (!equal(known, configuration)) {
        return { words: `server ${node} has another chain as epoch ${epoch}`, nodes: [node] };
      }
    }
    return undefined;
  },
};

/** Memory is bounded by what is under way. */
export const struck: Invariant<Node> = {
  name: "Sent is struck",
  words: "no server keeps an update that all who need it are known to have",
  check({ states }) {
    for (const [node, { log, decided, behind }] of serversOf(states)) {
      const kept = log.filter(({ sequence }) => sequence <= Math.min(decided, behind ?? decided));
      if (kept.length === 0) continue;
      return { words: `server ${node} still keeps ${kept.length} updates`, nodes: [node] };
    }
    return undefined;
  },
};

/** What holds however queries are answered. */
export const safety: readonly Invariant<Node>[] = [
  oneChain,
  updatePropagation,
  inProcess,
  oneHistory,
  nothingLost,
  struck,
];

/** What holds where queries are answered as by one copy. */
export const invariants: readonly Invariant<Node>[] = [...safety, cleanAnswers];
