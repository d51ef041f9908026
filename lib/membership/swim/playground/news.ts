/** What is worth telling of members of SWIM, and what spreads among them. @module */

import type { Rumour, Spread } from "../../../kit/playground/views.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { News, Standing, Status } from "../standing.ts";
import type { State } from "../state.ts";
import type { SwimValues } from "./settings.ts";

/** What a node finds out by itself, and not what it hears of others: that would be told as often as there are nodes. */
export function news(
  node: NodeId,
  before: Readonly<State> | undefined,
  now: Readonly<State>,
): string | undefined {
  if (before === undefined) return undefined;
  if (now.part !== before.part) {
    if (now.part === "leaving") return `Node ${node} says that it leaves.`;
    if (now.part === "outside") return `Node ${node} has told so, and is gone.`;
    return `Node ${node} joins, in incarnation ${now.incarnation}.`;
  }
  if (now.incarnation > before.incarnation) {
    return `Node ${node} hears that it is doubted, and goes on in incarnation ${now.incarnation}.`;
  }
  for (const { member, status, by } of changes(before, now)) {
    if (by !== node) continue;
    if (status === "suspect") return `Node ${node} suspects node ${member}.`;
    const isOwn = before.suspicions.get(member)?.accusers.has(node) ?? true;
    if (status === "dead" && isOwn) return `Node ${node} declares node ${member} dead.`;
  }
  return undefined;
}

/** News of members goes along with probes. */
export const spread: Spread<State, SwimValues> = {
  heard(node, before, now) {
    if (before === undefined) return [];
    const heard: Rumour[] = changes(before, now).map(rumourOf);
    if (now.incarnation > before.incarnation && now.part === "member") {
      heard.push(rumourOf({ member: node, status: "alive", incarnation: now.incarnation }));
    }
    if (now.part === "leaving" && before.part === "member") {
      heard.push(rumourOf({ member: node, status: "left", incarnation: now.incarnation }));
    }
    if (now.accused > before.accused) {
      heard.push(rumourOf({ member: node, status: "suspect", incarnation: now.accused }));
    }
    return heard;
  },
  roundMs: ({ periodMs }) => periodMs,
};

const words: Readonly<Record<Status, string>> = {
  alive: "is alive",
  suspect: "is suspected",
  dead: "is dead",
  left: "has left",
};

function rumourOf({ member, status, incarnation }: Omit<News, "by">): Rumour {
  const when = incarnation === 0 ? "" : ` in incarnation ${incarnation}`;
  return {
    key: `${member} ${status} ${incarnation}`,
    words: `Node ${member} ${words[status]}${when}`,
  };
}

/** Of whom a node holds something else than before. */
function changes({ known }: Readonly<State>, now: Readonly<State>): News[] {
  const changed: News[] = [];
  for (const [member, standing] of now.known) {
    if (!isSame(known.get(member), standing)) changed.push({ member, ...standing });
  }
  return changed;
}

function isSame(before: Standing | undefined, now: Standing): boolean {
  return before !== undefined && before.status === now.status &&
    before.incarnation === now.incarnation;
}
