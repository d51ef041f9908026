/** A copy of the state machine: operations are done on it, and states are made of it and taken over. @module */

import { applyOnce } from "../../replicated/apply_once.ts";
import type { Position } from "../../replicated/position.ts";
import { ORIGIN } from "../../replicated/position.ts";
import { clone } from "../../model/clone.ts";
import { frozen, type MaybePaged, thawed } from "../../replicated/paging.ts";
import type { Answer, ClientRequest } from "../../replicated/requests.ts";
import { openSession } from "../../replicated/sessions.ts";
import type { Saved, Snapshot } from "./journal.ts";
import type { NodeIo } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { Copy } from "./state.ts";

/** A copy of nothing. */
export function emptyCopy({ machine }: Pick<Settings, "machine">): Copy {
  return { machine: machine.init(), sessions: new Map(), position: ORIGIN };
}

/** Does an operation as the next one, in this view; what to answer, undefined when its client has the answer. */
export function perform(
  copy: Copy,
  operation: ClientRequest,
  view: number,
  { machine, maxSessions }: Settings,
  { admit }: Pick<Rules, "admit">,
): Answer | undefined {
  const index = copy.position.index + 1;
  copy.position = { index, term: view };
  if (operation.type === "request") {
    const { command, stamp } = operation;
    return applyOnce(machine, copy, { command, stamp }, index, admit);
  }
  openSession(copy.sessions, index, maxSessions);
  return { ok: true, index, result: index };
}

/** The same, and it is saved if the server is durable. */
export function performAndSave(
  copy: Copy,
  operation: ClientRequest,
  view: number,
  settings: Settings,
  rules: Rules,
  io: Pick<NodeIo, "save">,
): Answer | undefined {
  const answer = perform(copy, operation, view, settings, rules);
  if (settings.durable) io.save({ type: "done", position: copy.position, operation });
  return answer;
}

/** The state as it is now, to be saved or sent; what is done later leaves it as it is. */
export function snapshotOf(copy: Readonly<Copy>, { machine }: Pick<Settings, "machine">): Snapshot {
  return {
    machine: frozen(machine as MaybePaged, copy.machine),
    sessions: clone(copy.sessions),
  };
}

/** Saves the state, in the place of all that was done. */
export function saveState(
  copy: Readonly<Copy>,
  settings: Pick<Settings, "machine">,
  io: Pick<NodeIo, "save">,
): void {
  io.save({ type: "state", position: copy.position, snapshot: snapshotOf(copy, settings) });
}

/** A copy that goes on from a state. */
export function copyOf(
  { machine, sessions }: Snapshot,
  position: Position,
  settings: Pick<Settings, "machine">,
): Copy {
  return {
    machine: thawed(settings.machine as MaybePaged, machine),
    sessions: clone(sessions),
    position,
  };
}

/** The copy that a journal tells of; undefined when it tells of none. */
export function recovered(
  journal: readonly Saved[],
  settings: Settings,
  rules: Rules,
): Copy | undefined {
  let copy: Copy | undefined;
  for (const record of journal) {
    if (record.type === "state") copy = copyOf(record.snapshot, record.position, settings);
    if (record.type !== "done") continue;
    copy ??= emptyCopy(settings);
    perform(copy, record.operation, record.position.term, settings, rules);
  }
  return copy;
}
