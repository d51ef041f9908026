import text from "./craq.md" with { type: "text" };
import { type Grading, task } from "hb/grade/part.ts";
import { forgets } from "hb/grade/played.ts";
import type { Answers } from "../answers.ts";
import type { Chain, Craq, CraqMessage, NodeId } from "../given.ts";
import { type Kind, Line, serversIn } from "./chain_stage.ts";
import { rightCraq } from "./right_craq.ts";
import {
  type Act,
  type Case,
  type Code,
  drawnCases,
  type Event,
  OPEN,
  playStages,
} from "./stage.ts";
import type { Rules } from "./why.ts";
import { inOrder, KEYS } from "./words.ts";

const WHY: Readonly<Record<string, Rules>> = {
  configure: {
    answer:
      "who becomes the tail answers the clients of all that was dirty; queries that wait are asked anew " +
      "(Terrace and Freedman 2009, section 4)",
    acknowledge: "who becomes the tail acknowledges all that it has",
    versions: "who becomes the tail has decided all that it has: nothing is dirty there",
    else: "queries that wait when the chain changes are asked anew, as if they had just come",
  },
  ask: {
    version:
      "a query whose newest version is dirty asks the tail which version it has (section 2.3)",
    answer:
      "a server of the chain answers a query at once if the newest version is clean, or if there is none; of " +
      "updates the head answers only what comes again and is known to be at the tail",
    request: "updates are for the head; who is not in the chain hands queries to the tail",
    updates: "the head sends on each update once, when it has done it",
    else: "an update is done once, by the head; older ones are let be",
  },
  request: { else: "who is handed a request does it if it is its own, and else lets it be" },
  updates: {
    answer: "the tail answers the client of each update that is new to it, and nobody else does",
    updates: "what is new is handed on at once, all of it together",
    acknowledge: "the tail acknowledges in any case, others if nothing was new",
    else:
      "a server takes from its predecessor what comes next, without a gap and nothing twice; what it has not heard " +
      "of is dirty, but at the tail",
  },
  acknowledge: {
    versions:
      "what is at the tail is clean, and versions older than the newest clean one go (section 2.3)",
    else: "word of what is at the tail goes up the chain if it is news",
  },
  version: {
    else:
      "the tail says the number of the version that it has, 0 if there is none; nobody else does",
  },
  versionReply: {
    versions: "the tail's word is about one query: it makes nothing clean",
    else:
      "who waits for the tail's word answers with the version that it names, or with the newest clean one, if " +
      "that is newer (section 2.3)",
  },
  again: {
    version: "who waits for the tail's word asks again, for each query",
    else: "who has something dirty sends its successor the oldest of it, no more than fits",
  },
};
const kind: Kind = {
  looks: { all: (versions) => `versions: ${inOrder(versions)}` },
  why: WHY,
  isRead: true,
};
const seen = (craq: Craq): Code => ({
  ...craq,
  all: (s: unknown) =>
    KEYS.flatMap((key) => {
      const versions = craq.versions(s, key);
      return Array.isArray(versions) && versions.length === 0 ? [] : [[key, versions]];
    }),
});

export const craq = task<Answers>(text, ({ craq }, grading) => {
  const cases = drawnCases(grading, "craq", {
    count: 240,
    nodes: [3, 2, 4, 1, 5, 7],
    weights: {
      ask: 12,
      repeat: 2,
      remove: 1,
      next: 16,
      any: 8,
      twice: 3,
      lose: 3,
      stray: 1,
      again: 3,
    },
    longest: 90,
    begins: "ask*2 next ask next",
    long: [
      { row: "many*2 next*4 repeat", times: 36, nodes: 3, more: 100 },
      { row: `${OPEN} next*16`, times: 4, nodes: 3, more: 52 },
    ],
  });
  playStages(
    {
      words: serversIn,
      stage: (given) => new Asked(given),
      code: seen(craq),
    },
    cases,
    grading,
    () => {
      forgetful(craq, grading);
    },
  );
});

/** A chain of which all hear before anything else happens, and of which anybody is asked. */
class Asked extends Line {
  #known = 0;

  constructor(given: Case) {
    super(given, kind, seen(rightCraq));
  }

  override resolve(event: Event): Event | undefined {
    const { epoch } = this.chain, { length } = this.states;
    if (this.#known < epoch * length) {
      const node = this.#known++ % length;
      const words = `node ${node} hears of the chain: ${inOrder(this.chain)}`;
      return { ...event, act: this.act(node, "configure", [this.chain], words) };
    }
    const { act, ...asked } = super.resolve(event) ?? { act: undefined };
    if (act === undefined || this.#isStrange(act)) return undefined;
    const query = act.name === "ask" &&
      (act.args[0] as { command: { type: string } }).command.type === "get";
    if (!query) return { ...event, ...asked, act };
    const node = event.more % length, words = act.words.replace(/node \d+/, `node ${node}`);
    return { ...event, ...asked, act: { ...act, node, words } };
  }

  /** Whether somebody asks for a version who would hand on the query: what must be then is left open. */
  #isStrange({ name, args }: Act): boolean {
    if (name !== "upon") return false;
    const [from, { type, epoch }] = args as [NodeId, CraqMessage];
    const { chain } = this.chains[epoch - 1] ?? this.chain;
    return type === "version" && !chain.includes(from);
  }
}

function forgetful(craq: Craq, grading: Grading): void {
  const chain: Chain = { epoch: 1, chain: [0, 1, 2], joining: null };
  const queue: [from: NodeId, to: NodeId, message: CraqMessage][] = [];
  const io = (self: NodeId) => ({
    send: (to: NodeId, message: CraqMessage) => void queue.push([self, to, message]),
    answer: () => {},
  });
  const start = () =>
    chain.chain.map((self) => {
      const s = craq.start(self, 2);
      craq.configure(s, chain, io(self));
      return s;
    });
  forgets("an update and a query are asked and answered", start, (s: unknown[], nth) => {
    const command = { type: "put", key: "x", value: `${nth % 10}` } as const;
    craq.ask(s[0], { client: 90, sequence: nth, command }, io(0));
    craq.ask(s[0], { client: 91, sequence: nth, command: { type: "get", key: "x" } }, io(0));
    while (queue.length > 0) {
      const [from, to, message] = queue.shift()!;
      craq.upon(s[to], from, message, io(to));
    }
    craq.again(s[0], io(0));
    craq.versions(s[0], "x");
  }, grading);
}
