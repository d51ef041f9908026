/** What must hold of a broadcast. @module */

import { type Invariant, remembering } from "hb/model/invariant.ts";
import type { Delivered, RunningBroadcast } from "../given.ts";
import type { Node } from "./net.ts";

type Of<T> = (running: RunningBroadcast) => T;

/** What a node has delivered, if it is up. */
export const deliveredAt = (running: RunningBroadcast, state: Readonly<Node> | undefined) =>
  state === undefined ? [] : running.delivered(state.own);

/** Nobody delivers twice. */
export const atMostOnce: Of<Invariant<Node>> = (running) => ({
  name: "at most once",
  words: "no node delivers a broadcast twice in one life",
  check({ states }) {
    for (const [node, state] of states.entries()) {
      const all = deliveredAt(running, state), payloads = new Set<string>();
      for (const { id, payload } of all) {
        if (payloads.has(payload)) {
          return { words: `node ${node} has delivered "${payload}" (${id}) twice`, nodes: [node] };
        }
        payloads.add(payload);
      }
    }
    return undefined;
  },
});

/** What an id was seen to stand for, and where. */
interface Seen {
  payload: string;
  readonly nodes: Set<number>;
}

/**
 * An id stands for one broadcast, and one broadcast has one id. What a node had not even saved when it
 * crashed nobody else has heard of: its id may come again.
 */
export const oneId: Of<Invariant<Node>> = (running) =>
  remembering<Node, { byId: Map<string, Seen>; byPayload: Map<string, string> }>({
    name: "one id for each",
    words: "no two broadcasts have the same id, and none has two, whatever crashes there are",
    memory: () => ({ byId: new Map(), byPayload: new Map() }),
    check({ states }, { byId, byPayload }) {
      for (const [node, state] of states.entries()) {
        for (const { id, payload } of deliveredAt(running, state)) {
          const seen = byId.get(id) ?? { payload, nodes: new Set() };
          const isOwn = [...seen.nodes].every((each) => each === node);
          if (seen.payload !== payload && !isOwn) {
            const was =
              `node ${node} has delivered "${payload}" as ${id}, which was "${seen.payload}"`;
            return { words: was, nodes: [node] };
          }
          seen.payload = payload;
          seen.nodes.add(node);
          byId.set(id, seen);
          const before = byPayload.get(payload) ?? id;
          byPayload.set(payload, before);
          if (before === id) continue;
          const words = `node ${node} has delivered "${payload}" as ${id}, which was ${before}`;
          return { words, nodes: [node] };
        }
      }
      return undefined;
    },
  });

/** Nobody makes anything up. */
export const onlyAsked =
  (isAsked: (payload: string) => boolean): Of<Invariant<Node>> => (running) => ({
    name: "only what was broadcast",
    words: "what is delivered was broadcast, and is as it was",
    check({ states }) {
      for (const [node, state] of states.entries()) {
        const wrong = deliveredAt(running, state).find(({ payload }) => !isAsked(payload));
        if (wrong === undefined) continue;
        return { words: `node ${node} has delivered ${inWords(wrong)}`, nodes: [node] };
      }
      return undefined;
    },
  });

const inWords = ({ payload, id }: Delivered) => `${JSON.stringify(payload)} as ${id}`;

/** What one node that is up has, all have; and at least so many. */
export const everybody: Of<Invariant<Node>> = (running) => ({
  name: "progress",
  words: "what one node that is up has delivered, all have",
  check({ states }) {
    const all = states.map((state) =>
      state && new Set(deliveredAt(running, state).map(({ payload }) => payload))
    );
    const payloads = new Set(all.flatMap((each) => [...each ?? []]));
    for (const payload of payloads) {
      const node = all.findIndex((each) => each?.has(payload) === false);
      const who = all.findIndex((each) => each?.has(payload));
      if (node < 0) continue;
      return {
        words: `node ${who} has delivered "${payload}", and node ${node} has not`,
        nodes: [node],
      };
    }
    return undefined;
  },
});
