import text from "./delivery.md" with { type: "text" };
import { atEachNode, task, toTheEnd } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import type { Invariant } from "hb/model/invariant.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import type { Answers } from "../answers.ts";
import type { Board, News, Publish, Reader } from "../events.ts";
import { arrivals, doesNotGrow, MANY, plainNews, strangeIn } from "./arrivals.ts";

/** What each reader publishes. The texts say nothing of who publishes them, nor in what order. */
const TEXTS = [["plum", "sand"], ["moss", "kiln"], ["oak", "rain"]] as const;

export const delivery = task<Answers>(text, ({ delivery }, grading) => {
  plainNews(delivery, grading);
  grading.sweep(board(delivery), {
    seeds: 200,
    drive: toTheEnd(400, [200, "everybody is shown everything", (world) => {
      const told = world.history.filter(({ outcome }) => outcome === "ok").length;
      return !world.clientsBusy && world.states.every((state) => state!.shown.length === told);
    }]),
  });
  arrivals(delivery, grading);
  doesNotGrow(delivery, grading);
}, { largest: `up to ${MANY} pieces of news that wait` });

/** The board, of which the handler of news is under test. */
function board(news: Answers["delivery"]): Scenario<Reader, News | Publish> {
  const protocol: Board = {
    start: (io) => ({ seen: io.peers.map(() => 0), waiting: [], shown: [] }),
    upon: {
      news,
      publish(s, { text, from }, io) {
        s.seen[io.self]!++;
        s.shown.push(text);
        for (const peer of io.peers) {
          if (peer !== io.self) io.send(peer, { type: "news", text, stamp: clone(s.seen) });
        }
        io.answer(from, text);
      },
    },
  };
  return {
    protocol,
    nodes: TEXTS.length,
    network: { latency: uniform(1, 60), duplication: 0.2 },
    clients: {
      workload: TEXTS.map((texts) => texts.map((input) => ({ input }))),
      ask: (text) => ({ type: "publish", text: String(text) }),
      think: uniform(5, 40),
      link: "local",
    },
    invariants: [lists, questionFirst, shownOnce],
  };
}

const lists = atEachNode<Reader>("lists", "what a reader keeps are lists", strangeIn);

/** Who publishes a text. */
const publisherOf = (text: string) =>
  TEXTS.findIndex((texts) => texts.some((each) => each === text));

/** What a reader writes answers all that was shown to them before. */
const questionFirst: Invariant<Reader> = {
  name: "question first",
  words: "no news is shown before all that its publisher had seen",
  check({ states }) {
    for (const [node, state] of states.entries()) {
      const shown = state?.shown ?? [];
      for (const [at, text] of shown.entries()) {
        const theirs = states[publisherOf(text)]?.shown ?? [];
        const missing = theirs.slice(0, theirs.indexOf(text)).find((each) =>
          !shown.slice(0, at).includes(each)
        );
        if (missing === undefined) continue;
        const words = `"${text}" is shown, and "${missing}", which its publisher had seen, is not`;
        return { words, nodes: [node, publisherOf(text)] };
      }
    }
  },
};

const shownOnce = atEachNode<Reader>("shown once", "nothing is shown twice", ({ shown }) => {
  const twice = shown.find((text, at) => shown.indexOf(text) < at);
  return twice === undefined ? undefined : `"${twice}" is shown twice`;
});
