"""Decisions of the strategy: progress, forecast, shares, what a delay costs. Pure: no Django, no clock."""
