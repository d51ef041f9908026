import {
  clone,
  type Command,
  compareBallots,
  type Executor,
  type Io,
  type Notice,
  type Replica,
} from "../../exercises/09-paxos/given.ts";

/** Lamport 2001, section 3; Ongaro 2014, section 6.3, for sessions. */
export const executor: Executor = {
  commit(setting, s, { from, ballot, upTo }, io) {
    for (const [slot, entry] of s.slots) {
      if (slot <= upTo && compareBallots(entry.ballot, ballot) === 0) {
        s.slots.set(slot, { ...entry, chosen: true });
      }
    }
    execute(setting, s, io);
    if (s.executed < upTo) io.send(from, { type: "fetch", executed: s.executed });
  },
  fetch(_setting, s, { from, executed }, io) {
    if (executed < s.snapshot.slot) return io.send(from, { type: "install", snapshot: s.snapshot });
    if (executed >= s.executed) return;
    const slots = Array.from({ length: s.executed - executed }, (_, i) => {
      const { ballot, value } = s.slots.get(executed + 1 + i)!;
      return { ballot, value };
    });
    io.send(from, { type: "learn", first: executed + 1, slots });
  },
  learn(setting, s, { first, slots }, io) {
    for (const [i, entry] of slots.entries()) {
      if (first + i > s.executed) s.slots.set(first + i, { ...entry, chosen: true });
    }
    execute(setting, s, io);
  },
  install(setting, s, { snapshot }, io) {
    if (snapshot.slot <= s.executed) return;
    const { slot, machine, sessions } = clone(snapshot);
    s.executed = slot;
    s.machine = [...machine];
    s.sessions = new Map(sessions);
    keep(s, clone(snapshot));
    execute(setting, s, io);
  },
};

function execute(
  { snapshotEvery }: { readonly snapshotEvery: number },
  s: Replica,
  io: Io<Notice>,
): void {
  for (let entry; (entry = s.slots.get(s.executed + 1))?.chosen;) {
    s.executed++;
    const waiting = s.waiting.get(s.executed);
    for (const [i, command] of entry.value.entries()) {
      const answer = once(s, command), address = waiting?.[i];
      if (answer !== undefined && address !== undefined) io.answer(address, answer);
    }
    s.waiting.delete(s.executed);
    if (s.executed - s.snapshot.slot < snapshotEvery) continue;
    keep(s, clone({ slot: s.executed, machine: s.machine, sessions: s.sessions }));
  }
}

/** Executes a command unless that has been done; undefined when its client has moved on. */
function once(s: Replica, { client, number, command }: Command): number | undefined {
  const session = s.sessions.get(client);
  if (session?.number === number) return session.answer;
  if (session !== undefined && session.number > number) return undefined;
  const answer = s.machine.push(command);
  s.sessions.set(client, { number, answer });
  return answer;
}

function keep(s: Replica, snapshot: Replica["snapshot"]): void {
  s.snapshot = snapshot;
  for (const slot of s.slots.keys()) if (slot <= snapshot.slot) s.slots.delete(slot);
}
