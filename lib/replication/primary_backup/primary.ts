/** The primary: what it hears from its backups. @module */

import type { From, Handlers } from "../../model/protocol.ts";
import { commit, hasUpTo, reaches, resend } from "./leading.ts";
import type { Message, NodeIo } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { Follower, Leading, Server } from "./state.ts";
import { isSameStream } from "../../replicated/chunks/partial.ts";
import { sendState, titleOf, transferOf } from "./transfer.ts";

type Of<K extends Message["type"]> = Extract<Message, { type: K }> & From;

/** A primary's handlers. */
export function primary(
  settings: Settings,
  rules: Rules,
): Pick<Handlers<Server, Message, From, NodeIo>, "have" | "lack" | "received" | "confirmed"> & {
  /** Says again what nobody has answered. */
  retry(s: Server, io: NodeIo): void;
} {
  /** Who says something of this view, as its primary knows that backup; undefined when it is not one. */
  const heard = (s: Server, from: number, view: number): [Leading, Follower] | undefined => {
    const follower = s.leading?.followers.get(from);
    return follower === undefined || !rules.counts(view, s.view.number)
      ? undefined
      : [s.leading!, follower];
  };
  return {
    have(s: Server, { from, view, index }: Of<"have">, io: NodeIo): void {
      const known = heard(s, from, view);
      if (known === undefined) return;
      const [leading, follower] = known, { transfer } = follower;
      if (!rules.believes(index, s.copy.position.index)) return;
      if (!follower.follows && transfer === null && index < leading.since.index) {
        // In step it is, but what it lacks is not kept: the primary has restarted.
        follower.transfer = transferOf(s, settings, rules);
        return resend(s, leading, from, settings, io);
      }
      const has = transfer === null || index < transfer.position.index
        ? index
        : rules.hasWith(index, s.copy.position.index);
      hasUpTo(s, leading, from, has, settings, io);
    },
    lack(s: Server, { from, view, position }: Of<"lack">, io: NodeIo): void {
      const known = heard(s, from, view);
      if (known === undefined) return;
      const [leading, follower] = known;
      if (follower.transfer !== null) return;
      if (reaches(leading, position)) follower.asked = position;
      else if (!follower.follows) follower.transfer = transferOf(s, settings, rules);
      const has = follower.acked === null || position.index >= follower.acked;
      // A backup that has lost what it had is for the view service to let go. One that saves goes on.
      if (follower.follows && !has) return;
      follower.follows = false;
      if (!has) follower.acked = null;
      resend(s, leading, from, settings, io);
    },
    received(s: Server, { from, view, title, bytes }: Of<"received">, io: NodeIo): void {
      const transfer = heard(s, from, view)?.[1].transfer ?? null;
      if (transfer === null || !isSameStream(titleOf(transfer), title)) return;
      if (bytes === transfer.sent && bytes > 0) return;
      transfer.sent = bytes;
      sendState(s, from, transfer, settings, io);
    },
    confirmed(s: Server, { from, view, round }: Of<"confirmed">, io: NodeIo): void {
      const known = heard(s, from, view);
      if (known === undefined) return;
      const [leading, follower] = known;
      follower.round = Math.max(follower.round, round);
      commit(s, leading, settings, io);
    },
    retry(s: Server, io: NodeIo): void {
      if (s.leading === null) return;
      for (const backup of s.leading.followers.keys()) resend(s, s.leading, backup, settings, io);
      io.wait(settings.retryMs, { type: "retry" });
    },
  };
}
