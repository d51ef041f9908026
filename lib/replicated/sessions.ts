/**
 * Client sessions (Ongaro 2014, section 6.3). A client that hears nothing asks again, and its command may
 * then stand in the log twice. So the state machine remembers, for each client, what it has answered to
 * which request, and gives the same answer again instead of executing a command twice. Sessions are part
 * of the replicated state: all servers apply them alike, and they belong in snapshots.
 *
 * @module
 */

/** Which request of which client a command belongs to, so that it takes effect once (section 6.3). */
export interface Stamp {
  /** The client's session: the index of the entry that opened it. */
  readonly session: number;
  /** Counts the client's requests; a request that is tried again keeps its number. */
  readonly sequence: number;
  /** The lowest number whose answer the client may still ask for; answers below it are forgotten. */
  readonly lowest: number;
}

/** What is remembered of one client. */
export interface Session {
  /** The lowest request that the client may still ask for. */
  lowest: number;
  /** What was answered, by the number of the request. Invariant: no number is below `lowest`. */
  answers: Map<number, unknown>;
  /** The index of the entry that used the session last. */
  usedAt: number;
}

/** All sessions, by the index of the entry that opened them. */
export type Sessions = Map<number, Session>;

/** What the sessions say of a command before it is executed. */
export type Admission =
  /** Execute it: it is new. */
  | { readonly type: "new" }
  /** It was executed before, and this was the answer. */
  | { readonly type: "repeated"; readonly answer: unknown }
  /** The client has the answer already, and says so. */
  | { readonly type: "old" }
  /** There is no such session, or it has expired: nobody can say whether the command was executed. */
  | { readonly type: "expired" };

/** Opens a session at `index`; where there are too many, the one that was unused for longest ends. */
export function openSession(sessions: Sessions, index: number, maxSessions: number): void {
  sessions.set(index, { lowest: 0, answers: new Map(), usedAt: index });
  while (sessions.size > maxSessions) {
    let oldest = index;
    for (const [id, { usedAt }] of sessions) {
      if (usedAt < sessions.get(oldest)!.usedAt) oldest = id;
    }
    sessions.delete(oldest);
  }
}

/** Whether a command is new. */
export function admit(sessions: Readonly<Sessions>, stamp: Stamp): Admission {
  const session = sessions.get(stamp.session);
  if (session === undefined) return { type: "expired" };
  if (session.answers.has(stamp.sequence)) {
    return { type: "repeated", answer: session.answers.get(stamp.sequence) };
  }
  return { type: stamp.sequence < session.lowest ? "old" : "new" };
}

/** Remembers the answer to a command that was executed at `index`. */
export function remember(sessions: Sessions, stamp: Stamp, answer: unknown, index: number): void {
  sessions.get(stamp.session)!.answers.set(stamp.sequence, answer);
  touch(sessions, stamp, index);
}

/** A command has been executed at `index` whose answer need not be remembered. */
export function touch(sessions: Sessions, stamp: Stamp, index: number): void {
  const session = sessions.get(stamp.session)!;
  session.usedAt = index;
  if (stamp.lowest <= session.lowest) return;
  session.lowest = stamp.lowest;
  for (const sequence of session.answers.keys()) {
    if (sequence < stamp.lowest) session.answers.delete(sequence);
  }
}
