import text from "./views.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import { forgets } from "hb/grade/played.ts";
import type { Answers } from "../answers.ts";
import type { NodeId, View } from "../given.ts";
import { rightViews } from "./right_views.ts";
import {
  type Act,
  type Case,
  type Code,
  drawnCases,
  type Event,
  playStages,
  Stage,
} from "./stage.ts";
import { inOrder } from "./words.ts";

const looks = { view: (view: unknown) => `the view is ${inOrder(view)}` };

export const views = task<Answers>(text, ({ views }, grading) => {
  const cases = drawnCases(grading, "views", 360, [4, 2, 1, 5, 7, 3], {
    ping: 12,
    restart: 2,
    silent: 3,
  }, { over: "ping ping ping restart ping ping ping silent ping ping" });
  const startWith = ({ more }: Case) => [[1, 2, 0, 3, 1][more % 5]!];
  playStages(
    {
      words: (given) =>
        `a view service of ${given.nodes} servers, with backups: ${startWith(given)[0]}`,
      // The service is one node, whatever there is of servers.
      stage: (given) => new Service(given, startWith(given)),
      code: views as unknown as Code,
      startWith,
      looks,
    },
    cases,
    grading,
    () => {
      forgets("a new server pings and is silent", () => {
        const s = views.start(1);
        for (const number of [0, 1]) views.ping(s, 0, number);
        return s;
      }, (s, nth) => {
        views.ping(s, nth, 0);
        views.ping(s, 0, views.view(s).number);
        views.silent(s, nth);
        views.ping(s, 0, views.view(s).number);
      }, grading);
    },
  );
});

class Service extends Stage {
  /** The view that each server knows of. */
  readonly #known: number[];

  constructor({ nodes }: Case, startWith: unknown[]) {
    super(rightViews as unknown as Code, 1, () => startWith, looks);
    this.#known = Array.from({ length: nodes }, () => 0);
  }

  choose({ type, pick, more }: Event): Act | undefined {
    const server = pick % this.#known.length;
    if (type === "silent") {
      const words = `server ${server} has not been heard for long`;
      return { node: 0, name: type, args: [server], words, why: this.why(type) };
    }
    const wasUp = this.#known[server]! > 0;
    if (type === "restart") this.#known[server] = 0;
    const number = this.#said(server, more);
    const words = type === "restart" && wasUp
      ? `server ${server} has restarted, and pings with 0`
      : `server ${server} pings with ${number}`;
    return { node: 0, name: "ping", args: [server, number], words, why: this.why("ping") };
  }

  /** What a server says: a primary acknowledges its view later than it hears of it. */
  #said(server: NodeId, more: number): number {
    const known = this.#known[server]!;
    const { primary, number } = this.#view();
    const isPrimary = primary === server && known === number;
    return isPrimary && more % 3 === 0 ? Math.min(known, this.#said0(server)) : known;
  }

  readonly #before = new Map<NodeId, number>();

  #view(): View {
    return this.code["view"]!(this.states[0]);
  }

  /** With what it pinged before. */
  #said0(server: NodeId): number {
    return this.#before.get(server) ?? 0;
  }

  override happened({ name, args }: Act): void {
    if (name !== "ping") return;
    const [server, number] = args as [NodeId, number];
    this.#before.set(server, number);
    this.#known[server] = this.#view().number;
  }

  why(name: string): string {
    return name === "silent" ? SILENT : PING;
  }
}

const NEXT = "the next view comes as soon as the present one is acknowledged by its primary and " +
  "something is to change: who is silent or has restarted is let go, the first backup that is left " +
  "takes the place of a primary that is gone, and idle servers fill up, the lowest number first " +
  "(6.824, lab 2A)";
const PING =
  "who pings with 0 after another number has restarted, and has lost what it had: of that view it acknowledges " +
  `nothing any more; ${NEXT}`;
const SILENT =
  `a member that is silent may be back before the next view; where nobody else is left ` +
  `it is waited for; ${NEXT}`;
