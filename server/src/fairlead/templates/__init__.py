"""Templates: projects as they may be begun again, with roles instead of people and days instead of dates."""
