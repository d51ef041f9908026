/** The two views of a node, and how they change (Leitão, Pereira and Rodrigues 2007, HyParView, algorithm 1). @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Priority, ViewIo } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import { insert, sample, type State, take } from "./state.ts";

/** The views. */
export interface Views {
  /** Whether there is no room for another neighbour. */
  isFull(s: State): boolean;
  /** A node becomes a neighbour; where there is no room, one that is drawn is none any more. */
  addActive(s: State, node: NodeId, io: ViewIo): void;
  /** A node is known; where there is no room, one of `first` is forgotten, or one that is drawn. */
  addPassive(s: State, node: NodeId, io: ViewIo, first?: NodeId[]): void;
  /** A neighbour is none any more; says whether it was. */
  remove(s: State, node: NodeId): boolean;
  /** If a neighbour is lacking, and nobody is asked already, one of the passive view is asked; where that is empty, a contact. */
  promote(s: State, io: ViewIo): void;
  /** A node is asked to be a neighbour. */
  ask(s: State, node: NodeId, priority: Priority, io: ViewIo): void;
  /** A contact that is no neighbour is asked to take this node in, if there is one. */
  join(s: State, io: ViewIo): void;
}

/** How views are kept. */
export function viewsOf(settings: Settings, rules: Rules): Views {
  const { active: most, passive: mostPassive, contacts, answerMs, patience } = settings;

  const isFull = (s: State): boolean => rules.isFull(s.active.length, most);

  const remove = (s: State, node: NodeId): boolean => {
    const at = take(s.active, node);
    if (at >= 0) s.silent.splice(at, 1);
    return at >= 0;
  };

  const addPassive: Views["addPassive"] = (s, node, io, first = []) => {
    if (!rules.mayBePassive(node, io.self, s.active) || s.passive.includes(node)) return;
    if (s.passive.length >= mostPassive) {
      const named = first.find((each) => s.passive.includes(each));
      take(s.passive, named ?? s.passive[io.choose(s.passive.length)]!);
    }
    insert(s.passive, node);
  };

  const addActive: Views["addActive"] = (s, node, io) => {
    if (node === io.self || s.active.includes(node)) return;
    if (isFull(s)) {
      const [dropped] = sample(s.active, 1, (n) => io.choose(n));
      remove(s, dropped!);
      addPassive(s, dropped!, io);
      if (rules.tells) io.send(dropped!, { type: "disconnect" });
    }
    take(s.passive, node);
    s.silent.splice(insert(s.active, node), 0, 0);
    s.refused = 0;
  };

  const join: Views["join"] = (s, io) => {
    const strangers = contacts.filter((node) => node !== io.self && !s.active.includes(node));
    const [contact] = sample(strangers, 1, (n) => io.choose(n));
    if (contact !== undefined) io.send(contact, { type: "join" });
  };

  const ask: Views["ask"] = (s, node, priority, io) => {
    s.asked = { node, priority };
    io.send(node, { type: "neighbour", priority });
    io.wait(answerMs, { type: "unanswered" });
  };

  return {
    isFull,
    remove,
    addPassive,
    addActive,
    join,
    ask,
    promote(s, io) {
      if (!rules.promotes || s.asked !== null || isFull(s)) return;
      const [candidate] = sample(s.passive, 1, (n) => io.choose(n));
      if (candidate !== undefined) {
        ask(s, candidate, rules.priority(s.active.length, s.refused, patience), io);
      } else if (rules.rejoins) join(s, io);
    },
  };
}
