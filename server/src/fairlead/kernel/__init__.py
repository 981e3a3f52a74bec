"""Ground that every app stands on: versions, plan times, audit, errors; knows no domain word."""
