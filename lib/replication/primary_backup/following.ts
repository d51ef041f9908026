/** The backup: what it takes from its primary. @module */

import type { From, Handlers } from "../../model/protocol.ts";
import { performAndSave, saveState } from "./copy.ts";
import type { Message, NodeIo } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { Server } from "./state.ts";
import { takePiece } from "./transfer.ts";

type Of<K extends Message["type"]> = Extract<Message, { type: K }> & From;

/** Whether a server is a backup in the view of a message, and takes part in it. */
function takesPart(
  { view, sealed }: Readonly<Server>,
  number: number,
  rules: Rules,
  { self }: NodeIo,
): boolean {
  return rules.counts(number, view.number) && view.backups.includes(self) &&
    (sealed < view.number || rules.goesOn);
}

/** A backup's handlers. */
export function following(
  settings: Settings,
  rules: Rules,
): Pick<
  Handlers<Server, Message, From, NodeIo>,
  "follow" | "state" | "update" | "confirm" | "seal"
> {
  const tellHas = ({ view, copy }: Server, to: number, io: NodeIo) =>
    io.send(to, { type: "have", view: view.number, index: copy.position.index });
  const tellLacks = ({ view, copy: { position } }: Server, to: number, io: NodeIo) =>
    io.send(to, { type: "lack", view: view.number, position });
  /** From now on it takes what its primary orders. */
  const follow = (s: Server): void => {
    s.inStep = s.view.number;
    s.holds = true;
  };
  return {
    follow(s: Server, { from, view, position }: Of<"follow">, io: NodeIo): void {
      if (!takesPart(s, view, rules, io)) return;
      if (s.inStep !== s.view.number) {
        if (!rules.isInStep(s.copy.position, position)) return tellLacks(s, from, io);
        // Where the primary has nothing, either, there is nothing in the journal by which it would be known after a crash.
        if (settings.durable && !s.holds) saveState(s.copy, settings, io);
        follow(s);
      }
      tellHas(s, from, io);
    },
    state(s: Server, { from, view, ...piece }: Of<"state">, io: NodeIo): void {
      if (!takesPart(s, view, rules, io)) return;
      const isInStep = s.inStep === s.view.number, has = s.copy.position.index;
      if (rules.takesState(isInStep, has, piece.position.index)) {
        const came = takePiece(s, piece, settings, io);
        if (came === "more" || came === "broken" && !rules.forgives) {
          const { title } = piece, bytes = s.partial?.received ?? 0;
          return io.send(from, { type: "received", view: s.view.number, title, bytes });
        }
        if (came === "broken") s.copy.position = piece.position;
        follow(s);
      }
      tellHas(s, from, io);
    },
    update(s: Server, { from, view, after, operations }: Of<"update">, io: NodeIo): void {
      if (!takesPart(s, view, rules, io)) return;
      // It has restarted, and its primary does not know.
      if (s.inStep !== s.view.number) return tellLacks(s, from, io);
      const known = s.copy.position.index - after;
      for (const operation of known < 0 ? [] : operations.slice(rules.skips(known))) {
        performAndSave(s.copy, operation, s.view.number, settings, rules, io);
      }
      tellHas(s, from, io);
    },
    confirm(s: Server, { from, view, round }: Of<"confirm">, io: NodeIo): void {
      if (!takesPart(s, view, rules, io)) return;
      io.send(from, { type: "confirmed", view: s.view.number, round });
    },
    /** The primary has failed. Whatever it may yet send, this backup has no more of it. */
    seal(s: Server, { view }: Of<"seal">, io: NodeIo): void {
      if (view <= s.sealed) return;
      s.sealed = view;
      if (settings.durable) io.save({ type: "sealed", view });
    },
  };
}
