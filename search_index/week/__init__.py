"""Times: sessions, tracks and openings against free time, and what comes next."""
