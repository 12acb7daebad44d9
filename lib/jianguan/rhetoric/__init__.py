"""Formulas, parallelism, images, voice, commitments: how the texts speak."""
