"""Facts: one bit for yes and one for no, and counts of them."""
