import {
  type Checkpoints,
  clone,
  type Id,
  type Keeper,
  type Kept,
  label,
  type Snapshot,
} from "../../exercises/12-leaderless/given.ts";

/** Ongaro 2014, section 6.3, for sessions; Moraru et al. 2013, section 4.7, for checkpoints. */
export const checkpoints: Checkpoints = {
  execute(s, id) {
    const value = s.rows[id.replica]!.get(id.slot)!;
    const answers = value.map((command) => once(s, command));
    s.executed.add(label(id));
    if (value.includes("checkpoint")) take(s);
    return answers;
  },
  ask(s, { from, id }, io) {
    const value = s.rows[id.replica]!.get(id.slot);
    if (includes(s.snapshot, id)) io.send(from, { type: "install", snapshot: s.snapshot });
    else if (value !== undefined) io.send(from, { type: "tell", id, value });
  },
  tell(s, { id, value }) {
    if (!includes(s.snapshot, id)) s.rows[id.replica]!.set(id.slot, value);
  },
  install(s, { snapshot }) {
    if (snapshot.number <= s.snapshot.number) return;
    const { machine, sessions } = clone(snapshot);
    s.machine = [...machine];
    s.sessions = new Map(sessions);
    s.executed.clear();
    keep(s, clone(snapshot));
  },
};

function once({ machine, sessions }: Keeper, command: Kept): number | undefined {
  if (command === "checkpoint") return undefined;
  const { name, client, number, lowest } = command;
  const session = sessions.get(client) ?? { lowest: 1, answers: new Map<number, number>() };
  sessions.set(client, session);
  session.lowest = Math.max(session.lowest, lowest);
  for (const known of session.answers.keys()) {
    if (known < session.lowest) session.answers.delete(known);
  }
  if (number < session.lowest) return undefined;
  const before = session.answers.get(number);
  if (before !== undefined) return before;
  const answer = machine.push(name);
  session.answers.set(number, answer);
  return answer;
}

function take(s: Keeper): void {
  const { number, through, beyond } = s.snapshot, done = new Set([...beyond, ...s.executed]);
  const next = through.map((slot, replica) => {
    let last = slot;
    while (done.delete(label({ replica, slot: last + 1 }))) last++;
    return last;
  });
  const { machine, sessions } = clone({ machine: s.machine, sessions: s.sessions });
  keep(s, { number: number + 1, through: next, beyond: [...done], machine, sessions });
}

/** This is the snapshot now, and what is in it is gone. */
function keep(s: Keeper, snapshot: Snapshot): void {
  s.snapshot = snapshot;
  for (const [replica, row] of s.rows.entries()) {
    for (const slot of [...row.keys()]) {
      if (!includes(snapshot, { replica, slot })) continue;
      row.delete(slot);
      s.executed.delete(label({ replica, slot }));
    }
  }
}

function includes({ through, beyond }: Snapshot, id: Id): boolean {
  return id.slot <= through[id.replica]! || beyond.includes(label(id));
}
