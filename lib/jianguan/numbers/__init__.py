"""Number expressions: numerals, clauses, units and status; everything `quantities` stands on, and its comparisons."""
