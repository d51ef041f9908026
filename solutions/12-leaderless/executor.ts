import {
  type Executing,
  type ExecutorIo,
  type ExecutorOver,
  type Id,
  label,
  type Proposal,
} from "../../exercises/12-leaderless/given.ts";
import { components } from "./components.ts";

interface State {
  decided: Map<string, { readonly id: Id; readonly proposal: Proposal }>;
  executed: Set<string>;
  /** By client: its last command that was executed, and the result. */
  sessions: Map<string, { readonly number: number; readonly result: string }>;
}

/** Moraru et al. 2013, section 4.3.2. */
export const executor: ExecutorOver<State> = {
  start: () => ({ decided: new Map(), executed: new Set(), sessions: new Map() }),
  commit(setting, s, { id, proposal }, io) {
    const name = label(id);
    if (s.decided.has(name)) return;
    s.decided.set(name, { id, proposal });
    const blocked = new Set<string>();
    const open = [...s.decided.keys()].filter((each) => !s.executed.has(each));
    const edges = (each: string) => interfering(setting, s, each);
    for (const members of components(open, edges)) {
      const waits = members.some((each) =>
        !named(s, each).every((other) => s.decided.has(other)) ||
        edges(each).some((other) => blocked.has(other))
      );
      if (waits) {
        for (const each of members) blocked.add(each);
        continue;
      }
      for (const each of inOrder(s, members)) execute(setting, s, each, io);
    }
  },
};

/** All that an instance names. */
function named(s: State, name: string): string[] {
  return s.decided.get(name)!.proposal.dependencies.flatMap((last, replica) =>
    Array.from({ length: last }, (_, i) => label({ replica, slot: i + 1 }))
  );
}

/** What it names that interferes, and is not executed. */
function interfering(setting: Executing, s: State, name: string): string[] {
  const { value } = s.decided.get(name)!.proposal;
  return named(s, name).filter((other) => {
    const known = s.decided.get(other);
    if (known === undefined || other === name || s.executed.has(other)) return false;
    return setting.interfere(value, known.proposal.value);
  });
}

function inOrder(s: State, members: readonly string[]): string[] {
  const of = (name: string) => s.decided.get(name)!;
  return members.toSorted((a, b) =>
    of(a).proposal.sequence - of(b).proposal.sequence || of(a).id.replica - of(b).id.replica ||
    of(a).id.slot - of(b).id.slot
  );
}

function execute(setting: Executing, s: State, name: string, io: ExecutorIo): void {
  const { id, proposal } = s.decided.get(name)!;
  s.executed.add(name);
  for (const [nth, command] of proposal.value.entries()) {
    const { client, number } = command, last = s.sessions.get(client)?.number ?? 0;
    if (number > last) s.sessions.set(client, { number, result: io.execute(command) });
    if (number >= last && id.replica === setting.self) {
      io.answer(id, nth, s.sessions.get(client)!.result);
    }
  }
}
