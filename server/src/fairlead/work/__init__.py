"""What people said: projects, their tasks, links, assignments and blockers."""
