/** Bugs in what tells causes: parts 1 to 4. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/02-time/answers.ts";
import type { Execution } from "../../../exercises/02-time/events.ts";
import { before } from "../before.ts";
import { lamport } from "../lamport.ts";
import { siblings } from "../siblings.ts";
import { vectors } from "../vectors.ts";

export const causeMutants: Mutants<Answers> = {
  before: {
    "three bits: nodes are told apart by their last three bits": (events, a, b) =>
      before(events.map((each) => ({ ...each, node: each.node % 8 })), a, b),
    "not below 0: a message with a negative number is nobody's": (events, a, b) =>
      before(
        events.map((each) =>
          "message" in each && each.message < 0 ? { node: each.node, kind: "step" } : each
        ),
        a,
        b,
      ),
    "as written down: what was seen first happened before": (_execution, a, b) => a < b,
    "no chains: only direct causes count": (events, a, b) => {
      const [first, last] = [events[a]!, events[b]!];
      if (first.node === last.node) return a < b;
      return first.kind === "send" && last.kind === "deliver" && first.message === last.message;
    },
    "before itself: every event happened before itself": (events, a, b) =>
      a === b || before(events, a, b),
    "number for place: the number of a message is taken for the place of its send": sentAt((
      message,
    ) => message),
    "eight bits: only the last eight bits of a message are compared": sentAt((message, events) =>
      events.findIndex((each) => each.kind === "send" && each.message % 256 === message % 256)
    ),
    "no message 0: the first number is taken for none": sentAt((message, events) =>
      message === 0 ? -1 : sendOf(message, events)
    ),
    "twenty at most: longer chains are not followed": (events, a, b) =>
      before(events, a, b) && isWithin(20, events, a, b),
    "first come: only the first delivery of a message counts": (events, a, b) => {
      const firstOnly = events.map((event, at) => {
        const isCopy = event.kind === "deliver" &&
          events.slice(0, at).some((each) =>
            each.kind === "deliver" && each.message === event.message
          );
        return isCopy ? { node: event.node, kind: "step" as const } : event;
      });
      return before(firstOnly, a, b);
    },
    "twice is enough: the third delivery of a message does not count": byCauses((events, at) => {
      const event = events[at]!;
      const copies = events.filter((each, i) =>
        i < at && each.kind === "deliver" && event.kind === "deliver" &&
        each.message === event.message
      );
      return causesOf(events, at).filter((cause) =>
        copies.length < 2 || events[cause]!.node === event.node
      );
    }),
    "a short memory: of a node, what is twenty places back is not found": byCauses((events, at) =>
      causesOf(events, at).filter((cause) =>
        events[cause]!.node !== events[at]!.node || at - cause <= 20
      )
    ),
    "a short way: a message that was sent twenty places back is nobody's": byCauses((events, at) =>
      causesOf(events, at).filter((cause) =>
        events[cause]!.node === events[at]!.node || at - cause <= 20
      )
    ),
    "tired: after 530 events it gives up": byCauses(causesOf, 530),
    "every way: what has been met is followed again": (events, a, b) => {
      const met = (at: number): boolean =>
        causesOf(events, at).some((cause) => cause === a || met(cause));
      return met(b);
    },
  },
  lamport: {
    "asleep: a step of its own does not move it": { tick: (time) => time },
    "deaf: a delivery ignores the stamp of the message": { receive: (time) => time + 1 },
    "not past it: a delivery only catches up with the message": {
      receive: (time, stamp) => Math.max(time + 1, stamp),
    },
    "adds up: a delivery adds the stamp to its clock": {
      receive: (time, stamp) => time + stamp + 1,
    },
    "eight bits: the clock begins again at 256": {
      tick: (time) => lamport.tick(time) % 256,
      receive: (time, stamp) => lamport.receive(time, stamp) % 256,
    },
    "in 32 bits: the clock is a whole number of 32 bits": {
      tick: (time) => lamport.tick(time) | 0,
      receive: (time, stamp) => lamport.receive(time, stamp) | 0,
    },
    "eight ahead: a stamp from far ahead is not believed": {
      receive: (time, stamp) => stamp - time > 8 ? time + 1 : lamport.receive(time, stamp),
    },
    "as text: times are compared as text, and 9 is above 10": {
      receive: (time, stamp) => (String(time) > String(stamp) ? time : stamp) + 1,
    },
    "late news: a stamp from long ago does not count": {
      receive: (time, stamp) => stamp < time - 8 ? time : lamport.receive(time, stamp),
    },
  },
  vectors: {
    "never equal: equal vectors are taken for concurrent": {
      compare: (a, b) => {
        const order = vectors.compare(a, b);
        return order === "equal" ? "concurrent" : order;
      },
    },
    "counts all: at a step every entry goes up": { tick: (vector) => vector.map((n) => n + 1) },
    "forgets itself: a delivery is not counted": {
      receive: (vector, stamp) => vector.map((n, i) => Math.max(n, stamp[i]!)),
    },
    "overwrites: a delivery takes the stamp of the message for its own": {
      receive: (_vector, stamp, node) => vectors.tick(stamp, node),
    },
    "in place: a step changes the vector that a message carries": {
      tick: (vector, node) => Object.assign(vector, { [node]: vector[node]! + 1 }),
    },
    "by their sums: whoever has seen more comes later": {
      compare(a, b) {
        const sum = (vector: readonly number[]) => vector.reduce((total, n) => total + n, 0);
        return sum(a) < sum(b) ? "before" : sum(a) > sum(b) ? "after" : "equal";
      },
    },
    "three nodes: more are not looked at": {
      compare: (a, b) => vectors.compare(a.slice(0, 3), b.slice(0, 3)),
    },
    "four nodes: what is heard of others is forgotten": {
      receive: (vector, stamp, node) =>
        vectors.receive(vector, stamp.map((n, i) => i < 4 ? n : vector[i]!), node),
    },
    "forty nodes: what is heard of others is forgotten": {
      receive: (vector, stamp, node) =>
        vectors.receive(vector, stamp.map((n, i) => i <= 40 ? n : vector[i]!), node),
    },
    "as one number: vectors are equal if their digits are": {
      compare: (a, b) => a.join("") === b.join("") ? "equal" : vectors.compare(a, b),
    },
    "eight bits: only the last eight bits of an entry are compared": {
      compare: (a, b) => vectors.compare(a.map((n) => n % 256), b.map((n) => n % 256)),
    },
    "sixteen events: a node counts to fifteen, and begins again": {
      tick: (vector, node) => vectors.tick(vector, node).map((n, i) => i === node ? n % 16 : n),
    },
  },
  siblings: {
    "sixteen at most: of what is left, only so many versions are kept": {
      put: (...given) => siblings.put(...given).slice(-16),
    },
    "sixty at most: of more siblings sixty are kept": {
      combine: (versions) => siblings.combine(versions).slice(0, 60),
    },
    "a new page: a write to more than forty-one versions replaces them": {
      put: (versions, ...given) => siblings.put(versions.length > 41 ? [] : versions, ...given),
    },
    "near by: a version is compared with those thirteen places around it": {
      combine: (versions) =>
        versions.filter(({ stamp }, at) =>
          !versions.some((other, i) => {
            const order = vectors.compare(stamp, other.stamp);
            return Math.abs(i - at) <= 13 && (order === "before" || (order === "equal" && i < at));
          })
        ),
    },
    "last writer wins: of versions that conflict one is kept": {
      combine: (versions) => siblings.combine(versions).slice(0, 1),
    },
    "twins: one version from two replicas is kept twice": {
      combine: (versions) =>
        versions.filter(({ stamp }) =>
          !versions.some((other) => vectors.compare(stamp, other.stamp) === "before")
        ),
    },
    "clean slate: a write replaces all that is there, read or not": {
      put: (versions, context, node, value) =>
        siblings.put(versions, context, node, value).filter((each) => each.value === value),
    },
    "not counted: a write has the stamp of what its client had read": {
      put: (versions, context, writer, value) => [
        ...siblings.put(versions, context, writer, value).slice(0, -1),
        { value, stamp: context },
      ],
    },
    "has seen it all: a write is stamped as if its client had read what is there": {
      put: (versions, context, node, value) => {
        const seen = context.map((n, i) => Math.max(n, ...versions.map(({ stamp }) => stamp[i]!)));
        const others = siblings.put(versions, context, node, value).slice(0, -1);
        return [...others, { value, stamp: vectors.tick(seen, node) }];
      },
    },
    "by their values: who writes the same as another is not kept beside them": {
      combine: (versions) =>
        siblings.combine(versions).filter(({ value }, at, all) =>
          all.findIndex((each) => each.value === value) === at
        ),
    },
    "nothing is none: an empty value is taken for no value": {
      combine: (versions) => siblings.combine(versions).filter(({ value }) => value),
    },
    "ten at most: of more siblings ten are kept": {
      combine: (versions) => siblings.combine(versions).slice(0, 10),
    },
    "says it again: a write replaces what has the same value": {
      put: (versions, context, writer, value) =>
        siblings.put(versions.filter((each) => each.value !== value), context, writer, value),
    },
    "counts twice: a write counts as two": {
      put: (versions, context, writer, value) => [
        ...siblings.put(versions, context, writer, value).slice(0, -1),
        { value, stamp: vectors.tick(vectors.tick(context, writer), writer) },
      ],
    },
    "as one number: stamps are equal if their digits are": {
      combine: (versions) =>
        siblings.combine(versions).filter(({ stamp }, at, all) =>
          all.findIndex((each) => each.stamp.join("") === stamp.join("")) === at
        ),
    },
  },
};

/** Goes backwards along direct causes of its own, as far as so many events. */
function byCauses(
  causes: (events: Execution, at: number) => number[],
  most = Infinity,
): Answers["before"] {
  return (events, a, b) => {
    const left = [b], seen = new Set(left);
    for (let at = left.pop(); at !== undefined && seen.size <= most; at = left.pop()) {
      for (const cause of causes(events, at)) {
        if (cause === a) return true;
        if (seen.has(cause)) continue;
        seen.add(cause);
        left.push(cause);
      }
    }
    return false;
  };
}

