import { buildBook } from "./book/build.ts";
import { placesOf } from "./book/places.ts";
import { repositoryRoot } from "./run/mod.ts";
console.log(await buildBook(placesOf(repositoryRoot), (s) => console.log(s)));
