"""The computed sentences and tables of the chapters: nothing here is typed that a text could change."""
