"""Places: circles as slices of the documents, distances, what can be reached and how."""
