/** The part of `@std/async` that the tests use; README.md in the folder above says why. @module */

export * from "./delay.ts";
