"""The business case as a model: what its lines are, and what they come to."""
