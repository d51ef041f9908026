/** Small systems of which every order of events is explored. @module */
import type { Instance } from "../../kit/kit.ts";
import type { Change } from "./bugs/change.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";

/** The instances. */
export const instances: Readonly<Record<string, Instance<State, Message, Timer, Saved, Change>>> =
  {};