/** The last event before it at the same node, and the send of what it delivers. */
function causesOf(events: Execution, at: number): number[] {
  const event = events[at]!;
  const own = events.findLastIndex(({ node }, i) => i < at && node === event.node);
  return [own, event.kind === "deliver" ? sendOf(event.message, events) : -1]
    .filter((cause) => cause >= 0);
}

/** Looks for the send of a message in a way of its own. */
function sentAt(find: (message: number, events: Execution) => number): Answers["before"] {
  return (events, a, b) => {
    const left = [b], seen = new Set(left);
    for (let at = left.pop(); at !== undefined; at = left.pop()) {
      const event = events[at]!;
      const own = events.findLastIndex(({ node }, i) => i < at! && node === event.node);
      const sent = event.kind === "deliver" ? find(event.message, events) : -1;
      for (const cause of [own, sent]) {
        if (cause === a) return true;
        if (cause < 0 || cause >= events.length || seen.has(cause)) continue;
        seen.add(cause);
        left.push(cause);
      }
    }
    return false;
  };
}

function sendOf(message: number, events: Execution): number {
  return events.findIndex((each) => each.kind === "send" && each.message === message);
}

/** Whether a way of so many direct causes at most leads from the one event to the other. */
function isWithin(most: number, events: Execution, a: number, b: number): boolean {
  let at = [b];
  for (let count = 0; count <= most && at.length > 0; count++) {
    if (at.includes(a)) return true;
    at = at.flatMap((each) => {
      const event = events[each]!;
      const own = events.findLastIndex(({ node }, i) => i < each && node === event.node);
      const sent = event.kind === "deliver" ? sendOf(event.message, events) : -1;
      return [own, sent].filter((cause) => cause >= 0);
    });
    at = [...new Set(at)];
  }
  return false;
}
