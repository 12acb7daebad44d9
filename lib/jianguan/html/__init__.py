"""Notebooks to one safe HTML page."""
