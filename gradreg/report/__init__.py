"""Writers: each turns a Table into one form and decides nothing; words and colours come from `words`."""
