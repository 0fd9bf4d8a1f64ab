"""Words: analysis, the query language, synonyms, postings, scores, snippets, spelling."""
