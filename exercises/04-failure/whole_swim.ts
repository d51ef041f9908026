export type Whole = never;
