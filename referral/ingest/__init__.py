"""From a feed to the store: records are read, finished, grouped into listings, and reported on."""
