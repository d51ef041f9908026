/** Whom one may probe next. @module */

import type { Model } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { NodeId } from "../given.ts";

export interface Event {
  readonly type: "next" | "joined" | "left";
  readonly member: NodeId;
}

export const isNext = (node: unknown) =>
  node === null
    ? "nobody is probed"
    : `${typeof node === "number" ? `node ${node}` : told(node)} is probed`;

interface Member {
  /** After how many probes it came, or was probed last. */
  since: number;
  /** How many were members since then at any time, itself included; who came back is another one. */
  others: Set<number>;
  probes: number;
  readonly isFounder: boolean;
  /** Which of all memberships this is. */
  readonly id: number;
}

/** All that must be. */
export class RightRounds implements Model<Event> {
  readonly #members = new Map<NodeId, Member>();
  #probes = 0;
  #ids = 0;
  /** Who was probed now. */
  came: unknown = null;
  why = "";

  constructor(members: readonly NodeId[]) {
    for (const member of members) this.#enter(member, true);
  }

  resolve(event: Event): Event {
    return event;
  }

  after({ type, member }: Event): string[] {
    if (type === "joined" && !this.#members.has(member)) this.#enter(member, false);
    if (type === "left") this.#members.delete(member);
    if (type !== "next") return [];
    return [this.#judge()];
  }

  #enter(node: NodeId, isFounder: boolean): void {
    const id = this.#ids++;
    this.#members.set(node, {
      since: this.#probes,
      others: new Set([...this.#members.values()].map((each) => each.id)),
      probes: 0,
      isFounder,
      id,
    });
    for (const { others } of this.#members.values()) others.add(id);
  }

  /** What must come now, in words; what came, if that is right. */
  #judge(): string {
    const came = this.#members.get(this.came as NodeId), at = ++this.#probes;
    if (this.#members.size === 0) {
      this.why = "there is nobody";
      return isNext(null);
    }
    const late = [...this.#members].filter(([, { since, others }]) =>
      at - since >= 2 * others.size - 1
    );
    if (late.length > 0 && !late.some(([node]) => node === this.came)) {
      this.why = LATE;
      return this.#one(late.map(([node]) => node));
    }
    const founders = [...this.#members].filter(([, { isFounder }]) => isFounder);
    const least = Math.min(...founders.map(([, { probes }]) => probes));
    if (came === undefined || came.isFounder && came.probes > least) {
      this.why = came === undefined ? ONLY : TURN;
      const due = [...this.#members].filter(([, each]) => !each.isFounder || each.probes === least);
      return this.#one(due.map(([node]) => node));
    }
    came.probes++;
    came.since = at;
    came.others = new Set([...this.#members.values()].map((each) => each.id));
    return isNext(this.came);
  }

  #one(nodes: readonly NodeId[]): string {
    return `${nodes.length === 1 ? "" : "one of "}node${nodes.length === 1 ? "" : "s"} ${
      nodes.join(" ")
    } is probed`;
  }
}

const LATE =
  "nobody waits for more than 2n − 1 probes, where n members have been there meanwhile (SWIM, " +
  "section 4.3)";
const TURN =
  "a round comes to each member once: of those who have been there from the start nobody is probed " +
  "twice more than another (SWIM, section 4.3)";
const ONLY = "only members are probed, and one of them always, where there are any";
