"""Handoff: a referral directory for recovery. Each folder is one room; docs/structure.md says what may import what."""
