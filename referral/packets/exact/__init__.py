"""The exact planner: a week in whole numbers, and the cheapest way to answer its needs, proven."""
