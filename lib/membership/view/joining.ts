/** How nodes come into the group and leave it; and how a member hears that it was left out. @module */

import type { From, Handlers } from "../../model/protocol.ts";
import { consider } from "./changing.ts";
import { begin, endView, welcome } from "./installing.ts";
import type { Message, Timer, ViewIo } from "./messages.ts";
import { answerOperators, askToJoin, beginLife, goOut } from "./outside.ts";
import type { Setup } from "./setup.ts";
import type { State } from "./state.ts";
import { memberAt } from "./view.ts";

/** What a node does upon messages. */
export type Upon<A, P> = Handlers<State<A, P>, Message<P>, From, ViewIo<P>>;

/** What nodes do upon whatever makes them members or not. */
export function joining<A, P>(setup: Setup<A, P>): {
  readonly upon: Pick<
    Upon<A, P>,
    "join" | "welcome" | "install" | "expelled" | "leave" | "enter"
  >;
  readonly after: Pick<Handlers<State<A, P>, Timer, unknown, ViewIo<P>>, "join">;
} {
  const { application, settings, rules } = setup;
  return {
    upon: {
      join(s, { from, node, life }, io) {
        if (s.phase !== "member") return;
        const member = memberAt(s.view, node);
        // Late words of a life that is over, or of who is in the view and has not heard of it.
        if (member !== undefined && life <= member.life) {
          if (life === member.life) welcome(s, node, io);
          return;
        }
        s.joins.set(node, Math.max(life, s.joins.get(node) ?? 0));
        const coordinator = rules.coordinator(s.view, s.suspects);
        if (coordinator !== io.self && coordinator !== undefined && from === node) {
          io.send(coordinator, { type: "join", node, life });
        }
        consider(setup, s, io);
      },
      welcome(s, { life, view, snapshot }, io) {
        if (s.phase !== "joining" || life !== s.life) return;
        s.app = application.restore?.(snapshot, io.self) ?? snapshot as typeof s.app;
        s.last = null;
        io.cancel("join");
        begin(setup, s, view, io);
      },
      install(s, { ending }, io) {
        if (s.phase === "member" && ending.view === s.view.number) endView(setup, s, ending, io);
      },
      expelled(s, { ended, view }, io) {
        if (s.phase !== "member" || ended !== s.view.number || view <= ended) return;
        goOut(setup, s, null, io);
      },
      leave(s, { from }, io) {
        if (s.phase === "out") return io.answer(from, "left");
        s.operators.push(from);
        if (s.phase === "joining") {
          s.phase = "out";
          io.save({ type: "life", life: s.life, out: true });
          return answerOperators(s, "left", io);
        }
        s.leaving = true;
        sayFarewell(setup, s, io);
        consider(setup, s, io);
      },
      enter(s, { from }, io) {
        if (s.phase === "member") {
          // If it has told already that it wants to leave, it is left out, and joins again.
          s.leaving = false;
          return io.answer(from, "joined");
        }
        if (!s.operators.includes(from)) s.operators.push(from);
        if (s.phase === "out") beginLife(settings, s, io);
      },
    },
    after: {
      join(s, _, io) {
        if (s.phase === "joining") askToJoin(settings, s, io);
      },
    },
  };
}

/** Tells the coordinator that this member wants to leave. */
export function sayFarewell<A, P>(
  { rules }: Setup<A, P>,
  s: State<A, P>,
  io: ViewIo<P>,
): void {
  const coordinator = rules.coordinator(s.view, s.suspects);
  if (coordinator === undefined || coordinator === io.self) return;
  io.send(coordinator, { type: "farewell", view: s.view.number });
}
