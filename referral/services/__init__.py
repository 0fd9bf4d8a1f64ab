"""Use cases, one file per noun. The only room that opens a transaction; it knows ports, never the real parts."""
