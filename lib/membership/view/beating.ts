/** How members tell each other that they are there, what they have got, and from whom they have not heard. @module */

import type { From, Handlers } from "../../model/protocol.ts";
import { consider } from "./changing.ts";
import { tellEnding } from "./installing.ts";
import { sayFarewell } from "./joining.ts";
import type { Message, Timer, ViewIo } from "./messages.ts";
import { got, noteGot, resend } from "./multicasting.ts";
import { hear, isFromMember, others, type Setup } from "./setup.ts";
import { gotFrom } from "./channel.ts";
import type { State } from "./state.ts";

/** What a member does when it is time to say that it is there, and when another one says so. */
export function beating<A, P>(setup: Setup<A, P>): {
  readonly upon: Pick<Handlers<State<A, P>, Message<P>, From, ViewIo<P>>, "beat">;
  readonly after: Pick<Handlers<State<A, P>, Timer, unknown, ViewIo<P>>, "beat">;
} {
  return {
    upon: {
      beat(s, message, io) {
        if (!isFromMember(s, message)) return tellEnding(setup, s, message, io);
        const { from, got, suspects, closed } = message;
        hear(setup, s, from, io);
        s.awaited.delete(from);
        if (s.awaited.size === 0) s.opening = null;
        noteGot(setup, s, from, got, io);
        resend(s, from, io);
        // Who began to end the view may have crashed, and does not know of it any more.
        if (suspects.length > 0 || (closed && setup.rules.noticesClosed)) s.accused = true;
        consider(setup, s, io);
      },
    },
    after: {
      beat(s, _, io) {
        const { beatMs } = setup.settings;
        if (s.phase !== "member" || beatMs === null) return;
        const view = s.view.number, suspects = [...s.suspects];
        for (const node of others(s, io)) {
          io.send(node, { type: "beat", view, got: got(s), suspects, closed: s.closed });
        }
        s.sentBefore = gotFrom(s.channels, io.self);
        if (s.leaving) sayFarewell(setup, s, io);
        consider(setup, s, io, "even when closed");
        if (s.phase === "member") io.wait(beatMs, { type: "beat" });
      },
    },
  };
}
