"""Runs notebooks, writes packs, prints, and lists every output with its hash."""
