import text from "./views.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import { forgets, type Instead } from "hb/grade/played.ts";
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
  type Why,
} from "./stage.ts";
import { inOrder } from "./words.ts";

const looks = { view: (view: unknown) => `the view is ${inOrder(view)}` };

export const views = task<Answers>(text, ({ views }, grading) => {
  const cases = drawnCases(grading, "views", {
    count: 360,
    nodes: [4, 2, 1, 5, 7, 3, 12],
    weights: { ping: 12, restart: 2, silent: 3, lost: 2, acknowledge: 2 },
    // There are views with high numbers, and servers whose numbers have two digits.
    long: [
      { row: "ping*4 acknowledge silent acknowledge ping*2", times: 60, nodes: 12, more: 53 },
      { row: "ping*2 acknowledge restart acknowledge ping", times: 60, nodes: 4, more: 51 },
    ],
  });
  playStages(
    {
      words: (given) =>
        `a view service of ${given.nodes} servers, with backups: ${wantedIn(given)}`,
      // The service is one node, whatever there is of servers.
      stage: (given) => new Service(given),
      code: views as unknown as Code,
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

/** How many backups views are to have. */
const wantedIn = ({ more }: Case): number => [1, 2, 0, 3, 1][more % 5]!;

class Service extends Stage {
  /** The view that each server knows of. */
  readonly #known: number[];

  constructor(given: Case) {
    super(rightViews as unknown as Code, 1, () => [wantedIn(given)], looks);
    this.#known = Array.from({ length: given.nodes }, () => 0);
  }

  choose({ type, pick, more }: Event): Act | undefined {
    const isAcknowledged = type === "acknowledge", { primary, number: now } = this.#view();
    const server = isAcknowledged && primary !== null ? primary : pick % this.#known.length;
    const why = whyView;
    if (type === "silent") {
      const words = `server ${server} has not been heard for long`;
      return { node: 0, name: type, args: [server], words, why };
    }
    const wasUp = this.#known[server]! > 0;
    if (type === "restart") this.#known[server] = 0;
    const number = isAcknowledged ? now : this.#said(server, more);
    const words = type === "restart" && (wasUp || number === 0)
      ? `server ${server} has restarted, and pings with ${number}`
      : `server ${server} pings with ${number}${type === "lost" ? "; the answer gets lost" : ""}`;
    return { node: 0, name: "ping", args: [server, number, type === "lost"], words, why };
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
    const [server, number, isLost] = args as [NodeId, number, boolean];
    this.#before.set(server, number);
    if (!isLost) this.#known[server] = this.#view().number;
  }

  why(): Why {
    return whyView;
  }
}

/** Why another view must be, by what differs first: the number, the primary, or the backups. */
function whyView({ came, due }: Instead): string {
  const [is, must] = [came, due].map((words) => words.find((each) => /number \d/.test(each)) ?? "");
  const of = (words: string, field: string) =>
    new RegExp(`${field} (\\[.*?\\]|\\w+)`).exec(words)?.[1];
  const [number, right] = [is, must].map((words) => Number(of(words!, "number") ?? 0));
  if (number! > right!) return STAYS;
  if (number! < right!) return NEXT;
  return of(is!, "primary") === of(must!, "primary") ? FILLS : LEADS;
}

const STAYS =
  "a view stays until its primary pings with its number, and as long as nothing changes; a primary that has " +
  "restarted has lost what it had: of that view it acknowledges nothing any more";
const NEXT =
  "the next view comes as soon as the present one is acknowledged and a member is silent or has restarted, or a " +
  "backup is lacking: who pings with 0 has restarted if it has pinged with another number, or is a backup and was " +
  "answered with this view (6.824, lab 2A)";
const LEADS =
  "the first backup that is left takes the place of a primary that is gone, and never anybody else; where one that " +
  "is only silent is left, it is waited for";
const FILLS =
  "backups that are left stay, in their order; then come idle servers, the lowest number first, until there are enough";
