"""Leveling as people use it: a search in the background, a proposal that is looked at, then accepted or not."""
