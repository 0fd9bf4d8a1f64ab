"""Columns and cards as files: generations with checksums, mapped into memory, switched in one step."""
