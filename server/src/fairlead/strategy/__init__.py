"""Strategy: where a workspace wants to go, and how far it has come: vision, objectives, key results, check-ins."""
