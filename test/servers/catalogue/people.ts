/** Persons and collections: what else the server's search returns. Ids of TMDB and IMDb. */
export interface Person {
  tmdbId: number;
  imdbId: string;
  name: string;
  /** TMDB ids of films. */
  knownFor: number[];
}

export interface Collection {
  tmdbId: number;
  name: string;
}

/** Some share their number with a film: `tmdb:138` is Dracula (1931) and Quentin Tarantino. */
export const people: Person[] = [
  { tmdbId: 6384, imdbId: "nm0000206", name: "Keanu Reeves", knownFor: [603] },
  { tmdbId: 31, imdbId: "nm0000158", name: "Tom Hanks", knownFor: [13, 857, 497] },
  { tmdbId: 287, imdbId: "nm0000093", name: "Brad Pitt", knownFor: [550, 807] },
  { tmdbId: 525, imdbId: "nm0634240", name: "Christopher Nolan", knownFor: [155, 27205, 157336] },
  { tmdbId: 138, imdbId: "nm0000233", name: "Quentin Tarantino", knownFor: [680, 500, 24] },
];

export const collections: Collection[] = [
  { tmdbId: 726871, name: "Dune Collection" },
  { tmdbId: 119, name: "The Lord of the Rings Collection" },
  { tmdbId: 10, name: "Star Wars Collection" },
  { tmdbId: 1241, name: "Harry Potter Collection" },
  { tmdbId: 2344, name: "The Matrix Collection" },
  { tmdbId: 8091, name: "Alien Collection" },
  { tmdbId: 230, name: "The Godfather Collection" },
  { tmdbId: 264, name: "Back to the Future Collection" },
  { tmdbId: 10194, name: "Toy Story Collection" },
  { tmdbId: 263, name: "The Dark Knight Collection" },
  { tmdbId: 91361, name: "Halloween Collection" },
  { tmdbId: 1575, name: "Rocky Collection" },
];
