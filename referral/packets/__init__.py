"""Matches become a week: travel, free time, the planner and its independent check."""
