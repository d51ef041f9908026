/** What a HotStuff promises among the loyal. @module */

import { type Invariant, remembering } from "hb/model/invariant.ts";
import type { NodeId } from "hb/model/protocol.ts";
import type { Traitor } from "hb/security/adversary/traitors.ts";
import { nobodyForges } from "hb/security/adversary/unforged.ts";
import type { WholeView } from "../given.ts";
import type { Node, State, Subject } from "./whole_subject.ts";

/** The invariants; `silent` nodes are taken for liars. What is not behind the boundary is not asked about forgeries. */
export function invariantsOf(
  subject: Subject,
  silent: readonly NodeId[] = [],
): Invariant<State | Node>[] {
  const asked = (
    { name, words, check }: {
      readonly name: string;
      readonly words: string;
      check(all: readonly (WholeView | undefined)[]): string | undefined;
    },
  ): Invariant<State | Node> => ({
    name,
    words,
    check({ states }) {
      const found = check(subject.shown(states, silent));
      return found === undefined ? undefined : { words: found, nodes: [] };
    },
  });
  const votes = remembering<State | Node, Record<string, { view: number; block: string }>>({
    name: "votes once",
    words: "no loyal replica votes for two blocks of one view, or goes back to an earlier one",
    memory: () => ({}),
    check({ states }, memory) {
      for (const [node, shown] of subject.shown(states, silent).entries()) {
        const voted = shown?.voted ?? null, last = memory[node];
        if (shown === undefined) {
          // A vote that was not saved yet has not left.
          delete memory[node];
          continue;
        }
        const now = voted?.view ?? 0;
        if (last !== undefined && now < last.view) {
          return {
            words:
              `replica ${node} had voted in view ${last.view}, and its last vote is now in view ${now}`,
            nodes: [node],
          };
        }
        if (voted === null) continue;
        if (last?.view === now && last.block !== voted.block) {
          return { words: `replica ${node} votes for two blocks of view ${now}`, nodes: [node] };
        }
        memory[node] = { view: now, block: voted.block };
      }
      return undefined;
    },
  });
  return [
    nobodyForges,
    asked({
      name: "agreement",
      words: "of what two loyal replicas have committed, the one is the beginning of the other",
      check: (all) =>
        apart(all.map((shown) => shown?.committed), "commits", (id) => id.slice(0, 4)),
    }),
    asked({
      name: "one order",
      words: "loyal replicas execute the same commands in the same order",
      check: (all) =>
        apart(
          all.map((shown) =>
            shown?.executed.map(({ client, command }) => `${command} of client ${client}`)
          ),
          "executes",
          (words) => words,
        ),
    }),
    asked({
      name: "once",
      words: "no command is executed twice",
      check(all) {
        for (const [node, shown] of all.entries()) {
          const names = (shown?.executed ?? []).map(({ client, command }) =>
            `${command} of client ${client}`
          );
          const again = names.find((name, i) => names.indexOf(name) < i);
          if (again !== undefined) return `replica ${node} executes ${again} twice`;
        }
        return undefined;
      },
    }),
    votes,
  ];
}

/** Where two lists differ. */
function apart(
  lists: readonly (readonly string[] | undefined)[],
  does: string,
  words: (item: string) => string,
): string | undefined {
  let longest: readonly string[] = [], whose = -1;
  for (const [node, list] of lists.entries()) {
    if (list !== undefined && list.length > longest.length) {
      longest = list;
      whose = node;
    }
  }
  for (const [node, list] of lists.entries()) {
    const at = list?.findIndex((item, i) => item !== longest[i]) ?? -1;
    if (at >= 0) {
      return `in place ${at + 1} replica ${node} ${does} ${
        words(list![at]!)
      }, and replica ${whose} ${words(longest[at]!)}`;
    }
  }
  return undefined;
}

/** Whether nothing is executed that nobody has asked for; clients that lie ask for what they like. */
export function onlyAsked(
  subject: Subject,
  asked: ReadonlyMap<NodeId, readonly string[]>,
  silent: readonly NodeId[] = [],
): Invariant<State | Traitor> {
  return {
    name: "validity",
    words: "what is executed, its client has asked for",
    check({ states }) {
      for (const [node, shown] of subject.shown(states, silent).entries()) {
        const made = shown?.executed.find(({ client, command }) => {
          const own = asked.get(client);
          return own === undefined ? client < subject.replicas : !own.includes(command);
        });
        if (made === undefined) continue;
        return {
          words:
            `replica ${node} executes ${made.command} of node ${made.client}, which has not asked for it`,
          nodes: [node],
        };
      }
      return undefined;
    },
  };
}
