/** Answers to exercise 06 that are right, and written otherwise than the solution. @module */

import type { Answers } from "../../exercises/06-chains/answers.ts";
import {
  type Any,
  apply,
  type ChainStore,
  type Command,
  type ForwardIo,
  type ForwardMessage,
  type ForwardRules,
  type NodeId,
  type View,
} from "../../exercises/06-chains/given.ts";

/** The same answers, which do what they do in a step in the opposite order. */
export function backwards(right: Answers): Partial<Answers> {
  const turned = (own: Any) =>
    Object.fromEntries(
      Object.entries(own).map(([name, member]: [string, Any]) => [name, (...given: Any[]) => {
        const io = given.at(-1);
        if (typeof io?.send !== "function") return member(...given);
        const all: (() => void)[] = [];
        const later = (what: string) => (...args: Any[]) =>
          void all.unshift(() => io[what](...args));
        const names = ["send", "answer", "confirm"].filter((each) => each in io);
        const gave = member(
          ...given.slice(0, -1),
          Object.fromEntries(names.map((each) => [each, later(each)])),
        );
        for (const each of all) each();
        return gave;
      }]),
    );
  const { forward, fenced, transfer, straight, failures, grow, craq } = right;
  const parts = { forward, fenced, transfer, straight, failures, grow, craq };
  return Object.fromEntries(Object.entries(parts).map(([name, own]) => [name, turned(own)]));
}

/** A store that waits longer until it sends again, and one that says more often that it is there. */
export function patient({ store }: Answers): Partial<Answers> {
  const slow: ChainStore = {
    protocol(options) {
      const own = store.protocol({ ...options, resendMs: options.resendMs * 2 });
      return {
        ...own,
        configured(s, before, io) {
          own.configured(s, before, io);
          options.beat(s, io);
        },
      };
    },
  };
  return { store: slow };
}

/** What a primary or a backup knows, with a function of the state for each thing that it does. */
class Copies {
  start(rules: ForwardRules) {
    const { backups, ...rest } = rules;
    return {
      ...rest,
      pairs: [] as [string, string][],
      done: 0,
      /** Of what is open: its number, who asked, what, and what came of it. */
      open: {} as Record<number, [NodeId, Command, string | null]>,
      has: Object.fromEntries(backups.map((each) => [each, 0])) as Record<string, number>,
    };
  }

  ask(s: ReturnType<Copies["start"]>, client: NodeId, command: Command, io: ForwardIo): void {
    if (s.self !== s.primary) return io.answer(client, { ok: false, primary: s.primary });
    const result = this.#do(s, command);
    s.open[s.done] = [client, command, result];
    for (const to in s.has) {
      io.send(Number(to), { type: "forward", after: s.done - 1, commands: [command] });
    }
    this.#settle(s, io);
  }

  upon(s: ReturnType<Copies["start"]>, from: NodeId, message: ForwardMessage, io: ForwardIo): void {
    const isPrimary = s.self === s.primary;
    if (message.type === "acknowledge") {
      if (!isPrimary || s.has[from] === undefined) return;
      if (message.number > s.has[from]) s.has[from] = message.number;
      this.#settle(s, io);
    } else if (!isPrimary && from === s.primary) {
      let number = message.after;
      for (const command of message.commands) if (++number === s.done + 1) this.#do(s, command);
      io.send(from, { type: "acknowledge", number: s.done });
    }
  }

  again(s: ReturnType<Copies["start"]>, io: ForwardIo): void {
    if (s.self !== s.primary) return;
    for (const [to, after] of Object.entries(s.has)) {
      const commands: Command[] = [];
      for (let at = after + 1; at <= s.done && commands.length < s.most; at++) {
        commands.push(s.open[at]![1]);
      }
      if (commands.length > 0) io.send(Number(to), { type: "forward", after, commands });
    }
  }

  store(s: ReturnType<Copies["start"]>): Map<string, string> {
    return new Map(s.pairs);
  }

  #do(s: ReturnType<Copies["start"]>, command: Command): string | null {
    const store = new Map(s.pairs), result = apply(store, command);
    s.pairs = [...store];
    s.done++;
    return result;
  }

  #settle(s: ReturnType<Copies["start"]>, io: ForwardIo): void {
    const far = Math.min(s.done, ...Object.values(s.has));
    for (const number of Object.keys(s.open).map(Number).sort((a, b) => a - b)) {
      if (number > far) break;
      const [client, , result] = s.open[number]!;
      delete s.open[number];
      io.answer(client, { ok: true, result });
    }
  }
}

interface Service {
  wanted: number;
  view: View;
  acknowledged: boolean;
  /** Of each server that is known: its last number, and "well", "silent" or "lost". */
  known: Record<number, [number: number, how: string]>;
  /** Members that have been answered with a view whose backups they were. */
  told: NodeId[];
}

/** A view service, which makes the list of members anew. */
class Office {
  start(wanted: number): Service {
    return {
      wanted,
      view: { number: 0, primary: null, backups: [] },
      acknowledged: true,
      known: {},
      told: [],
    };
  }

  ping(s: Service, server: NodeId, number: number): View {
    const [before = 0, how = "well"] = s.known[server] ?? [];
    const isLost = this.#members(s).includes(server) &&
      (how.startsWith("lost") ||
        (number === 0 && (before > 0 || s.told.includes(server))));
    s.known[server] = [number, isLost ? "lost" : "well"];
    s.acknowledged ||= !isLost && server === s.view.primary && number === s.view.number;
    this.#turn(s);
    if (s.view.backups.includes(server)) s.told = [...new Set([...s.told, server])];
    return s.view;
  }

  silent(s: Service, server: NodeId): void {
    const known = s.known[server];
    if (known === undefined) return;
    if (!this.#members(s).includes(server)) delete s.known[server];
    else known[1] = known[1].startsWith("lost") ? "lost and silent" : "silent";
    this.#turn(s);
  }

  view(s: Service): View {
    return s.view;
  }

  #members({ view: { primary, backups } }: Service): NodeId[] {
    return primary === null ? [] : [primary, ...backups];
  }

  #turn(s: Service): void {
    const { view, known, wanted } = s, members = this.#members(s);
    const how = (server: NodeId) => known[server]![1];
    if (!s.acknowledged || (view.number > 0 && view.primary === null)) return;
    const stay = members.filter((each) => how(each) === "well");
    if (members.length > 0 && stay.length === 0 && members.some((each) => how(each) === "silent")) {
      return;
    }
    const heard = Object.keys(known).map(Number).filter((each) =>
      !stay.includes(each) && !how(each).endsWith("silent")
    ).sort((a, b) => a - b);
    const room = view.number === 0
      ? 1
      : stay.length === 0
      ? 0
      : Math.max(0, 1 + wanted - stay.length);
    const next = [...stay, ...heard.slice(0, room)];
    if (stay.length === members.length && next.length === members.length) return;
    for (const each of members) {
      if (how(each).endsWith("silent")) delete known[each];
      else known[each]![1] = "well";
    }
    const [primary = null, ...backups] = next;
    s.view = { number: view.number + 1, primary, backups };
    s.acknowledged = false;
    s.told = s.told.filter((each) => stay.includes(each));
  }
}

/** Parts 1 and 2. */
export const inClasses: Partial<Answers> = { forward: new Copies(), views: new Office() };
