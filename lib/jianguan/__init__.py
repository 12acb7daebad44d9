"""Reads Chinese market-regulation documents and reports how provinces talk about their work."""
