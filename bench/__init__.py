"""Benchmarks: what this project promises in seconds, milliseconds and bytes, measured. `python -m bench` lists them."""
