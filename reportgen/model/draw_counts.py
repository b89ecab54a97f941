"""How many draws a simulation makes and what they follow from; here, so that the command line need not load numpy."""

#: Of a build that names none.
DRAWS, SEED = 10_000, 1
#: With fewer draws the tenth percentile is a guess; more would only cost time.
FEWEST_DRAWS, MOST_DRAWS = 100, 10_000_000
