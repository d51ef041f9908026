/** The part of `@std/async` that the tests use; README.md in the folder above says why. @module */

export * from "./deadline.ts";
export * from "./delay.ts";
export * from "./pooled_map.ts";
export * from "./retry.ts";
