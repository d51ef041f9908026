/** Raft groups within a node, for part 10: the book's Raft, once for each group. @module */

import { raft } from "hb/consensus/raft/raft.ts";
import type { Message, Timer } from "hb/consensus/raft/messages.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import type { State as RaftState } from "hb/consensus/raft/state.ts";
import { votersOnly } from "hb/consensus/raft/configuration.ts";
import { latest } from "hb/consensus/raft/configuration.ts";
import { clone } from "hb/model/clone.ts";
import { nested } from "hb/model/nested.ts";
import type { Io, NodeId } from "hb/model/protocol.ts";
import type { Answer } from "hb/replicated/requests.ts";
import type {
  Any,
  GroupId,
  GroupMessage,
  GroupRecord,
  Groups,
  Happened,
  Machine,
} from "../given.ts";

/** The state of a group's machine: the reader's, and whose it is. */
interface Held {
  readonly group: GroupId;
  readonly state: Any;
}

interface GroupsState {
  readonly groups: Map<GroupId, RaftState<Held>>;
}

/** Whether something in the state of a node is a replica of a group. */
export function isReplica(there: object): there is RaftState<Held> {
  return "machine" in there && "configurations" in there && "lastApplied" in there;
}

/** Where the log of a new group begins: after where an empty one does. */
const FIRST = { index: 1, term: 1 } as const;

/** Groups that replicate a machine. */
export function raftGroups(machine: Machine): Groups {
  // What happens in one call; whoever has called takes it away.
  let happened: Happened[] = [];
  const protocol = raft<Held, unknown, unknown>({
    machine: {
      init: () => ({ group: 0, state: null }),
      apply({ group, state }, command, place) {
        const { voters } = place!.configuration as { readonly voters: readonly NodeId[] };
        const result = clone(machine.apply(state, clone(command), [...voters]));
        happened.push({ type: "applied", group, command, result });
        return clone(result);
      },
    },
    electionTimeoutMs: [200, 400],
    heartbeatMs: 60,
    // Who has been deposed may not know it for long.
    checkQuorum: false,
  });
  const within = (io: Any, group: GroupId): Io<Message, Timer, Saved> =>
    nested<Message, Timer, Saved>(io, {
      send: (to, message, ahead) => io.send(to, { type: "group", group, message }, ahead),
      wait: (ms, { type }) => io.wait(ms, { type: "group", key: `${group} ${type}` }),
      cancel: (type) => io.cancel("group", `${group} ${type}`),
      save: (record) => io.save({ type: "group", group, records: [record] }),
      answer(ticket, answer) {
        const given = answer as Answer;
        if (given.ok) happened.push({ type: "done", ticket, result: given.result });
        else happened.push({ type: "lost", ticket });
      },
    });
  const during = (step: () => void): Happened[] => {
    happened = [];
    step();
    const all = happened;
    happened = [];
    return all;
  };
  const of = (g: GroupsState, group: GroupId): RaftState<Held> => {
    const there = g.groups.get(group);
    if (there === undefined) throw new Error(`there is no replica of group ${group} here`);
    return there;
  };
  return {
    start(io, journal: readonly GroupRecord[]) {
      const saved = new Map<GroupId, Saved[]>(), groups = new Map<GroupId, RaftState<Held>>();
      for (const { group, records } of journal) {
        saved.set(group, [...saved.get(group) ?? [], ...records]);
      }
      for (const [group, records] of saved) {
        groups.set(group, protocol.start(within(io, group), records));
      }
      return { groups };
    },
    begin: (g, group, members, state, io) =>
      during(() => {
        if (g.groups.has(group)) throw new Error(`there is a replica of group ${group} already`);
        const configuration = votersOnly([...members].sort((a, b) => a - b));
        const snapshot = {
          last: FIRST,
          placed: { index: 0, configuration },
          machine: { group, state: clone(state) },
          sessions: new Map(),
        };
        const records: Saved[] = [
          { type: "vote", term: FIRST.term, votedFor: null },
          { type: "snapshot", snapshot, base: FIRST },
        ];
        io.save({ type: "group", group, records: clone(records) });
        g.groups.set(group, protocol.start(within(io, group), records));
      }),
    propose: (g, group, command, ticket, io) =>
      during(() => {
        const request = {
          type: "request",
          command: clone(command),
          stamp: null,
          from: ticket,
        } as const;
        protocol.upon.request(of(g, group), request, within(io, group));
      }),
    receive: (g, { from, group, message }: GroupMessage & { from: NodeId }, io) =>
      during(() => {
        const there = g.groups.get(group);
        const handlers = protocol.upon as Readonly<Record<string, Any>>;
        if (there !== undefined) {
          handlers[message.type](there, { ...message, from }, within(io, group));
        }
      }),
    after: (g, { key }, io) =>
      during(() => {
        const [group, type] = key.split(" ") as [string, string];
        const handlers = protocol.after as Readonly<Record<string, Any>>;
        handlers[type](of(g, Number(group)), { type }, within(io, Number(group)));
      }),
    groups: (g) => [...g.groups.keys()],
    leads: (g, group) => of(g, group).leading !== null,
    leader: (g, group) => of(g, group).leader,
    members: (g, group) => latest(of(g, group).configurations).configuration.voters,
    state: (g, group) => of(g, group).machine.state,
  };
}
