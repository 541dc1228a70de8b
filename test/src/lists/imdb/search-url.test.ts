import assert from "node:assert/strict";
import { readSearchUrl } from "../../../../src/lists/imdb/search-url.ts";

const constraints = (query: string): unknown => readSearchUrl(new URLSearchParams(query)).constraints;

const TABLE: [string, unknown][] = [
  [
    "title_type=feature,tv_series,tv_miniseries,tv_movie,short,video,tv_special,tv_episode",
    {
      titleTypeConstraint: {
        anyTitleTypeIds: [
          "movie",
          "tvSeries",
          "tvMiniSeries",
          "tvMovie",
          "short",
          "video",
          "tvSpecial",
          "tvEpisode",
        ],
      },
    },
  ],
  ["title=matrix", { titleTextConstraint: { searchTerm: "matrix" } }],
  [
    "genres=action,sci-fi,film_noir,!comedy",
    { genreConstraint: { allGenreIds: ["Action", "Sci-Fi", "Film-Noir"], excludeGenreIds: ["Comedy"] } },
  ],
  [
    "release_date=1940-01-01,1959-12-31",
    { releaseDateConstraint: { releaseDateRange: { start: "1940-01-01", end: "1959-12-31" } } },
  ],
  ["release_date=2020-01-01,", { releaseDateConstraint: { releaseDateRange: { start: "2020-01-01" } } }],
  ["release_date=,2020-02", { releaseDateConstraint: { releaseDateRange: { end: "2020-02-29" } } }],
  [
    "release_date=2020",
    { releaseDateConstraint: { releaseDateRange: { start: "2020-01-01", end: "2020-12-31" } } },
  ],
  [
    "year=2020,2021",
    { releaseDateConstraint: { releaseDateRange: { start: "2020-01-01", end: "2021-12-31" } } },
  ],
  [
    "user_rating=7,9&num_votes=10000,",
    {
      userRatingsConstraint: {
        aggregateRatingRange: { min: 7, max: 9 },
        ratingsCountRange: { min: 10000 },
      },
    },
  ],
  ["runtime=60,120", { runtimeConstraint: { runtimeRangeMinutes: { min: 60, max: 120 } } }],
  ["countries=us,gb", { originCountryConstraint: { anyCountries: ["US", "GB"] } }],
  ["country_of_origin=jp", { originCountryConstraint: { anyPrimaryCountries: ["JP"] } }],
  ["languages=en", { languageConstraint: { anyLanguages: ["en"] } }],
  ["primary_language=de", { languageConstraint: { anyPrimaryLanguages: ["de"] } }],
  [
    "groups=top_250,bottom_100",
    {
      rankedTitleListConstraint: {
        allRankedTitleLists: [
          { rankRange: { max: 250 }, rankedTitleListType: "TOP_RATED_MOVIES" },
          { rankRange: { max: 100 }, rankedTitleListType: "LOWEST_RATED_MOVIES" },
        ],
      },
    },
  ],
  [
    "lists=ls006123300,!ls520749027",
    { listConstraint: { inAllLists: ["ls006123300"], notInAnyList: ["ls520749027"] } },
  ],
  ["role=nm0000206", { titleCreditsConstraint: { allCredits: [{ nameId: "nm0000206" }] } }],
  ["companies=co0002663", { creditedCompanyConstraint: { anyCompanyIds: ["co0002663"] } }],
  ["keywords=time travel,cult-film", { keywordConstraint: { allKeywords: ["time-travel", "cult-film"] } }],
  [
    "certificates=US:PG-13",
    { certificateConstraint: { anyRegionCertificateRatings: [{ rating: "PG-13", region: "US" }] } },
  ],
];

describe("an address of IMDb's title search", () => {
  for (const [query, expected] of TABLE)
    it(`asks for ${query}`, () => assert.deepEqual(constraints(query), expected));

  it("includes adult titles only when asked", () => {
    assert.deepEqual(constraints("genres=drama&adult=include"), {
      genreConstraint: { allGenreIds: ["Drama"] },
      explicitContentConstraint: { explicitContentFilter: "INCLUDE_ADULT" },
    });
  });

  it("sorts as the address says, by popularity otherwise", () => {
    const sortOf = (query: string) => readSearchUrl(new URLSearchParams(`genres=drama${query}`)).sort;
    assert.deepEqual(sortOf("&sort=user_rating,desc"), { sortBy: "USER_RATING", sortOrder: "DESC" });
    assert.deepEqual(sortOf("&sort=alpha"), { sortBy: "TITLE_REGIONAL", sortOrder: "ASC" });
    assert.deepEqual(sortOf(""), { sortBy: "POPULARITY", sortOrder: "ASC" });
  });

  it("warns of everything that it does not understand", () => {
    const { warnings } = readSearchUrl(
      new URLSearchParams(
        "genres=drama&my_ratings=exclude&locations=Rome&plot=heist&online_availability=US&groups=oscar_winner&countries=!us&sort=luck",
      ),
    );
    for (const word of [
      "my_ratings",
      "locations",
      "plot",
      "online_availability",
      "oscar_winner",
      "!us",
      "luck",
    ])
      assert.ok(
        warnings.some((warning) => warning.includes(word)),
        word,
      );
    assert.equal(warnings.length, 7);
  });

  it("ignores in silence what only changes the looks of the page", () => {
    const search = readSearchUrl(new URLSearchParams("genres=drama&ref_=x&view=simple&count=250&start=51"));
    assert.deepEqual(search.warnings, []);
    assert.equal(search.count, 250);
  });

  it("is the same search in whatever order its conditions stand", () => {
    const canonical = (query: string) => readSearchUrl(new URLSearchParams(query)).canonical;
    assert.equal(canonical("user_rating=7,&genres=drama&ref_=a"), canonical("genres=drama&user_rating=7,"));
  });
});
