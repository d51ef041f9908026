/**
 * Plain transition systems in the manner of TLA+ (Lamport 2002): variables, initial states, and actions
 * that say how variables change. What an action does not mention is unchanged.
 *
 * @module
 */

/** New values for some variables. One element of an indexed variable changes as `{ x: { 3: value } }`. */
export type Change<State> = {
  readonly [V in keyof State]?: State[V] extends readonly (infer E)[]
    ? State[V] | { readonly [index: number]: E }
    : State[V];
};

/** A named way to go on; a pure function. */
export interface SystemAction<State> {
  /** As the specification calls it, with its parameters. */
  readonly name: string;
  /** Nothing while it is disabled, else one change or all changes that it may make. */
  next(state: State): Change<State> | readonly Change<State>[] | undefined;
}

/** A pure property of one state. */
export type Predicate<State> = (state: State) => boolean;

/** Whenever `from` holds, `to` holds then or later, in every run that is fair. */
export interface LeadsTo<State> {
  /** Default: always, so that `to` holds infinitely often. */
  readonly from?: Predicate<State>;
  /** What is to come. */
  readonly to: Predicate<State>;
}

/** A system. Its state is a record of variables, and each value is plain data. */
export interface TransitionSystem<State> {
  /** What it is called. */
  readonly name: string;
  /** The states in which it may begin. */
  initial(): readonly State[];
  /** All its actions; which of them are enabled, they say themselves. */
  readonly actions: readonly SystemAction<State>[];
  /**
   * Variables that are arrays of one length (TLA+'s functions on a fixed set) of which most actions touch
   * few elements; each element then counts as a variable of its own, which makes exploring much faster.
   */
  readonly indexed?: readonly (keyof State & string)[];
  /** What holds in every reachable state (an invariant), by name. */
  readonly always?: Readonly<Record<string, Predicate<State>>>;
  /** What holds in at least one, so that nothing else holds for want of anything happening. */
  readonly sometimes?: Readonly<Record<string, Predicate<State>>>;
  /** What happens in the end. */
  readonly leadsTo?: Readonly<Record<string, LeadsTo<State>>>;
  /** The actions that are weakly fair, by name: none of them is enabled for ever and never taken. */
  readonly fair?: (action: string) => boolean;
  /**
   * The actions that are strongly fair, by name: none of them is enabled again and again and never taken,
   * even if it is disabled in between. A strongly fair action is weakly fair, too.
   */
  readonly stronglyFair?: (action: string) => boolean;
  /**
   * The states in which the system may stop. Where it is given, a state without a next one that is not
   * among them is a deadlock, which is reported as TLC does; by default it is none.
   */
  readonly final?: Predicate<State>;
  /** States beyond it are not looked at. */
  readonly boundary?: Predicate<State>;
  /**
   * The representative of all states that differ from this one only by names that do not matter.
   * Properties and boundary must not tell such states apart.
   */
  readonly canonical?: (state: State) => State;
}
