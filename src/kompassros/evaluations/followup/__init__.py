"""Follow-up: the action plan that grows out of the areas for improvement."""
