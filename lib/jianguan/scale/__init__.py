"""Corpora larger than memory: batches of files to Parquet tables."""
