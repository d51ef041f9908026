/** Part 10: gateways, replicas, and ranges that are split, over groups that are given. */

import type {
  Any,
  FirstRange,
  GroupId,
  GroupMessage,
  GroupRecord,
  Happened,
  NodeId,
  OperateCommand,
  Operation,
  RangeState,
  Route,
  SplitCommand,
  Store,
} from "../../exercises/15-multiraft/given.ts";
import { operate, rangeOf } from "./operate.ts";
import { routes } from "./routes.ts";
import { split } from "./split.ts";

/** What is in the log of a range. */
type Command =
  | { readonly type: "operate" } & OperateCommand
  | { readonly type: "split" } & SplitCommand;

/** What is asked of a range, whichever it is. */
type Task =
  | { readonly type: "operate"; readonly operation: Operation }
  | { readonly type: "split"; readonly at: string; readonly child: GroupId };

interface Pending {
  readonly address: number;
  readonly key: string;
  readonly task: Task;
  tries: number;
}

/** Who waits for what was proposed. */
interface Asker {
  readonly node: NodeId;
  readonly id: number;
  readonly boot: number;
}

interface State {
  readonly boot: number;
  readonly groups: Any;
  readonly known: Any;
  readonly pending: Map<number, Pending>;
  readonly askers: Map<number, Asker>;
  next: number;
}

/** What a replica says about a task. */
type Outcome =
  | { readonly type: "result"; readonly result: Any }
  | { readonly type: "elsewhere" };

const MOST_TRIES = 100;

/** The decisions, one of which a bug replaces. */
export const decisions = {
  apply(state: RangeState, command: Command, members: readonly NodeId[]): Any {
    if (command.type === "operate") return { answer: operate(state, command), child: null };
    return split.apply(state, command, { voters: members, outgoing: [], learners: [] });
  },
  /** Whether a node begins a replica of a child. */
  begins: (has: boolean): boolean => !has,
  /** Whether a node proposes what it is asked. */
  serves: (leads: boolean): boolean => leads,
  stampOf: (self: NodeId, boot: number, sequence: number, lowest: number): Any => ({
    gateway: self,
    boot,
    sequence,
    lowest,
  }),
  targetOf: ({ leader, members }: Route, tries: number, choose: (n: number) => number): NodeId =>
    leader === null || tries % 3 === 0 ? members[choose(members.length)]! : leader,
  learns: (): boolean => true,
  /** Where a key was at first: of a half that is known the other may not be known yet. */
  atFirst: (first: readonly Route[], key: string): Route =>
    first.find(({ start, end }) => start <= key && (end === null || key < end))!,
  /** Whether a task is asked again when its turn has come. */
  asksAgain: (tries: number): boolean => tries <= MOST_TRIES,
  versionFor: (version: number): number => version,
  bootAfter: (boots: number): number => boots + 1,
  isOfThisBoot: (boot: number, own: number): boolean => boot === own,
  /** What a read is answered without the log; undefined: it goes through the log. */
  readHere: (_state: RangeState, _command: Command): Any => undefined,
  forgets: (): boolean => true,
};

