"""Slides: their master, forms and native charts; everything `deck` stands on."""
