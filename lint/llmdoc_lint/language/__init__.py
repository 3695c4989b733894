"""Reading Korean and English: particles, names, quantities; and a translation beside its source."""
