"""A profile and listings become matches: named rules, each with a reason."""
