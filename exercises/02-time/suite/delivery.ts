import text from "./delivery.md" with { type: "text" };
import { atEachNode, task, toTheEnd } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import type { Answers } from "../answers.ts";
import type { Board, News, Publish, Reader } from "../events.ts";

export const delivery = task<Answers>(text, ({ delivery }, grading) => {
  grading.sweep(board(delivery), {
    seeds: 300,
    drive: toTheEnd(400, [200, "everybody is shown everything", (world) => {
      const told = world.history.filter(({ outcome }) => outcome === "ok").length;
      return !world.clientsBusy && world.states.every((state) => state!.shown.length === told);
    }]),
  });
});

/** The board, of which the handler of news is under test. */
function board(news: Answers["delivery"]): Scenario<Reader, News | Publish> {
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

const questionFirst = atEachNode<Reader>(
  "question first",
  "no answer is shown before what it answers",
  ({ shown }) => {
    const answer = shown.find((text, at) => {
      const question = questionOf(text);
      return question !== undefined && !shown.slice(0, at).map(nameOf).includes(question);
    });
    return answer && `"${answer}" is shown, and ${questionOf(answer)} is not`;
  },
);

const shownOnce = atEachNode<Reader>("shown once", "nothing is shown twice", ({ shown }) => {
  const names = shown.map(nameOf), twice = names.find((name, at) => names.indexOf(name) < at);
  return twice && `${twice} is shown twice`;
});
