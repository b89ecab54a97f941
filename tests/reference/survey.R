# Rscript tests/reference/survey.R [FILE]
#
# Reference values for the statistics of surveys, from R and its package "survey" (Debian: r-cran-survey), written to
# survey.json beside this script or to FILE. Reads survey.csv, which make_survey.py made.

suppressPackageStartupMessages(library(survey))

script <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
folder <- dirname(normalizePath(script))
asked <- commandArgs(TRUE)
target <- if (length(asked)) asked[1] else file.path(folder, "survey.json")

activities <- c("Build", "Debug", "Meet", "Wait")
formula <- reformulate(activities)
headcounts <- data.frame(role = c("Engineer", "Analyst", "Manager", "Support"), Freq = c(700, 500, 250, 150))
group <- "Data"
population <- 1500

answers <- read.csv(file.path(folder, "survey.csv"))
answers[activities] <- answers[activities] / 100
answers$one <- 1
answers$population <- population
before <- answers[answers$wave == "before", ]
after <- answers[answers$wave == "after", ]

# The change of those who answered both waves, with the role, team, region, squad and weight of the first.
changes <- merge(before, after[c("respondent", activities)], by = "respondent", suffixes = c(".before", ".after"))
for (activity in activities) {
  changes[[activity]] <- changes[[paste0(activity, ".after")]] - changes[[paste0(activity, ".before")]]
}

designs <- list(
  simple = function(data) svydesign(ids = ~1, weights = ~one, data = data),
  weighted = function(data) svydesign(ids = ~1, weights = ~factor, data = data),
  stratified = function(data) svydesign(ids = ~1, strata = ~region, weights = ~one, data = data),
  clustered = function(data) svydesign(ids = ~squad, weights = ~one, data = data),
  weighted_stratified_clustered = function(data)
    svydesign(ids = ~squad, strata = ~region, weights = ~factor, data = data),
  post_stratified = function(data)
    postStratify(svydesign(ids = ~1, weights = ~one, data = data), ~role, headcounts),
  weighted_clustered_post_stratified = function(data)
    postStratify(svydesign(ids = ~squad, strata = ~region, weights = ~factor, data = data), ~role, headcounts)
)

estimate <- function(design) {
  mean <- svymean(formula, design)
  degrees <- degf(design)
  interval <- confint(mean, df = degrees)
  list(
    respondents = sum(weights(design) > 0), mean = coef(mean), standard_error = SE(mean), covariance = vcov(mean),
    degrees = degrees, low = interval[, 1], high = interval[, 2]
  )
}

# A group of a sample without strata, clusters and post-strata is a sample of its own.
simple <- c("simple", "weighted")
both <- function(name, data) {
  make <- designs[[name]]
  own <- if (name %in% simple) make(data[data$team == group, ]) else subset(make(data), team == group)
  list(all = estimate(make(data)), group = estimate(own))
}

t_of <- function(tests) {
  p <- sapply(tests, function(test) test$p.value)
  list(
    t = sapply(tests, function(test) test$statistic), degrees = sapply(tests, function(test) test$parameter),
    p = p, holm = p.adjust(p, method = "holm"),
    low = sapply(tests, function(test) test$conf.int[1]), high = sapply(tests, function(test) test$conf.int[2])
  )
}

unpaired <- function(make) {
  first <- svymean(formula, make(before))
  last <- svymean(formula, make(after))
  list(change = coef(last) - coef(first), standard_error = sqrt(SE(first)^2 + SE(last)^2))
}

# The same difference as a regression on the wave, each wave being strata of its own.
waves <- transform(answers, region = paste(wave, region), squad = paste(wave, squad), late = wave == "after")
regressions <- list(
  simple = svydesign(ids = ~1, strata = ~wave, weights = ~one, data = waves),
  weighted = svydesign(ids = ~1, strata = ~wave, weights = ~factor, data = waves),
  weighted_stratified_clustered = svydesign(ids = ~squad, strata = ~region, weights = ~factor, data = waves)
)
svyttest_statistic <- function(design, predictor) {
  sapply(activities, function(activity) svyttest(reformulate(predictor, activity), design)$statistic)
}

finite <- svydesign(ids = ~1, fpc = ~population, data = before)

results <- list(
  versions = list(R = as.character(getRversion()), survey = as.character(packageVersion("survey"))),
  headcounts = setNames(as.list(headcounts$Freq), headcounts$role),
  group = group,
  waves = sapply(names(designs), function(name) list(before = both(name, before), after = both(name, after)),
    simplify = FALSE),
  paired = sapply(names(designs), both, data = changes, simplify = FALSE),
  unpaired = lapply(designs, unpaired),
  welch_tests = t_of(lapply(activities, function(activity) t.test(after[[activity]], before[[activity]]))),
  paired_tests = t_of(lapply(activities, function(activity)
    t.test(changes[[paste0(activity, ".after")]], changes[[paste0(activity, ".before")]], paired = TRUE))),
  svyttest_unpaired = lapply(regressions, svyttest_statistic, predictor = "late"),
  svyttest_paired = lapply(designs, function(make) svyttest_statistic(make(changes), "0")),
  finite_population = list(
    population = population, respondents = nrow(before), standard_error = SE(svymean(formula, finite))
  )
)

# JSON without a package for it.
json <- function(value, indent = "") {
  if (is.matrix(value)) value <- lapply(seq_len(nrow(value)), function(row) unname(value[row, ]))
  inner <- paste0(indent, " ")
  if (is.list(value)) {
    parts <- vapply(value, json, "", indent = inner)
    named <- !is.null(names(value))
    if (named) parts <- paste0('"', names(value), '": ', parts)
    brackets <- if (named) c("{", "}") else c("[", "]")
    return(paste0(brackets[1], "\n", paste0(inner, parts, collapse = ",\n"), "\n", indent, brackets[2]))
  }
  if (is.character(value)) return(paste0('"', value, '"'))
  numbers <- sprintf("%.15g", value)
  if (length(numbers) == 1) numbers else paste0("[", paste(numbers, collapse = ", "), "]")
}
writeLines(json(results), target)
