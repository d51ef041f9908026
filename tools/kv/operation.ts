/** What can be asked of the store, and what comes of it. @module */

/** What is asked. */
export type Operation =
  | { readonly type: "get"; readonly key: string }
  | { readonly type: "put"; readonly key: string; readonly value: string }
  | { readonly type: "del"; readonly key: string }
  | {
    readonly type: "cas";
    readonly key: string;
    /** What must be there; `null`: nothing. */
    readonly expected: string | null;
    readonly value: string;
  };

/** What came of it. */
export type Result =
  /** It was done: a get gives what is there, a cas whether it took place, the others `null`. */
  | { readonly kind: "ok"; readonly value: string | null | boolean }
  /** It was not done. */
  | { readonly kind: "fail"; readonly why: string }
  /** It may have been done, or may yet be. */
  | { readonly kind: "unknown"; readonly why: string };
