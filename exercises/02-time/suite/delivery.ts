/** How part 5 is judged. @module */

import type { Part } from "hb/grade/suite.ts";
import { clone } from "hb/model/clone.ts";
import type { Invariant } from "hb/model/invariant.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import type { World } from "hb/sim/world.ts";
import type { Board, News, Publish, Reader } from "../events.ts";
import type { Subject } from "../subject.ts";

export const deliveryPart: Part<Subject> = {
  number: 5,
  name: "delivery",
  title: "no answer before its question",
  points: 15,
  statement:
    `Everybody publishes news, and everybody reads them. Messages overtake each other, so an
answer can arrive before its question. Hold it back: show a piece of news only when all that its publisher
had seen when writing it has been shown here. What is held back must be shown as soon as it can be, and
nothing twice.`,
  paper:
    "Birman, Schiper, Stephenson 1991, Lightweight causal and atomic group multicast, section 5.1",
  hints: [
    "Compare news.stamp with s.seen, entry by entry. What must hold for the publisher's own entry?",
    "It is the next one of its publisher, stamp[from] = seen[from] + 1, and for everyone else stamp ≤ seen.",
    "Push the news to s.waiting; then, as long as one of them can be shown, show it, count it, take it out. " +
    "What is not the next of its publisher and has been seen is a copy: drop it.",
  ],
  test({ delivery }, grading) {
    grading.sweep(board(delivery), { seeds: 300, drive: toTheEnd });
  },
};

/** The board, of which the handler of news is under test. */
function board(news: Subject["delivery"]): Scenario<Reader, News | Publish> {
  const protocol: Board = {
    start: (io) => ({ seen: io.peers.map(() => 0), waiting: [], shown: [] }),
    upon: {
      news,
      publish(s, { text, from }, io) {
        s.seen[io.self]!++;
        // What a reader writes answers the last thing that was shown to them.
        const last = s.shown.at(-1);
        const whole = last === undefined ? text : `${text} on ${last.split(" ")[0]}`;
        s.shown.push(whole);
        for (const peer of io.peers) {
          if (peer !== io.self) io.send(peer, { type: "news", text: whole, stamp: clone(s.seen) });
        }
        io.answer(from, whole);
      },
    },
  };
  return {
    protocol,
    nodes: 3,
    network: { latency: uniform(1, 60), duplication: 0.2 },
    clients: {
      workload: [0, 1, 2].map((reader) => [1, 2].map((n) => ({ input: `${"abc"[reader]}${n}` }))),
      ask: (text) => ({ type: "publish", text: String(text) }),
      think: uniform(5, 40),
      link: "local",
    },
    invariants: [questionFirst, shownOnce],
  };
}

/** The news that a piece of news says it answers. */
const questionOf = (text: string) => text.split(" on ")[1];
const nameOf = (text: string) => text.split(" ")[0]!;

const questionFirst: Invariant<Reader> = {
  name: "question first",
  words: "no answer is shown before what it answers",
  check({ states }) {
    for (const [node, state] of states.entries()) {
      const shown = state?.shown ?? [];
      const names = shown.map(nameOf);
      const answer = shown.find((text, at) => {
        const question = questionOf(text);
        return question !== undefined && !names.slice(0, at).includes(question);
      });
      if (answer !== undefined) {
        return { words: `"${answer}" is shown, and ${questionOf(answer)} is not`, nodes: [node] };
      }
    }
    return undefined;
  },
};

const shownOnce: Invariant<Reader> = {
  name: "shown once",
  words: "nothing is shown twice",
  check({ states }) {
    for (const [node, state] of states.entries()) {
      const shown = state?.shown ?? [];
      const names = shown.map(nameOf);
      const twice = names.find((name, at) => names.indexOf(name) < at);
      if (twice !== undefined) return { words: `${twice} is shown twice`, nodes: [node] };
    }
    return undefined;
  },
};

function toTheEnd(world: World<Reader, News | Publish>): void {
  world.run(400);
  world.requireProgress(200, "everybody is shown everything", ({ states, history }) => {
    const told = history.filter(({ outcome }) => outcome === "ok").length;
    return !world.clientsBusy && states.every((state) => state!.shown.length === told);
  });
}
