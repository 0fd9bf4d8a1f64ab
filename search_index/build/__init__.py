"""From listings to a generation: numbering, rows of texts, times and facts, sorted into columns."""