/** The store, whose nodes decide so. */
export function storeBy(decide: typeof decisions): Store {
  return {
    protocol(options) {
      const groups = options.groups({ apply: decide.apply });
      const heed = (s: State, happened: readonly Happened[], io: Any): void => {
        for (const each of happened) {
          switch (each.type) {
            case "applied": {
              const { child } = each.result;
              if (child === null) break;
              const has = groups.groups(s.groups).includes(child.group);
              if (!decide.begins(has)) break;
              const members = groups.members(s.groups, each.group);
              heed(s, groups.begin(s.groups, child.group, members, child, io), io);
              break;
            }
            case "done":
              tell(s, each.ticket, { type: "result", result: each.result.answer }, io);
              break;
            case "lost":
              tell(s, each.ticket, { type: "elsewhere" }, io);
          }
        }
      };
      const first = options.ranges.map((range) => ({
        ...range,
        version: 1,
        conf: 0,
        leader: null,
      }));
      const find = (s: State, key: string): Route =>
        routes.find(s.known, key) ?? decide.atFirst(first, key);
      const routesHere = (s: State): Route[] =>
        groups.groups(s.groups).map((group) => ({
          ...rangeOf(groups.state(s.groups, group)),
          conf: 0,
          members: groups.members(s.groups, group),
          leader: groups.leader(s.groups, group),
        }));
      const tell = (s: State, ticket: number, outcome: Outcome, io: Any): void => {
        const asker = s.askers.get(ticket);
        s.askers.delete(ticket);
        if (asker === undefined) return;
        const { node, id, boot } = asker, known = decide.learns() ? routesHere(s) : [];
        io.send(node, { type: "told", id, boot, outcome, known });
      };
      const take = (s: State, address: number, key: string, task: Task, io: Any): void => {
        const id = s.next++;
        s.pending.set(id, { address, key, task, tries: 0 });
        attempt(s, id, io);
      };
      const attempt = (s: State, id: number, io: Any): void => {
        const pending = s.pending.get(id);
        if (pending === undefined) return;
        if (!decide.asksAgain(++pending.tries)) return void s.pending.delete(id);
        io.wait(options.retryMs, { type: "again", key: id });
        const { key, task, tries } = pending, route = find(s, key);
        const lowest = Math.min(...s.pending.keys()), version = decide.versionFor(route.version);
        const command: Command = task.type === "split"
          ? { ...task, version }
          : { ...task, version, stamp: decide.stampOf(io.self, s.boot, id, lowest) };
        const to = decide.targetOf(route, tries, (n) => io.choose(n));
        io.send(to, { type: "please", id, boot: s.boot, group: route.group, command });
      };
      return {
        start(io: Any, journal: readonly Any[]) {
          const boot = decide.bootAfter(journal.filter(({ type }) => type === "boot").length);
          io.save({ type: "boot" });
          const saved = journal.filter(({ type }) => type === "group") as GroupRecord[];
          const s: State = {
            boot,
            groups: groups.start(io, saved),
            known: routes.start(),
            pending: new Map(),
            askers: new Map(),
            next: 0,
          };
          for (const range of options.ranges) {
            const has = groups.groups(s.groups).includes(range.group);
            if (has || !range.members.includes(io.self)) continue;
            groups.begin(s.groups, range.group, range.members, firstState(range), io);
          }
          return s;
        },
        upon: {
          ask: (s: State, { from, operation }: Any, io: Any) =>
            take(s, from, operation.key, { type: "operate", operation }, io),
          askSplit: (s: State, { from, at, child }: Any, io: Any) =>
            take(s, from, at, { type: "split", at, child }, io),
          please(s: State, { from, id, boot, group, command }: Any, io: Any) {
            const ticket = s.next++;
            s.askers.set(ticket, { node: from, id, boot });
            const has = groups.groups(s.groups).includes(group);
            if (!has || !decide.serves(groups.leads(s.groups, group))) {
              return tell(s, ticket, { type: "elsewhere" }, io);
            }
            const result = decide.readHere(groups.state(s.groups, group), command);
            if (result !== undefined) return tell(s, ticket, { type: "result", result }, io);
            heed(s, groups.propose(s.groups, group, command, ticket, io), io);
          },
          told(s: State, { id, boot, outcome, known }: Any, io: Any) {
            const pending = s.pending.get(id),
              before = pending && find(s, pending.key);
            for (const route of known) routes.learn(s.known, route);
            if (pending === undefined || !decide.isOfThisBoot(boot, s.boot)) return;
            const { address, key, task } = pending, { result } = outcome;
            if (result?.ok || task.type === "split" && result?.why === "refused") {
              if (decide.forgets()) {
                s.pending.delete(id);
                io.cancel("again", id);
              }
              return io.answer(address, task.type === "split" ? { ok: result.ok } : result);
            }
            const now = find(s, key);
            const isNews = now.group !== before!.group || now.version !== before!.version ||
              now.leader !== before!.leader;
            if (isNews) attempt(s, id, io);
          },
          group: (s: State, message: GroupMessage & { from: NodeId }, io: Any) =>
            heed(s, groups.receive(s.groups, message, io), io),
        },
        after: {
          group: (s: State, timer: Any, io: Any) => heed(s, groups.after(s.groups, timer, io), io),
          again: (s: State, { key }: Any, io: Any) => attempt(s, key, io),
        },
        ranges: (s: State) =>
          groups.groups(s.groups).map((group) => rangeOf(groups.state(s.groups, group))),
      };
    },
  };
}

function firstState({ group, start, end }: FirstRange): RangeState {
  return {
    group,
    start,
    end,
    version: 1,
    data: new Map(),
    heard: new Map(),
    merging: null,
    absorbed: new Set(),
    born: new Set(),
  };
}

export const store: Store = storeBy(decisions);
