export type Member = never;
